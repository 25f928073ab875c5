"""The symbol of a citation as OCR read it → as it was printed, where only one reading is a symbol that is used."""

from collections.abc import Iterable
from dataclasses import replace

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.parse.citations import Mention
from pipeline.parse.folding import one_stroke
from pipeline.parse.lexicon import Lexicon

_SHORTEST = 5  # letters of a part that the others tell: "BGDT" for BGDĐT; but BTP is not BTC misread
_PARTS = regex.compile(r"[-/.&]")


def as_printed(mention: Mention, own: str, lexicon: Lexicon) -> Mention:
    """The mention with its symbol mended and flagged: "BGDT" for BGDĐT, "GDTTH" in a letter "…/BGDĐT-GDTrH".

    A long part is mended where it is one letter from a part of the document's own symbol, or from a single known one.
    Errs towards what was read.
    """
    known = set(lexicon.agencies["symbols"])
    mine = set(_PARTS.split(own)) - {""}
    notation = one_stroke(mention.notation, read=True)
    types = {kind.abbr for kind in lexicon.kinds}
    parts = {part: _meant(part, mine, known) for part in _PARTS.split(notation) if part not in known | mine | types}
    if not any(parts.values()):
        return replace(mention, notation=notation)
    mended = "".join(parts.get(piece) or piece for piece in regex.split(r"([-/.&])", notation))
    return replace(mention, notation=mended, flags=(*mention.flags, "symbol_by_list"))


def _meant(part: str, own: Iterable[str], known: Iterable[str]) -> str:
    for names in (own, known):
        near = {name for name in names if len(name) >= _SHORTEST and Levenshtein.distance(part, name) == 1}
        if near:
            return near.pop() if len(near) == 1 else ""
    return ""
