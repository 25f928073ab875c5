"""The lines below an office → the name of who signs, or a doubt: a wrong name is worse than none.

Seals lie over names and drawn signatures run through them, so that OCR reads another name, or a part of one. What is
typed is taken as it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.document import Span
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, spelled
from pipeline.parse.layout import Layout, TextLine
from pipeline.report import LOW_CONFIDENCE, Field, Issue

# Confidence of words of names on real scans: right ones had 0.79 and more; "uang Hạnh" under a seal had 0.60, "Thị" for
# a hidden family name 0.27. Between the two a name is flagged, below it is left out.
_SURE, _READ = 0.85, 0.65
_SHORTEST_TAIL = 4  # letters of a family name that tell it, where a seal hides those before: "uyên", "uỳnh"
# Heights of a name between its middle and that of the office: "Lê", hidden by a seal, would move it by 0.7.
_OFF_CENTRE = 0.4
_REACH = 4  # heights of a word: so far to the right of a seal it may hide the word before
# two to five capitalised syllables, maybe with a rank of the army or a degree before them
_NAME = regex.compile(
    r"[\s\"'“”‘’.,]*(?:(?:PGS|GS|(?:Th|T)S|BS)[.:,;]*\s*(?:(?:Th|T)S[.:,;]*)?\s+"
    r"|(?:Đại|Thượng|Trung|Thiếu)\s?(?:tá|úy|tướng)\s+)?"
    r"(?P<name>\p{L}\p{Ll}*(?:['’]\p{L}+)?(?:\s+\p{Lu}\p{Ll}+(?:['’]\p{L}+)?){1,4}|\p{Lu}+(?:\s+\p{Lu}+){2,4})\s*"
)
# words of what goes on with an office on a second line, in capitals like some names: "LÂM NGHIỆP VÀ THỦY SẢN"
_NO_NAME = frozenset({"và", "về", "của", "các", "phòng", "ban", "cục", "sở", "tỉnh", "huyện", "xã", "ủy", "thành"})


@dataclass(frozen=True, slots=True)
class Surnames:
    """Family names as spelled, those that are given names too, and all by their letters where only one has these."""

    spelled: frozenset[str]
    also_given: frozenset[str]
    by_letters: dict[str, str]


def surnames(names: Iterable[str], also_given: Iterable[str]) -> Surnames:
    """The ways to ask for a family name."""
    listed = tuple(names)
    found: dict[str, list[str]] = {}
    for name in listed:
        found.setdefault(folded(name), []).append(name)
    alone = {letters: same[0] for letters, same in found.items() if len(same) == 1}
    return Surnames(frozenset(map(spelled, listed)), frozenset(map(spelled, also_given)), alone)


def find_signer(layout: Layout, lines: Sequence[TextLine], after: int, known: Surnames) -> Field | Issue | None:
    """The name below the office: the next line that is nothing but a name; a doubt where its reading is not sure."""
    for line in lines:
        if line.span.start <= after:
            continue
        shift = line.text.rfind(";") + 1  # the last of a recipient that OCR read on the same line stands before it
        match = _NAME.fullmatch(line.text, shift)
        if match and _is_name(match["name"], known) and not spelled(line.text).startswith(("phụ lục", "nơi nhận")):
            start = line.span.start + match.start("name")
            span = Span(start, start + len(match["name"]))
            name = match["name"].title() if match["name"].isupper() else match["name"]
            if line.page.source != "ocr":
                return _typed(layout, span, name, known)
            whole = _is_centred(layout, span, [other for other in lines if other.span.start < after])
            read = _read(layout, span, name, known, whole)
            return read or Issue(code="unsure_signer", page=line.page.number, span=span)
    return None


def _is_name(text: str, known: Surnames) -> bool:
    """Whether words in capitals are a name, not the second line of an office; others are judged by who reads them."""
    syllables = spelled(text).split()
    return not text.isupper() or (syllables[0] in known.spelled and not _NO_NAME.intersection(syllables))


def _typed(layout: Layout, span: Span, name: str, known: Surnames) -> Field | None:
    """The name that was typed at a span; None for two words that begin with no family name."""
    surname, _, given = name.partition(" ")
    if not _is_listed(surname, known) and (surname.islower() or " " not in given):
        return None
    return make_field(layout, "signer_name", name, *span, "signature.name", 0.9)


def _is_listed(surname: str, known: Surnames) -> bool:
    """Whether a word is a family name; people of the Highlands are called H'Len, Y'Bung."""
    return spelled(surname) in known.spelled or surname[1:2] in ("'", "’")


def _read(layout: Layout, span: Span, name: str, known: Surnames, whole: bool) -> Field | None:
    """The name that OCR read at a span, its family name mended where only one is possible; None if in doubt.

    `whole`: no word before it can be hidden.
    """
    surname, _, given = name.partition(" ")
    first = Span(span.start, span.start + len(surname))
    conf, behind = layout.transcript.confidence(first), layout.transcript.confidence(Span(first.end, span.end))
    listed = _is_listed(surname, known)
    lone = len(surname) == 1 and surname.upper() not in "AY"  # "H" is all that a seal leaves of Hồ; A and Y are names
    meant = "" if listed or len(surname) == 1 else _family(surname, given, known)
    least = _SURE if layout.reading_flags(first) or len(surname) == 1 else _READ
    if meant and behind >= _READ:
        named = make_field(layout, "signer_name", f"{meant} {given}", *span, "signature.name", 0.8)
        return replace(named, flags=(*named.flags, "surname_by_list"))
    partial = " " not in given or spelled(surname) in known.also_given
    if not listed or lone or conf < least or behind < _READ or (partial and not whole and _beside_seal(layout, first)):
        return None
    shown = f"{surname[:1].upper()}{name[1:]}"  # "trần Ngọc Căng": OCR mistakes the size of a letter
    named = make_field(layout, "signer_name", shown, *span, "signature.name", 0.9)
    doubt = (LOW_CONFIDENCE,) if min(conf, behind) < _SURE and LOW_CONFIDENCE not in named.flags else ()
    return replace(named, flags=(*named.flags, *doubt))


def _is_centred(layout: Layout, name: Span, above: Sequence[TextLine]) -> bool:
    """Whether the name stands below the middle of the office: one that lacks its first word stands to the right."""
    if not above:
        return False
    (page, box), *rest = layout.transcript.boxes(name)
    offices = [own for other, own in layout.transcript.boxes(above[-1].span) if other is page]
    middles = [(own.left + own.right) / 2 for own in (box, *offices[-1:])]
    return not rest and len(middles) == 2 and abs(middles[0] - middles[1]) <= _OFF_CENTRE * (box.bottom - box.top)


def _beside_seal(layout: Layout, first: Span) -> bool:
    """Whether a seal lies at once to the left of a name, over what may be its family name: "Hoàng Giang"."""
    page = next((page for page, _ in layout.transcript.boxes(first)), None)
    line = layout.line_at(first.start)
    if page is None or line is None:
        return False
    box = next(box for _, box in layout.transcript.boxes(first))
    reach = _REACH * (box.bottom - box.top)
    return any(
        seal.top < box.bottom and seal.bottom > box.top and seal.left < box.left < seal.right + reach
        for seal in line.page.seals
    )


def _family(read: str, given: str, known: Surnames) -> str:
    """The one family name that was printed: "Đố" for Đỗ, "uyên Hữu Độ" for Nguyễn; "" for none or several."""
    letters = folded(read)
    if letters in known.by_letters:
        return known.by_letters[letters]
    whole = {name for ends, name in known.by_letters.items() if ends.endswith(letters)}
    return whole.pop() if len(whole) == 1 and len(letters) >= _SHORTEST_TAIL and " " in given else ""
