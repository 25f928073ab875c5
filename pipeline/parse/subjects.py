"""The lines under the letterhead → what kind of document it is, and what about."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.parse.dates import PERIOD
from pipeline.parse.folding import folded, squeezed
from pipeline.parse.headings import head
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.own_number import LONGEST_LINE, NUMBER

TOP = 30  # lines in which a letterhead ends


# "V/v", and what OCR makes of it before a small letter: "Vv", "V|v", "Vy"
ABOUT = regex.compile(r"\s*(?:v\s*/\s*v\s*[:.]?\s*|v[/|\\il1]?[vy]\s+(?=(?-i:\p{Ll})))", regex.I)


_DATED_START = regex.compile(r"\s*(?:ngay \d|thang \d|quy (?:[1-4]|iv|i{1,3})\b|nam 20\d\d,|tu ngay)")


_OPEN_END = regex.compile(r"\s(?:cua|va|ve|cac|theo|cho|tai|voi|trong|so|den|thuoc)\s*$")  # no subject ends here


_LEADING = regex.compile(r"^[-–—.,*]+\s*")
_SUBJECT_LINES = 6
_SHORTEST_SUBJECT = 4  # words behind the type on one line: "BÁO CÁO TÀI CHÍNH NĂM" is no title
_SPECKS = " „“”\"'‘’`´.,_|"  # what OCR sees before the first word of a line
_NO_TITLE = frozenset({"table", "header-left", "header-right"})
_STAMP = r"kinh chuyen[:\s.…]+"  # the last label in the stamp of arrival, beside the title
_BASIS = regex.compile(r"[\s\-–„“\"'‘’`´.,_|]*can cu (?!vao\b)\p{L}")
_UNREAD = 0.6  # mean confidence of a line: stamps across the subject are read with 0.1 to 0.5, prose with 0.9
_SHORTEST = 10  # letters of a line of text
_SPECK = 2  # letters: a line of no more is what OCR makes of a mark ("kả" of the dots over "Ủ")


@dataclass(frozen=True, slots=True)
class Title:
    """The line that names the type, and where in the text the name ends.

    `merged`: the subject follows on the line; `stamped`: a stamp was read on it, which may hide how the subject begins;
    `formula`: it is the one that decides, below the bases ("QUYẾT ĐỊNH:"), since the title was not read.
    """

    line: TextLine
    name: str
    abbr: str
    end: int
    merged: bool
    stamped: bool = False
    formula: bool = False


def find_title(lines: tuple[TextLine, ...], lexicon: Lexicon) -> Title | None:
    """The line that names the type, e.g. "BÁO CÁO", "DỰ THẢO BÁO CÁO", "BÁO CÁO TÓM TẮT"; else type and subject.

    Copied text has both on one line: "CÔNG ĐIỆN VỀ VIỆC PHÒNG, CHỐNG MƯA LŨ".
    """
    kinds = {folded(kind.name): kind for kind in lexicon.kinds if kind.title}
    pattern = regex.compile(
        rf"[ .:*_]*(?P<stamp>{_STAMP})?(?:du thao\s+)?(?P<kind>{one_of(kinds)})"
        r"(?:\s+(?:tom tat|so ket|tong ket|chuyen de)|\s*\(du thao\))?[ .:*_]*"
    )
    basis = first_basis(lines[:TOP])
    for merged in (False, True):
        for line in lines[:TOP]:
            plain = folded(line.text)
            match = pattern.match(plain) if merged else pattern.fullmatch(plain)
            rest = len(plain[match.end() :].split()) if match and plain[match.end() - 1] == " " else 0
            shown = line.capitals or (
                match is not None and bool(match["stamp"]) and line.text[match.start("kind") :].isupper()
            )
            if match and shown and line.zone not in _NO_TITLE and (not merged or rest >= _SHORTEST_SUBJECT):
                kind = kinds[squeezed(match["kind"])]
                formula = basis is not None and line.number > basis
                end = line.span.start + match.end()
                return Title(line, kind.name, kind.abbr, end, merged, bool(match["stamp"]), formula)
            if merged and (head(line.text) is not None or line.ends):
                break
    return None


def find_subject(layout: Layout, lines: tuple[TextLine, ...], title: Title, lexicon: Lexicon) -> list[TextLine]:
    """The lines under the title, up to an addressee, a heading, a cue of the body or a full stop."""
    if title.merged:
        return [title.line]
    ends, begins = (
        regex.compile(rf"\s*(?:{one_of(map(folded, lexicon.cues['body'][cue]))})(?![\p{{L}}])")
        for cue in ("ends", "begins")
    )
    taken: list[TextLine] = []
    speck, stamp = -1, False
    for line in lines[title.line.number + 1 : title.line.number + 1 + _SUBJECT_LINES]:
        words = line.text.lstrip(_SPECKS)
        plain = folded(words)
        if line.zone in ("header-left", "header-right", "table", "page-number"):
            speck = line.number if line.zone == "page-number" else speck  # of a first page: a piece of a seal
            continue
        found = head(line.text)
        if found and found.kind == "dash" and not taken:
            found = None  # no subject begins with a dash: a speck before it
        opens = begins.match(plain) or _DATED_START.match(plain)
        near = taken and (line.block == taken[-1].block or line.number - 1 == speck)  # a speck parts no paragraph
        unfinished = line.page.source == "ocr" and taken and _OPEN_END.search(folded(taken[-1].text)) is not None
        joined = (near and line.page.dpi) or unfinished  # one paragraph by the layout, or by what ends with "của"
        shouted = line.capitals and title.line.number + 1 == line.number  # "THI HÀNH ĐIỀU LỆ" opens no body
        capital = not words[:1].islower() and not shouted
        if (found and found.kind != "letter") or (capital and ((opens and not joined) or ends.match(plain))):
            break
        if taken and (_is_authority(taken[-1], line) or _is_prose(taken[-1], line)):
            break
        if _is_dirt(line.text) or layout.confidence(line) < _UNREAD:
            speck, stamp = line.number, len(line.text) > _SHORTEST
            continue
        if taken and stamp and speck == line.number - 1 and line.block != taken[-1].block:
            break  # behind a stamp another paragraph begins
        if taken and (taken[-1].text.rstrip().endswith(".") or (not (near or unfinished) and _parted(taken[-1], line))):
            break
        taken.append(line)
    hidden = title.stamped and taken and taken[0].text.lstrip(_SPECKS)[:1].islower()
    return taken if not hidden or folded(taken[0].text.lstrip(_SPECKS)).startswith("ve ") else []


def first_basis(lines: Sequence[TextLine]) -> int | None:
    """The number of the line on which the legal bases begin: "Căn cứ Luật …"; None without any."""
    return next((line.number for line in lines if _BASIS.match(folded(line.text)) and not line.capitals), None)


def above_bases(layout: Layout, lines: tuple[TextLine, ...]) -> list[TextLine]:
    """The subject of a scan whose title lies under a stamp: all that stands above the legal bases and who decides.

    None where a line of it could not be read, or where it does not begin with a capital: the stamp hides a part.
    """
    basis = first_basis(lines)
    body = [line for line in lines if basis is not None and line.number < basis and line.zone == "body"]
    while body and body[-1].capitals:
        body.pop()
    unread = [line for line in body if layout.confidence(line) < _UNREAD or _is_dirt(line.text)]
    taken = [line for line in body if line not in unread]
    lost = any(len(line.text.split()) >= _SHORTEST_SUBJECT or line.number > taken[0].number for line in unread if taken)
    if not taken or lost or len(taken) > _SUBJECT_LINES or any(line.page.source != "ocr" for line in taken):
        return []
    words = sum(len(line.text.split()) for line in taken)
    whole = taken[0].text[:1].isupper() and not any(line.ends or line.capitals for line in taken)
    return taken if whole and words >= _SHORTEST_SUBJECT else []


def _is_authority(before: TextLine, line: TextLine) -> bool:
    """Whether a line names who decides: capitals below a subject in small letters, "BỘ TRƯỞNG BỘ NỘI VỤ"."""
    return line.capitals and not before.capitals and len(line.text.split()) >= _SHORTEST_SUBJECT


def _is_prose(before: TextLine, line: TextLine) -> bool:
    """Whether a paragraph stands on one line below a subject in capitals, as in copied text."""
    return before.capitals and not line.capitals and line.text[:1].isupper() and len(line.text) > LONGEST_LINE


def clean_subject(text: str) -> str:
    """The subject without "V/v", and without a quote that nothing closes."""
    about = ABOUT.match(text)
    shown = _LEADING.sub("", text[about.end() if about else 0 :].strip())
    return shown[1:] if shown[:1] in "\"'“‘" and not any(mark in shown[1:] for mark in "\"'”’") else shown


def _is_dirt(text: str) -> bool:
    """What OCR makes of the marks of a line that was read above: "À .^A .À k4 LÄ ˆ"."""
    if PERIOD.fullmatch(folded(text).strip()):
        return False
    shown = [c for c in text if not c.isspace()]
    if len(shown) <= _SPECK:
        return True
    words = [word for word in text.split() if len(word) > 2 and word.isalpha()]
    return sum(c.isalpha() for c in shown) < 0.7 * len(shown) and len(words) < 2


def _parted(before: TextLine, line: TextLine) -> bool:
    """A new block that begins with a capital is the body, unless the subject is in capitals throughout."""
    return line.block != before.block and line.text[:1].isupper() and not line.capitals


def about_lines(lines: tuple[TextLine, ...]) -> list[TextLine]:
    """The subject of a letter: "V/v …", maybe behind the number, and the lines that continue it in lower case."""
    for line in lines[:TOP]:
        if ABOUT.match(line.text, about_at(line)):
            taken = [line]
            for other in lines[line.number + 1 : line.number + 1 + _SUBJECT_LINES]:
                if other.capitals or not (other.text[:1].islower() or _OPEN_END.search(folded(taken[-1].text))):
                    break
                taken.append(other)
            return taken
    return []


def about_at(line: TextLine) -> int:
    """Where in its line a subject may begin: behind the number of the document, where a copy joined the two."""
    number = NUMBER.match(line.text.lstrip())
    return len(line.text) - len(line.text.lstrip()) + number.end() if number else 0


def lone_subject(lines: tuple[TextLine, ...], lexicon: Lexicon) -> list[TextLine]:
    """The subject of a document that lost its title: the capitals below number and date, before who decides."""
    named = one_of(map(folded, [*lexicon.titles["offices"], *lexicon.agencies["heads"]]))
    bodies = regex.compile(rf"\s*(?!ban hanh\b)(?:{named})(?!\w)")
    taken: list[TextLine] = []
    for line in lines[:_SUBJECT_LINES]:
        long = len(line.text.split()) >= _SHORTEST_SUBJECT
        if not line.capitals or not (long or taken) or head(line.text) is not None or bodies.match(folded(line.text)):
            break
        taken.append(line)
    return taken
