"""A line of the signature that OCR read badly → the office printed there, where only one of the known can be meant.

Offices, and the words before them (KT., TL.), are a closed list; names are none, and are never mended so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.document import Box
from pipeline.parse.folding import folded
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon

_LOOKS = str.maketrans("10|!58", "ioiisb")  # digits and bars that OCR reads for capitals
_SHORTEST, _LONG = 5, 8  # letters: fewer tell nothing; from _LONG on two may be wrong, below it one
_APART = 2  # letters by which any other entry must be farther away
_PREFIX = regex.compile(r"\W*\w{1,3}\s*[.:,]\s*\p{Lu}")
_SPECK = 2  # letters of a word that may be dirt beside the line
_SHOUTED = 0.6  # of the letters are capitals, though OCR read some as small ones
_SHORTEST_TAIL = 4  # letters that a seal leaves of an office
_NEAR, _NEARER = 1.9, 1.0  # letters by which the width may miss, and by which another office must miss more


@dataclass(frozen=True)
class Known:
    """Offices and authority lines by their letters, and who heads an agency, by how its name begins."""

    offices: Mapping[str, str]
    lines: Mapping[str, str]
    chairs: tuple[tuple[str, str], ...]
    deputies: Mapping[str, str]


def known_offices(lexicon: Lexicon, deputies: Mapping[str, str]) -> Known:
    """The lists in the form in which they are asked for; `deputies` are those that are not called PHÓ."""
    offices: list[str] = lexicon.titles["offices"]
    chiefs = [office for office in offices if not office.startswith("PHÓ ") and office not in deputies.values()]
    lines = {f"{cap} {office}" for cap in ("KT.", "TL.", "TUQ.") for office in chiefs}  # Q. is too short to be told
    lines |= {f"TM. {body}" for body in lexicon.titles["bodies"]}
    chairs = sorted(lexicon.titles["chairs"].items(), key=lambda row: -len(row[0]))
    return Known(
        offices={_letters(office): office for office in offices},
        lines={_letters(line): line for line in lines},
        chairs=tuple((folded(head), chair) for head, chair in chairs),
        deputies={office: deputies.get(office, f"PHÓ {office}") for office in chiefs},
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text).translate(_LOOKS)))


def headed(organ: str, known: Known) -> tuple[str, ...]:
    """The office of who heads an agency, and of the deputy: "BỘ TÀI CHÍNH" has BỘ TRƯỞNG and THỨ TRƯỞNG."""
    plain = folded(organ)
    chair = next((chair for head, chair in known.chairs if f"{plain} ".startswith(f"{head} ")), None)
    return (chair, known.deputies[chair]) if chair else ()


def office_meant(line: TextLine, organ: str, known: Known) -> str:
    """The office of a line with one or two letters wrong: "PHÓ CHỦ TỊCI"; "" where several are as near, or none."""
    return _meant(line, known.offices, {_letters(office) for office in headed(organ, known)})


def is_prefixed(line: TextLine) -> bool:
    """Whether a word read badly stands before the office, with a stop: "E: CHỦ TỊCH" was KT. or TL. CHỦ TỊCH."""
    return line.page.source == "ocr" and _PREFIX.match(line.text) is not None


def line_meant(line: TextLine, organ: str, known: Known) -> str:
    """The authority line of a line with one or two letters wrong: "K1 BỌ TRƯỞNG" is "KT. BỘ TRƯỞNG"."""
    chairs = headed(organ, known)[:1]
    favoured = {
        letters for letters, whole in known.lines.items() if whole.endswith(tuple(f". {one}" for one in chairs))
    }
    return _meant(line, known.lines, favoured if chairs else ())


def _meant(line: TextLine, entries: Mapping[str, str], favoured: Collection[str]) -> str:
    letters = [letter for letter in line.text if letter.isalpha()]
    if line.page.source != "ocr" or sum(map(str.isupper, letters)) < _SHOUTED * len(letters):
        return ""
    found = (entries.get(_nearest(seen, entries, favoured)) for seen in _readings(line.text))
    return next(filter(None, found), "")


def _readings(text: str) -> Iterable[str]:
    """The letters of a line, then those without dirt at its ends: "2FHÓ TRƯỞNG PHÒNG II"."""
    yield _letters(text)
    shown = text.strip("0123456789 .,:;|„“”\"'")
    parts = shown.split()
    if len(parts) > 1 and len(parts[-1]) <= _SPECK:
        parts = parts[:-1]
    yield _letters(" ".join(parts))
    if len(parts) > 1 and len(parts[0]) <= _SPECK:
        yield _letters(" ".join(parts[1:]))


def _nearest(seen: str, entries: Iterable[str], favoured: Collection[str]) -> str:
    """The entry that alone is near enough; of several, the nearest of those that are favoured."""
    if len(seen) < _SHORTEST:
        return ""
    most = 2 if len(seen) >= _LONG else 1
    apart = {entry: Levenshtein.distance(seen, entry, score_cutoff=most + _APART) for entry in entries}
    near = [entry for entry, distance in apart.items() if distance <= most]
    least = min((apart[entry] for entry in near), default=0)
    rivals = [entry for entry, distance in apart.items() if distance < least + _APART]
    mine = [entry for entry in near if entry in favoured]
    nearest = min((apart[entry] for entry in mine), default=0)
    best = [entry for entry in mine if apart[entry] == nearest] if len(rivals) > 1 else rivals
    return best[0] if near and len(best) == 1 and apart[best[0]] <= most else ""


def office_by_place(layout: Layout, line: TextLine, name: Box, organ: str, known: Known) -> str:
    """The office of which a seal hides the beginning, "TƯỚNG", where it stands above a name that was read whole.

    Both are centred on one line (Decree 30/2020, annex I), so that what is left tells how wide the whole was.
    """
    tail, shown = _letters(line.text), "".join(line.text.split())
    boxes = [box for page, box in layout.transcript.boxes(line.span) if page is line.page]
    ends = [office for office in headed(organ, known) if _letters(office).endswith(tail)]
    if len(tail) < _SHORTEST_TAIL or len(boxes) != 1 or not ends or line.page.source != "ocr":
        return ""
    width = (boxes[0].right - boxes[0].left) / _printed_length(ends[0], shown)
    whole = 2 * (boxes[0].right - (name.left + name.right) / 2) / width
    missed = sorted((abs(len(office) - whole), office) for office in ends)
    sure = missed[0][0] <= _NEAR and all(other - missed[0][0] >= _NEARER for other, _ in missed[1:])
    return missed[0][1] if sure else ""


def _printed_length(office: str, shown: str) -> int:
    """How many characters of an office its last letters are, with the spaces between: OCR may have put one in."""
    left = len(shown)
    for length, letter in enumerate(reversed(office), 1):
        left -= letter != " "
        if not left:
            return length
    return len(office)
