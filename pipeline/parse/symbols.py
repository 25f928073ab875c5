"""The symbol of a document as it was read → as it was printed, where only one reading is a symbol that is used."""

from collections.abc import Iterable

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.parse.folding import folded
from pipeline.parse.lexicon import Lexicon

_SHORTEST = 5  # letters of a part that the others tell: "BGDT" for BGDĐT; but BTP is not BTC misread
_PARTS = regex.compile(r"[-/.&]")


def begun_by_type(symbol: str, kind: str, lexicon: Lexicon) -> str:
    """The symbol that OCR read of a document of a kind, begun with its abbreviation where a letter of that went wrong.

    "TIr-UBND" and "TT-UBND" of a Tờ trình begin with TTr. A symbol that begins with the whole abbreviation of another
    type stays, since rules (QC) come with a decision (QĐ); so does that of a letter, which begins with its agency.
    """
    first, dash, rest = symbol.partition("-")
    abbr = next((each.abbr for each in lexicon.kinds if each.title and folded(each.name) == folded(kind)), "")
    another = any(each.abbr == first for each in lexicon.kinds) and not abbr.startswith(first)
    if first == abbr or another or not dash or len(abbr) < 2:
        return symbol
    return f"{abbr}-{rest}" if Levenshtein.distance(folded(first), folded(abbr)) <= 1 else symbol


def as_printed(symbol: str, own: str, lexicon: Lexicon) -> str:
    """The symbol of a cited document as OCR read it, mended: "BGDT" for BGDĐT, "GDTTH" in a letter "…/BGDĐT-GDTrH".

    A long part is mended where it is one letter from a part of the document's own symbol, or from a single known one.
    Errs towards what was read.
    """
    known = set(lexicon.agencies["symbols"])
    mine = set(_PARTS.split(own)) - {""}
    types = {kind.abbr for kind in lexicon.kinds}
    parts = {part: _meant(part, mine, known) for part in _PARTS.split(symbol) if part not in known | mine | types}
    return "".join(parts.get(piece) or piece for piece in regex.split(r"([-/.&])", symbol))


def _meant(part: str, own: Iterable[str], known: Iterable[str]) -> str:
    for names in (own, known):
        near = {name for name in names if len(name) >= _SHORTEST and Levenshtein.distance(part, name) == 1}
        if near:
            return near.pop() if len(near) == 1 else ""
    return ""
