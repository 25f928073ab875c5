"""Fields of a word processor, {instruction|result} → what a reader sees of them."""

import re
from dataclasses import dataclass

from pipeline.ingest.office.left_out import Unseen
from pipeline.ingest.office.symbols import PRIVATE, is_symbolic, sign
from pipeline.styled import Part

SYMBOL = re.compile(r"SYMBOL\s+(?P<code>0x[0-9a-f]+|\d+)", re.I)
FONT = re.compile(r'\\f\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]+))', re.I)
# Kinds whose result a program works out when it shows them, and does not keep.
UNKEPT = frozenset((
    "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "EQ", "FORMCHECKBOX", "FORMDROPDOWN", "MACROBUTTON", "GOTOBUTTON",
))  # fmt: skip
MOST_WORDS = 2000  # characters: longer than what Word writes as an instruction


@dataclass
class _Field:
    instruction: str = ""
    in_result: bool = False
    filled: bool = False


class Fields:
    """The fields around a place."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def silent(self) -> bool:
        """Whether nobody sees what stands here: the instruction of a field, with all that is in it."""
        return any(not field.in_result for field in self._open)

    def begin(self) -> None:
        """A field begins, with its instruction."""
        self._open.append(_Field())

    def instruct(self, text: str) -> None:
        """More of the instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:MOST_WORDS]

    def result(self) -> None:
        """The instruction ends, and the result begins."""
        if self._open:
            self._open[-1].in_result = True

    def fill(self) -> None:
        """There is something to see in the result."""
        for field in self._open:
            field.filled = True

    def end(self) -> str:
        """The field ends: its instruction, where it has no result and is seen; else ""."""
        field = self._open.pop() if self._open else _Field(filled=True)
        return "" if field.filled or self.silent else field.instruction


def without_result(instruction: str) -> Part | Unseen | None:
    """What a field shows that has no result: a sign; something that is not in the file; or nothing at all."""
    words = instruction.split(maxsplit=1)
    if symbol := SYMBOL.match(instruction.strip()):
        return _symbol(int(symbol["code"], 0), instruction)
    return "fields without a result" if words and words[0].upper() in UNKEPT else None


def _symbol(code: int, instruction: str) -> Part:
    """The sign of a code in a font: of Windows-1252, where the font is not of symbols."""
    found = FONT.search(instruction)
    font = (found["quoted"] or found["bare"] or "").strip() if found else ""
    if code > 0xFF:
        return sign(code, font)
    return chr(PRIVATE + code) if is_symbolic(font) else bytes([code]).decode("cp1252", errors="replace"), font
