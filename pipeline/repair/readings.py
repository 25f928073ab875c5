"""A token of a scanned text to its possible readings: words, how they would be written, and the channel's score."""

from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from pipeline.repair.channel import Channel
from pipeline.repair.language import UNKNOWN, Language
from pipeline.repair.letters import copy_case, like, marked, strip, tone_old
from pipeline.repair.models import Models
from pipeline.repair.suspects import candidates
from pipeline.repair.syllables import stripped_syllables, syllables, well_placed
from pipeline.repair.tokens import Token, known_sign

# Readings per word and nats behind the best, for a foreign reader (12 lose 3 points of words, 48 win 0.1) and for one
# of Vietnamese, which is seldom far off.
MOST, WINDOW = 24, 10.0
MOST_NEAR, WINDOW_NEAR = 10, 8.0
# Nats that leaving a word as it is costs, found on dev: a known foreign word, an unknown name, an unknown word in small
# letters, and one with signs or figures inside, which is hardly ever meant.
KEEP_KNOWN, KEEP_NAME, KEEP_UNKNOWN, KEEP_STRANGE = -4.0, -9.0, -12.0, -14.0
MOVED = -1.0  # nats for a tone mark on the wrong vowel
SPLIT, JOIN = -5.0, -5.0  # nats for a space lost or won: 2 % of them are
# Stripped words that a figure follows: glued to one, it is a figure and no letter.
COUNTED = frozenset(
    ("thang", "ngay", "nam", "quy", "dieu", "khoan", "diem", "muc", "chuong", "phan", "so", "lan", "ky", "khoa")
)
FARTHEST = -4.0  # nats from which on a capital may be no capital: "Gng" is "ứng"
ROMAN = regex.compile(r"[IVXLC]+")
GLUED = regex.compile(r"(\p{L}[\p{L}\p{M}'’]{1,6})(\d{1,4})")
FIGURED = regex.compile(r"[\p{L}'’]*\d{1,2}[\p{L}\p{M}'’]+|[\p{L}'’]+\d{1,2}[\p{L}'’]*")  # a word with a figure inside


class Reading(NamedTuple):
    """Word numbers for the language model, their spelling (None: as it stands), and log P(seen | them)."""

    words: tuple[int, ...]
    spelt: str | None
    logp: float


class Choices(NamedTuple):
    """All readings of a token, in the shape a lattice takes: those of one word, then those of two."""

    single: list[Reading]
    words: list[int]
    logps: list[float]
    kept: list[int]  # which of the single readings leave the token as it is
    double: list[Reading]


def choices(readings: list[Reading]) -> Choices:
    """Sort readings by their number of words."""
    single = [reading for reading in readings if len(reading.words) == 1]
    double = [reading for reading in readings if len(reading.words) == 2]
    kept = [i for i, reading in enumerate(single) if reading.spelt is None]
    return Choices(single, [r.words[0] for r in single], [r.logp for r in single], kept, double)


def shape(seen: str) -> str:
    """Whether a word was written "lower", "title" or "upper"; a scan may break single letters."""
    upper, lower = sum(char.isupper() for char in seen), sum(char.islower() for char in seen)
    if upper > 1 and upper > 2 * lower:
        return "upper"
    return "title" if seen[0].isupper() else "lower"


def write(word: str, form: str) -> str:
    """A lower-case word in a shape."""
    return {"lower": word, "title": word[:1].upper() + word[1:], "upper": word.upper()}[form]


@dataclass(frozen=True, eq=False)
class Reader:
    """Gives the readings of tokens that came through one channel; remembers those of every spelling it met."""

    models: Models
    channel: Channel
    foreign: bool
    met: dict[tuple[str, str], Choices] = field(default_factory=dict, repr=False)

    def __call__(self, token: Token) -> Choices:
        """All readings of a token, its own spelling among them."""
        key = (token.text, token.kind)
        found = self.met.get(key)
        if found is None:
            found = self.met[key] = choices(self._read(token))
        return found

    @property
    def language(self) -> Language:
        return self.models.language

    def _read(self, token: Token) -> list[Reading]:
        if token.kind == "number":
            return [Reading((self.language.numbers["0"],), None, 0.0)]
        sign = known_sign(token)
        if sign:
            return [Reading((self.language.numbers.get(sign.lower(), UNKNOWN),), sign, 0.0)]
        own = self.language.numbers.get(tone_old(token.text.lower()), UNKNOWN)
        if token.kind == "code":
            return self._spellings(token.text, own)
        if token.kind != "word" or not self._mendable(token.text):
            return [Reading((own,), None, 0.0)]
        if token.text.isupper() and token.text.isalpha() and strip(token.text.lower()) not in stripped_syllables():
            return self._spellings(token.text, own)
        glued = GLUED.fullmatch(token.text)
        if glued and strip(glued[1].lower()) in COUNTED:  # the figure is one: "thang8" must not lose it
            return [Reading((own,), None, KEEP_UNKNOWN), *self._split(token.text)]
        low = tone_old(token.text.lower())
        if not self.foreign and low.isascii() and low not in syllables():
            return [Reading((own,), None, 0.0)]  # a reader of Vietnamese keeps marks: this is a foreign word
        readings = self._near(token.text, own)
        if low not in syllables():
            moved = well_placed(low)
            number = self.language.numbers.get(moved, UNKNOWN) if moved else UNKNOWN
            if moved and number != UNKNOWN:
                readings.append(Reading((number,), write(moved, shape(token.text)), MOVED))
        if own == UNKNOWN or low not in syllables():
            readings += self._split(token.text)
        return readings

    def _mendable(self, seen: str) -> bool:
        """Whether a scanned word may be read otherwise: no labels, Roman numbers, or figures that mean a figure."""
        if len(seen) == 1:
            return seen.lower() in "oy" and self.foreign if seen.isascii() and seen.isalpha() else self.foreign
        if any(char.isdigit() for char in seen):
            return self.foreign and FIGURED.fullmatch(seen) is not None
        return not ROMAN.fullmatch(seen) and len(seen) <= 24

    def _spellings(self, seen: str, own: int) -> list[Reading]:
        """An abbreviation as it stands, and with Đ for its Ds: QD may be QĐ."""
        readings = [Reading((own,), None, -0.5)]
        if marked(seen):
            return readings
        for form in self.language.forms(seen.lower()):
            if form != seen.lower() and form.replace("đ", "d") == seen.lower():
                readings.append(Reading((self.language.numbers[form],), copy_case(seen, form), -0.5))
        return readings

    def _near(self, seen: str, own: int) -> list[Reading]:
        """The word itself and the words near it by the channel."""
        form, low, kept = shape(seen), tone_old(seen.lower()), False
        readings: list[Reading] = []
        if seen.isalpha() and len(low) == len(seen):
            seen = like(seen, low)  # the channel was trained on tones in the old place
        limits = (MOST, WINDOW) if self.foreign else (MOST_NEAR, WINDOW_NEAR)
        near = candidates(seen, self.channel, self.models.lexicons[form], *limits)
        forms = [(number, form, logp) for number, logp in near]
        if self.foreign and form == "title" and (not near or near[0][1] < FARTHEST):
            lower = candidates(seen, self.channel, self.models.lexicons["lower"], MOST, WINDOW)
            forms += [(number, "lower", logp) for number, logp in lower]
        for number, form, logp in forms:
            word = self.language.words[number]
            kept = kept or word == low
            readings.append(Reading((number,), None if word == low else write(word, form), logp))
        if not kept:
            known = own != UNKNOWN and seen.isalpha() and low.isascii()
            name = KEEP_UNKNOWN if seen.islower() else KEEP_NAME
            readings.append(Reading((own,), None, KEEP_KNOWN if known else name if seen.isalpha() else KEEP_STRANGE))
        return readings

    def _split(self, seen: str) -> list[Reading]:
        """Two words that lost the space between them: "thang8", "hànhchính"."""
        glued = GLUED.fullmatch(seen) if self.foreign else None
        if glued:
            zero, form = self.language.numbers["0"], shape(glued[1])
            near = candidates(glued[1], self.channel, self.models.lexicons[form], 6, WINDOW)
            return [
                Reading((number, zero), f"{write(self.language.words[number], form)} {glued[2]}", SPLIT + logp)
                for number, logp in near
            ]
        if not seen.isalpha() or len(seen) < 5:
            return []
        low, form, readings = tone_old(seen.lower()), shape(seen), []
        for cut in range(2, len(low) - 1):
            for left in self._forms(low[:cut]):
                for right in self._forms(low[cut:]):
                    numbers = self.language.numbers[left], self.language.numbers[right]
                    spelt = f"{write(left, form)} {write(right, 'lower' if form == 'title' else form)}"
                    readings.append(Reading(numbers, spelt, SPLIT))
        return readings

    def _forms(self, part: str) -> list[str]:
        """The syllables that a part of a glued word can be: itself, or any with its letters if all marks are lost."""
        forms = self.language.forms(strip(part)) if self.foreign and not marked(part) else (tone_old(part),)
        return [word for word in forms[:8] if word in syllables() and word in self.language.numbers]

    def joined(self, first: Token, second: Token) -> list[Reading]:
        """One word that a space fell into, where a half of it is no syllable: "ngu ời"."""
        seen = first.text + second.text
        halves = [strip(token.text.lower()) in stripped_syllables() for token in (first, second)]
        if all(halves) or not seen.isalpha() or len(seen) > 8 or not (seen.isupper() or seen[1:].islower()):
            return []
        form = shape(seen)
        near = candidates(seen, self.channel, self.models.lexicons[form], 6, 4.0)
        return [Reading((n,), write(self.language.words[n], form), JOIN + logp) for n, logp in near]
