"""What a Vietnamese syllable can be: the spelling rules of data/spelling.toml, spelt out once as a set."""

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.repair.letters import TONES, strip, untoned

LONG_TAIL = "ăâêôơ"  # a nucleus letter that draws the tone mark to itself


def _seat(nucleus: str, coda: str) -> int:
    """The index in the nucleus of the vowel under the tone mark, by the old placement (hòa, thúy)."""
    strong = [i for i, vowel in enumerate(nucleus) if vowel in LONG_TAIL]
    if strong:
        return strong[-1]
    if "ư" in nucleus:
        return nucleus.index("ư")
    return 1 if len(nucleus) == 3 or (len(nucleus) == 2 and coda) else 0


def _toned(onset: str, nucleus: str, coda: str, stopped: frozenset[str]) -> Iterator[str]:
    seat = _seat(nucleus, coda)
    for tone in ("\u0301", "\u0323") if coda in stopped else ("", *TONES):
        vowel = unicodedata.normalize("NFC", nucleus[seat] + tone)
        yield onset + nucleus[:seat] + vowel + nucleus[seat + 1 :] + coda


def _rimes(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for nucleus, codas in table.items():
        for coda in codas.split():
            yield nucleus, "" if coda == "-" else coda


def _fits(onset: str, nucleus: str, rules: dict[str, Any]) -> bool:
    front = nucleus[0] in "eêiy"
    if onset in rules["before_front"].split() and not front:
        return False
    if onset in rules["before_back"].split() and front:
        return False
    if nucleus == "y":
        return not onset or onset in rules["tones"]["open_y"].split()
    if nucleus == "yê":
        return not onset
    return not (nucleus == "iê" and not onset)


def _frames(rules: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every onset, nucleus and coda that go together."""
    labials = rules["tones"]["labials"].split()
    for onset in ("", *rules["onsets"].split()):
        if onset == "qu":
            yield from ((onset, *rime) for rime in _rimes(rules["after_qu"]))
            continue
        rimes = [*_rimes(rules["rimes"]), *(() if onset in labials else _rimes(rules["rounded"]))]
        if onset == "gi":
            yield from ((onset, *rime) for rime in rimes if rime[0][0] not in "iy")
            yield from (("g" if nucleus == "i" else "gi", nucleus, c) for nucleus, c in _rimes(rules["after_gi"]))
            continue
        yield from ((onset, *rime) for rime in rimes if _fits(onset, rime[0], rules))


@cache
def syllables() -> frozenset[str]:
    """All syllables that the rules allow, lower case, NFC, tones in the old place; about 17,000."""
    rules = tomllib.loads((files(__package__) / "data" / "spelling.toml").read_text(encoding="utf-8"))
    stopped = frozenset(rules["tones"]["stopped_codas"].split())
    made = {form for frame in _frames(rules) for form in _toned(*frame, stopped)}
    return frozenset(made | set(rules["tones"]["loans"].split()))


@cache
def stripped_syllables() -> frozenset[str]:
    """All syllables without their diacritics; about 2,200."""
    return frozenset(strip(syllable) for syllable in syllables())


@cache
def _by_tone() -> dict[tuple[str, str], str]:
    return {untoned(syllable): syllable for syllable in syllables()}


def well_placed(word: str) -> str | None:
    """The syllable that a lower-case word is when its tone mark moves to the right vowel: "lựơng" gives "lượng"."""
    return _by_tone().get(untoned(word))
