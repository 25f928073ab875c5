"""Words that lost a letter on the way → what they most likely were, and how sure that is."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

from pipeline.repair.encoding.mojibake import NEXT
from pipeline.repair.encoding.signs import is_syllable
from pipeline.repair.letters import copy_case

# Windows-1252 shows nothing for 81 8D 8F 90 9D, so some programs drop these bytes: á» without a third sign was one of
# ề ọ ỏ ờ (Ố among capitals), Ã alone one of Á Í Ý, or à whose no-break space fell to a trimmed line.
BROKEN = regex.compile(rf"(?<![\p{{L}}\p{{M}}»])[\p{{L}}\p{{M}}»]*(?:á»|Ã)(?!{NEXT})[?\ufffd]?[\p{{L}}\p{{M}}]*")
HOLE = regex.compile(rf"(?:á»|Ã)(?!{NEXT})[?\ufffd]?")
# And these were certainly Đ and the closing quotation mark.
CERTAIN = ((regex.compile(rf"Ä(?!{NEXT})[?\ufffd]?"), "Đ"), (regex.compile(rf"â€(?!{NEXT})[?\ufffd]?"), "”"))
HORN = regex.compile("[\u00ad−‐]")  # ư in TCVN3, as Latin-1 or readers of PDF give it
LEAST_RUNS = 40  # running text has a plain ư in one word of 12: none in 40 words in old signs is a loss
Loss = Literal["c1", "horn"]
Guesses = dict[str, float]  # words that were completed, and how often such a word is that one


@cache
def _known() -> dict[tuple[str, str], tuple[str, float]]:
    known = {}
    for line in (files("pipeline.repair") / "data" / "lost.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "loss\t")):
            loss, seen, meant, share = line.split("\t")
            known[loss, seen] = meant, float(share)
    return known


def _by_letter(word: str, hole: str, rest: str) -> str | None:
    """A word whose hole leaves few letters: the first that makes a syllable."""
    if hole[0] == "á":
        letters = "Ố"
    elif not rest or rest.isupper():
        letters = "ÁÍÝ"
    else:
        letters = "à" if word.endswith(hole) else ""
    return next((new for letter in letters if is_syllable(new := HOLE.sub(letter, word))), None)


def _filled(match: regex.Match[str], guesses: Guesses) -> str:
    word = match.group()
    holes = HOLE.findall(word)
    plain, rest = HOLE.sub("_", word), HOLE.sub("", word)
    if holes[0][0] == "á" and not (len(rest) > 1 and rest.isupper()):
        meant, share = _known().get(("c1", plain.lower()), ("", 0.0))
        if meant:
            new = copy_case(plain, meant)
            guesses[new] = share
            return new
    return word if len(holes) > 1 else _by_letter(word, holes[0], rest) or word


def fill(line: str, guesses: Guesses) -> str:
    """A line of mended mojibake with the letters of bytes that were dropped; what was guessed goes into `guesses`."""
    for pattern, letter in CERTAIN:
        line = pattern.sub(letter, line)
    return BROKEN.sub(lambda match: _filled(match, guesses), line)


def lost_horn(runs: Iterable[str]) -> bool:
    """Whether a text in TCVN3, given as its words in old signs, has lost all its ư."""
    count = 0
    for run in runs:
        if HORN.search(run):
            return False
        count += 1
    return count >= LEAST_RUNS


def horned(word: str, guesses: Guesses) -> str:
    """A word of TCVN3 with the ư that a text has lost: "nh" gives "như"; as it is where it may have had none."""
    meant, share = _known().get(("horn", word.lower()), ("", 0.0))
    if not meant or (word.isupper() and len(word) < 3):
        return word
    new = copy_case(word, meant)
    guesses[new] = share
    return new
