"""An RTF file → its text with fonts (Rich Text Format Specification 1.9.1)."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import InputError
from pipeline.ingest.office.fields import Fields
from pipeline.ingest.office.flow import Flow
from pipeline.ingest.office.left_out import Unseen, told
from pipeline.ingest.office.symbols import is_symbolic
from pipeline.styled import StyledText, join

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
# Destinations whose text is not for readers, beside all that are marked \* and are not in SEEN.
UNSEEN = frozenset((
    "stylesheet", "colortbl", "info", "objdata", "listtable", "listoverridetable", "revtbl", "themedata", "datafield",
    "shprslt", "nonesttables", "nonshppict", "sp", "xe", "tc", "filetbl", "template",
))  # fmt: skip
# Marked \*, but they lead to text.
SEEN = frozenset(("shppict", "shpinst", "shptxt", "do", "dptxbxtext", "fldinst", "fldrslt", "ud", "annotation"))
OBJECTS = frozenset(("pict", "object", "mmath"))
LATER = frozenset((
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
))  # fmt: skip
ENDS = frozenset(("par", "sect", "page", "column", "nestcell", "cell", "row"))
SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "emspace": " ", "enspace": " "}
SIGNS |= {"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "qmspace": " "}
BREAKS = frozenset(("tab", "line"))  # of SIGNS: these stand for no character of Unicode
MOST_NAME = 64  # characters of the name of a font: Windows knows 31
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # nothing in RTF, and in no text
HELD = {"~": "\u00a0", "_": "-", "-": ""}  # a space and a hyphen that hold; where a word may be parted
PAGES = {2: "cp1252", 77: "mac_roman", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"}
PAGES |= {0: "cp1252", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # by \fcharset; else \ansicpg
FILE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class Font(NamedTuple):
    """A font's name, and the code page of what is set in it; "" for that of the file."""

    name: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits. `skip`: how many characters stand behind one of Unicode for readers that know none."""

    font: int
    skip: int = 1
    target: Literal["body", "later", "fonts", "instruction", "nowhere"] = "body"
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    in_shape: bool = False
    in_table: bool = False
    twin: Literal["body", "later", "fonts", "instruction", "nowhere"] | None = None  # where the \ud of an \upr goes

    @property
    def unseen(self) -> Unseen | None:
        """Why nobody sees the text."""
        if self.deleted:
            return "passages marked as deleted"
        return "hidden passages" if self.hidden else None


@dataclass
class Reading:
    """What was read so far. `marked`: the next word is a destination that readers may not know; `due`: how many
    characters stand for the one of Unicode before them."""

    state: State = State(0)
    page: str = "cp1252"
    default: int = 0
    stack: list[State] = field(default_factory=list)
    fonts: dict[int, Font] = field(default_factory=dict)
    body: Flow = field(default_factory=Flow)
    later: Flow = field(default_factory=Flow)
    marked: bool = False
    due: int = 0
    fields: Fields = field(default_factory=Fields)
    depths: list[int] = field(default_factory=list)  # of the groups of these fields
    high: int = 0  # the first half of a character beyond U+FFFF

    def to(self, **changes: object) -> None:
        """Change what holds from here to the end of the group."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    @property
    def flow(self) -> Flow | None:
        """Where text goes; None where nobody sees it."""
        return {"body": self.body, "later": self.later}.get(self.state.target)


def read_rtf(path: Path) -> StyledText:
    """The body, then notes, headers and footers. Raises InputError where the file is cut off."""
    data = path.read_bytes()
    reading, at = Reading(), 0
    while match := TOKEN.search(data, at):
        at = match.end() + _take(reading, match)
    if reading.stack:
        raise InputError(f"{path} is cut off: {len(reading.stack)} of its groups are open.", "Copy or save it again.")
    parts = (*reading.body.parts(), *reading.later.parts())
    return join(parts, told(reading.body.left_out + reading.later.left_out))


def _take(reading: Reading, match: re.Match[bytes]) -> int:
    """One token more; how many bytes behind it are no text."""
    if match["word"]:
        number = int(match["number"]) if match["number"] else None
        if match["word"] == b"bin":
            return max(0, number or 0)
        _word(reading, match["word"].decode(), number)
    elif match["brace"] == b"{":
        reading.stack.append(reading.state)
        reading.due = 0
    elif match["brace"]:
        _close(reading)
    elif match["sign"] == b"*":
        reading.marked = True
    elif match["sign"]:
        sign = match["sign"].decode("latin-1")
        _word(reading, "par", None) if sign in "\r\n" else _sign(reading, HELD.get(sign, sign))
    else:
        _bytes(reading, bytes.fromhex(match["byte"].decode()) if match["byte"] else match["text"])
    return 0


def _word(reading: Reading, word: str, number: int | None) -> None:
    """A control word: a destination, a sign, an end, or how what follows is set."""
    marked, reading.marked = reading.marked, False
    if _leads(reading, word, marked):
        return
    if word in SIGNS:
        (_text if word in BREAKS else _sign)(reading, SIGNS[word])
    elif word == "u" and number is not None:
        _unicode(reading, number & 0xFFFF)
        reading.due = reading.state.skip
    elif word in ENDS and reading.flow:
        _end(reading, reading.flow, word)
    elif number is not None and word in ("f", "deff", "fcharset", "ansicpg", "uc"):
        _number(reading, word, number)
    else:
        _set(reading, word, number)


def _leads(reading: Reading, word: str, marked: bool) -> bool:
    """Go where a word leads, if it is a destination: `marked` as one that readers may not know."""
    if word == "fonttbl":
        reading.to(target="fonts")
    elif word in OBJECTS and (reading.flow or reading.state.in_shape):
        reading.body.leave_out("pictures or objects")
        reading.to(target="nowhere", in_shape=False)
    elif word in UNSEEN or (marked and word not in SEEN):
        reading.to(target="nowhere", in_shape=word == "sp" and reading.flow is not None)
    elif word in ("upr", "ud"):
        reading.to(target="nowhere", twin=reading.state.target) if word == "upr" else _twin(reading)
    elif word in ("field", "fldinst", "fldrslt"):
        _field(reading, word)
    elif word in LATER and reading.flow:
        reading.later.close()
        reading.to(target="later")
    else:
        return False
    return True


def _set(reading: Reading, word: str, number: int | None) -> None:
    """How what follows is set."""
    if word == "plain":
        reading.to(font=reading.default, hidden=False, deleted=False, raised=False)
    elif word in ("super", "sub", "nosupersub"):
        reading.to(raised=word == "super")
    elif word in ("pard", "intbl"):
        reading.to(in_table=word == "intbl")
    elif word in ("v", "deleted"):
        reading.to(**{"hidden" if word == "v" else "deleted": number != 0})
    elif word in FILE_PAGES:
        reading.page = FILE_PAGES[word]


def _unicode(reading: Reading, unit: int) -> None:
    """A unit of UTF-16: the second of a pair completes its character, one without its other half is lost."""
    high, reading.high = reading.high, unit if 0xD800 <= unit < 0xDC00 else 0
    if reading.high:
        return
    low = 0xDC00 <= unit < 0xE000
    if low:
        unit = 0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00 if high else 0xFFFD
    _text(reading, chr(unit))


def _end(reading: Reading, flow: Flow, word: str) -> None:
    """A paragraph, cell or row ends. A paragraph whose end nobody sees goes on in the next."""
    if word in ("cell", "row"):
        (flow.cell if word == "cell" else flow.row)()
    elif word != "par" or not reading.state.unseen:
        flow.paragraph(in_table=reading.state.in_table)


def _number(reading: Reading, word: str, number: int) -> None:
    """A font, its code page or the file's, or how many characters stand for one of Unicode."""
    if word == "f":
        reading.to(font=number)
    elif word == "deff":
        reading.default = number
        reading.to(font=number)
    elif word == "uc":
        reading.to(skip=number)
    elif word == "ansicpg":
        reading.page = f"cp{number}"
    elif reading.state.target == "fonts":
        font = reading.fonts.get(reading.state.font, Font())
        reading.fonts[reading.state.font] = font._replace(page=PAGES.get(number, ""))


def _bytes(reading: Reading, data: bytes) -> None:
    """Characters in the code page of their font, but those that stand for one of Unicode."""
    spared, reading.due = min(reading.due, len(data)), max(0, reading.due - len(data))
    font = reading.fonts.get(reading.state.font, Font())
    page = "latin-1" if is_symbolic(font.name) else font.page or reading.page
    _text(reading, "".join(_decode(byte, page) for byte in data[spared:]))


def _decode(byte: int, page: str) -> str:
    """A byte in a code page; where that has nothing, or is none of ours, its number."""
    try:
        return bytes([byte]).decode(page)
    except (UnicodeDecodeError, LookupError):
        return chr(byte)


def _sign(reading: Reading, text: str) -> None:
    """A sign that a control word stands for, but one that stands for one of Unicode."""
    if reading.due:
        reading.due -= 1
    else:
        _text(reading, text)


def _text(reading: Reading, text: str) -> None:
    """Text to where it belongs: the flow, the name of a font, or the instruction of a field."""
    number, text = reading.state.font, text.translate(CONTROLS)
    if reading.state.target == "fonts":
        font = reading.fonts.get(number, Font())
        reading.fonts[number] = font._replace(name=(font.name + text.split(";")[0])[:MOST_NAME])
    elif reading.state.target == "instruction":
        reading.fields.instruct(text)
    elif reading.flow and reading.state.unseen:
        reading.body.leave_out(reading.state.unseen)
    elif reading.flow:
        reading.fields.fill()
        reading.flow.add([(text, reading.fonts.get(number, Font()).name)], reading.state.raised)


def _field(reading: Reading, word: str) -> None:
    """A field begins, with its instruction, or comes to its result."""
    if word == "field":
        reading.fields.begin()
        reading.depths.append(len(reading.stack))
    elif word == "fldrslt":
        reading.fields.result()
    elif reading.flow:
        reading.to(target="instruction")


def _close(reading: Reading) -> None:
    """A group ends, and the field that it was."""
    if reading.depths and reading.depths[-1] == len(reading.stack):
        reading.depths.pop()
        instruction = reading.fields.end()
        if instruction and reading.flow and not reading.state.unseen:
            reading.flow.field(instruction)
    reading.state, reading.due = reading.stack.pop() if reading.stack else reading.state, 0


def _twin(reading: Reading) -> None:
    """The same text as before in Unicode, which goes where that would have gone."""
    if reading.state.twin:
        reading.to(target=reading.state.twin, twin=None)
