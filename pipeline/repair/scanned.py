"""Spellings of a scan to their readings: the words that one channel may have made them of, splits, and joins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import regex

from pipeline.repair.channel import Channel
from pipeline.repair.language import UNKNOWN
from pipeline.repair.letters import like, marked, strip, tone_old
from pipeline.repair.models import Models
from pipeline.repair.readings import END, Arc, Columns, Form, Readings, collect, columns, own_words, write
from pipeline.repair.suspects import NOTHING_NEAR, Near, Suspect, candidates
from pipeline.repair.syllables import stripped_syllables, syllables, well_placed
from pipeline.repair.tokens import Spelling, known_sign

# Readings per word and nats behind the best, for a foreign reader (12 lose 3 points of words, 48 win 0.1) and for one
# of Vietnamese, which is seldom far off.
MOST, WINDOW = 24, 10.0
MOST_NEAR, WINDOW_NEAR = 10, 8.0
MOST_SPLIT = 6  # readings of a word that a figure is glued to
MOST_JOINED, WINDOW_JOINED, LEAST_JOINED = 6, 4.0, -8.0  # what was joined must look like the word
# Nats that leaving a word as it is costs, found on dev: a known foreign word, an unknown name, an unknown word in small
# letters, and one with signs or figures inside, which is hardly ever meant.
KEEP_KNOWN, KEEP_NAME, KEEP_UNKNOWN, KEEP_STRANGE = -4.0, -9.0, -12.0, -14.0
SPELLING = -0.5  # for an abbreviation as it stands, and with Đ for its Ds
MOVED = -1.0  # nats for a tone mark on the wrong vowel
SPLIT, JOIN = -5.0, -5.0  # nats for a space lost or won: 2 % of them are
FORMS = 8  # of each half of a glued word
# Stripped words that a figure follows: glued to one, it is a figure and no letter.
COUNTED = frozenset(
    ("thang", "ngay", "nam", "quy", "dieu", "khoan", "diem", "muc", "chuong", "phan", "so", "lan", "ky", "khoa")
)
FARTHEST = -4.0  # nats from which on a capital may be no capital: "Gng" is "ứng"
LONGEST = 24  # letters of a word that is looked at
ROMAN = regex.compile(r"[IVXLC]+")
GLUED = regex.compile(r"(\p{L}[\p{L}\p{M}'’]{1,6})(\d{1,4})")
FIGURED = regex.compile(r"[\p{L}'’]*\d{1,2}[\p{L}\p{M}'’]+|[\p{L}'’]+\d{1,2}[\p{L}'’]*")  # a word with a figure inside


def shape(seen: str) -> Form:
    """Whether a word was written in small letters, with a first capital or in capitals; a scan may break some."""
    if not seen.islower() and not seen[1:].islower():  # most words are
        upper, lower = sum(char.isupper() for char in seen), sum(char.islower() for char in seen)
        if upper > 1 and upper > 2 * lower:
            return Form.UPPER
    return Form.TITLE if seen[0].isupper() else Form.LOWER


@dataclass
class _Asked:
    """What is to be looked up in the lexicon of one form: for each query the spelling, and its place in the lattice."""

    spellings: list[int] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, spelling: int, suspect: Suspect, target: int = END, cost: float = 0.0) -> None:
        """Ask for the words near a spelling or a part of it, as arcs from its start to a node."""
        self.spellings.append(spelling)
        self.suspects.append(suspect)
        self.targets.append(target)
        self.costs.append(cost)


class ScanReader:
    """Finds the readings of spellings that came through one channel."""

    def __init__(self, models: Models, channel: Channel, foreign: bool) -> None:
        self.models, self.channel, self.foreign = models, channel, foreign
        self.language = models.language
        self.limits = (MOST, WINDOW) if foreign else (MOST_NEAR, WINDOW_NEAR)

    def read(self, spellings: Sequence[Spelling]) -> Readings:
        """All readings of the spellings, their own among them."""
        own = own_words(spellings, self.language)
        asked = {form: _Asked() for form in (Form.LOWER, Form.TITLE, Form.UPPER)}
        arcs = [arc for k in range(len(spellings)) for arc in self._plan(k, spellings[k], int(own[k]), asked)]
        upper, title = (self._look_up(form, asked[form], own) for form in (Form.UPPER, Form.TITLE))
        if self.foreign:
            self._ask_lower(asked, title)
        found = [upper, title, self._look_up(Form.LOWER, asked[Form.LOWER], own)]
        near = {k for one in asked.values() for k, end in zip(one.spellings, one.targets, strict=True) if end == END}
        kept = {arc.spelling for arc in arcs if arc.form == Form.KEPT}
        for part in found:
            kept.update(part.spelling[part.form == Form.KEPT].tolist())
        for k in sorted(near - kept):
            arcs.append(Arc(k, 0, END, int(own[k]), self._keeping(spellings[k].text, int(own[k])), Form.KEPT))
        return collect(spellings, own, self.language, arcs, found)

    def _plan(self, k: int, spelling: Spelling, own: int, asked: dict[Form, _Asked]) -> Iterator[Arc]:
        """The arcs of a spelling that need no search; asks for the others."""
        seen, sign = spelling.text, known_sign(spelling)
        if sign:
            yield Arc(k, 0, END, self.language.numbers.get(sign.lower(), UNKNOWN), 0.0, Form.TOLD, told=sign)
            return
        if spelling.kind == "code" or (self._in_capitals(spelling) and self._mendable(seen)):
            yield from self._abbreviation(k, seen, own)
            return
        low = tone_old(seen.lower())
        # A reader of Vietnamese keeps marks: a word without them that is no syllable is foreign.
        plain = not self.foreign and low.isascii() and low not in syllables()
        glued = GLUED.fullmatch(seen)
        if spelling.kind != "word" or not self._mendable(seen) or (plain and not glued):
            yield Arc(k, 0, END, own, 0.0, Form.KEPT)
        elif glued and strip(glued[1].lower()) in COUNTED:  # the figure is one: "thang8" must not lose it
            yield Arc(k, 0, END, own, KEEP_UNKNOWN, Form.KEPT)
            yield self._without_figure(k, glued[1], glued[2], asked)
        else:
            asked[shape(seen)].add(k, Suspect(like(seen, low) if len(low) == len(seen) else low, *self.limits))
            if low not in syllables():
                yield from self._moved(k, seen, low)
            if low not in syllables() or own == UNKNOWN:
                yield from self._halves(k, seen, low, asked)

    def _in_capitals(self, spelling: Spelling) -> bool:
        """Whether a word is an abbreviation: in capitals, and no syllable."""
        seen = spelling.text
        upper = spelling.kind == "word" and seen.isupper() and seen.isalpha()
        return upper and strip(seen.lower()) not in stripped_syllables()

    def _mendable(self, seen: str) -> bool:
        """Whether a scanned word may be read otherwise: no labels, Roman numbers, or figures that mean a figure."""
        if len(seen) == 1:
            return seen.lower() in "oy" and self.foreign if seen.isascii() and seen.isalpha() else self.foreign
        if not seen.isalpha() and any(char.isdigit() for char in seen):
            return self.foreign and FIGURED.fullmatch(seen) is not None
        return not ROMAN.fullmatch(seen) and len(seen) <= LONGEST

    def _abbreviation(self, k: int, seen: str, own: int) -> Iterator[Arc]:
        """An abbreviation as it stands, and with Đ for its Ds: QD may be QĐ."""
        yield Arc(k, 0, END, own, SPELLING, Form.KEPT)
        if not marked(seen):
            for form in self.language.forms(seen.lower()):
                if form != seen.lower() and form.replace("đ", "d") == seen.lower():
                    yield Arc(k, 0, END, self.language.numbers[form], SPELLING, Form.LIKE)

    def _moved(self, k: int, seen: str, low: str) -> Iterator[Arc]:
        """The syllable that a word is when its tone mark moves to the right vowel."""
        moved = well_placed(low)
        number = self.language.numbers.get(moved, UNKNOWN) if moved else UNKNOWN
        if number != UNKNOWN:
            yield Arc(k, 0, END, number, MOVED, shape(seen))

    def _halves(self, k: int, seen: str, low: str, asked: dict[Form, _Asked]) -> Iterator[Arc]:
        """Two words that lost the space between them: "s62", "hànhchính". A node in the middle for every cut."""
        glued = GLUED.fullmatch(seen) if self.foreign else None
        if glued:
            yield self._without_figure(k, glued[1], glued[2], asked)
        if not seen.isalpha() or len(seen) < 5:
            return
        form = shape(seen)
        second = Form.LOWER if form == Form.TITLE else form
        cuts = [(self._forms(low[:cut]), self._forms(low[cut:])) for cut in range(2, len(low) - 1)]
        cuts = [(left, right) for left, right in cuts if left and right]
        for middle, (left, right) in enumerate(cuts, 1):
            for word in left:
                yield Arc(k, 0, middle, self.language.numbers[word], SPLIT, form, 0.5)
            for word in right:
                yield Arc(k, middle, END, self.language.numbers[word], 0.0, second, 0.5)

    def _without_figure(self, k: int, word: str, figure: str, asked: dict[Form, _Asked]) -> Arc:
        """A word and the figure glued to it: asks for the word, and gives the arc of the figure."""
        asked[shape(word)].add(k, Suspect(word, MOST_SPLIT, WINDOW), 1, SPLIT)
        return Arc(k, 1, END, self.language.numbers["0"], 0.0, Form.TOLD, 0.5, figure)

    def _forms(self, part: str) -> list[str]:
        """The syllables that a part of a glued word can be: itself, or any with its letters if all marks are lost."""
        forms = self.language.forms(strip(part)) if self.foreign and not marked(part) else (part,)
        return [word for word in forms[:FORMS] if word in syllables() and word in self.language.numbers]

    def _keeping(self, seen: str, own: int) -> float:
        """What it costs to leave a word that is not among the words near it."""
        if not seen.isalpha():
            return KEEP_STRANGE
        if own != UNKNOWN and tone_old(seen.lower()).isascii():
            return KEEP_KNOWN
        return KEEP_UNKNOWN if seen.islower() else KEEP_NAME

    def _look_up(self, form: Form, asked: _Asked, own: np.ndarray) -> Columns:
        """The arcs of all words near what was asked for, in one form."""
        near = self._near(asked.suspects, form)
        times = np.diff(near.first)
        spelling, target = (np.repeat(np.array(c, np.int64), times) for c in (asked.spellings, asked.targets))
        cost = np.repeat(np.array(asked.costs, np.float64), times)
        whole = target == END
        forms = np.where(whole & (near.word == own[spelling]), int(Form.KEPT), int(form))
        made = columns(spelling, near.word, near.logp + cost, forms)
        return made._replace(target=target, size=np.where(whole, 1.0, 0.5))

    def _near(self, suspects: Sequence[Suspect], form: Form) -> Near:
        """The words near suspects, in one form. A lexicon that nobody asks for is not made."""
        return candidates(suspects, self.channel, self.models.lexicon(form.name)) if suspects else NOTHING_NEAR

    def _ask_lower(self, asked: dict[Form, _Asked], found: Columns) -> None:
        """Ask for words in small letters where no word with a capital is near."""
        best: dict[int, float] = {}
        for k, target, logp in zip(*(c.tolist() for c in (found.spelling, found.target, found.logp)), strict=True):
            if target == END:
                best[k] = max(best.get(k, logp), logp)
        title = asked[Form.TITLE]
        for k, suspect, target in zip(title.spellings, title.suspects, title.targets, strict=True):
            if target == END and best.get(k, FARTHEST - 1) < FARTHEST:
                asked[Form.LOWER].add(k, Suspect(suspect.seen, MOST, WINDOW))

    def joined(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int, float, str]]:
        """One word for two that a space fell into, where a half of it is no syllable: "ngu ời".

        For each reading: the number of the pair, the word, log P(seen | word), and how it is written.
        """
        made, shapes = [], [shape("".join(pair)) for pair in pairs]
        for form in (Form.LOWER, Form.TITLE, Form.UPPER):
            chosen = [n for n, own in enumerate(shapes) if own == form]
            asked = [Suspect("".join(pairs[n]), MOST_JOINED, WINDOW_JOINED, LEAST_JOINED) for n in chosen]
            near = self._near(asked, form)
            of = np.repeat(chosen, np.diff(near.first)).tolist()
            for n, word, logp in zip(of, near.word.tolist(), near.logp.tolist(), strict=True):
                made.append((n, word, JOIN + logp, write(self.language.words[word], form)))
        return made


def can_join(first: str, second: str) -> bool:
    """Whether two neighbouring words may be one that a space fell into."""
    seen = first + second
    if len(seen) > 8 or not seen.isalpha() or not (seen.isupper() or seen[1:].islower()):
        return False
    return not all(strip(half.lower()) in stripped_syllables() for half in (first, second))
