"""The tokens of a passage to the edits that repair it: over line ends, for a sentence does not stop at them."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import regex

from pipeline.document import Reason
from pipeline.repair.language import BOUNDARY, UNKNOWN
from pipeline.repair.lattice import best_path
from pipeline.repair.letters import copy_case, marked, strip, tone_old
from pipeline.repair.models import Models
from pipeline.repair.outcome import Edit
from pipeline.repair.readings import Reader, Reading, choices
from pipeline.repair.restore import posteriors
from pipeline.repair.tokens import Token, known_sign

BEAM = 16
# How much the language model counts against the channel. Found on dev: more overrules a reader that is right 99 times
# in 100. LEAST is the posterior from which a word that a foreign reader left is changed: nearly all of them are wrong.
WEIGHT = {"foreign": 1.0, "vietnamese": 1.2}
LEAST = 0.5
CERTAIN = 0.95  # posterior of the words that a channel is adapted by
ITEM = regex.compile(r"[-–+*•]|\d+|[IVX]+|\p{L}(?=[).])")  # how a new item of a list begins
NUMBERED = regex.compile(r"\d{1,2}\p{L}")
LABELLED = frozenset(("dieu", "khoan", "diem", "muc", "chuong", "mau", "bieu", "bang", "lop"))  # stripped
WRAPPED = 160  # characters; in longer lines every line is a paragraph


def paragraph_ends(tokens: Sequence[Token]) -> set[int]:
    """Indices of tokens that begin a new paragraph: after a full stop, before an item, after a short line."""
    widths: dict[int, int] = {}
    lefts: dict[int, int] = {}
    for token in tokens:
        lefts.setdefault(token.line, token.start)
        widths[token.line] = token.end - lefts[token.line]
    longest = max(widths.values(), default=0)
    ends = set()
    for i in range(1, len(tokens)):
        before, token = tokens[i - 1], tokens[i]
        if before.line == token.line:
            continue
        short = widths[before.line] < 0.7 * longest or longest > WRAPPED
        if short or before.text in ".;:!?" or ITEM.fullmatch(token.text):
            ends.add(i)
    return ends


def restore_passage(tokens: Sequence[Token], models: Models) -> list[Edit]:
    """Give stripped words their diacritics back; a word that has some stays as it is."""
    language, ends = models.language, paragraph_ends(tokens)
    starts = language.group_start.tolist()
    lows, highs, places = [BOUNDARY], [BOUNDARY + 1], []
    for i, token in enumerate(tokens):
        if i in ends:
            lows.append(BOUNDARY)
            highs.append(BOUNDARY + 1)
        word = "0" if token.kind == "number" else token.text.lower()
        number = language.numbers.get(tone_old(word), UNKNOWN)
        group = None if marked(word) or token.kind == "fixed" or _is_label(tokens, i) else language.groups.get(word)
        places.append(len(lows))
        lows.append(number if group is None else starts[group])
        highs.append(number + 1 if group is None else starts[group + 1])
    ranges = np.array([*lows, BOUNDARY], np.int64), np.array([*highs, BOUNDARY + 1], np.int64)
    best, conf = posteriors(*ranges, language.tables)
    edits = []
    for token, place in zip(tokens, places, strict=True):
        sign = known_sign(token)
        word = sign.lower() if sign else language.words[best[place]]
        if word != token.text.lower() and (sign or best[place] != UNKNOWN) and strip(word) == token.text.lower():
            new = copy_case(token.text, word)
            edits.append(Edit(token.start, token.end, new, "accents", round(float(conf[place]), 4)))
    return edits


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """Whether a letter alone or a figure with a letter names an item ("a)", "B.", "Mẫu 1a") and means no word."""
    text = tokens[i].text
    if NUMBERED.fullmatch(text) and i and strip(tokens[i - 1].text.lower()) in LABELLED:
        return True
    if len(text) != 1 or not text.isalpha():
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after and after.start == tokens[i].end and after.text in ").:/-":
        return True
    return text.isupper() and not (text in "OY" and after is not None and len(after.text) > 1 and after.text.isalpha())


class Choice(NamedTuple):
    """What the best path made of tokens[first : first + length], with its posterior."""

    first: int
    length: int
    reading: Reading
    share: float


class Lattice:
    """Arcs between the tokens of a passage, collected from left to right; node 0 is its beginning."""

    def __init__(self) -> None:
        self.node = 0
        self.targets: list[int] = []
        self.sources: list[int] = []
        self.words: list[int] = []
        self.logps: list[float] = []
        self.spans: dict[int, tuple[int, int, list[Reading]]] = {}  # first arc: token, tokens, a reading for each arc

    def add(self, source: int, target: int, words: list[int], logps: list[float]) -> int:
        """Arcs from one node to another; returns the number of the first."""
        first = len(self.words)
        self.sources += [source] * len(words)
        self.targets += [target] * len(words)
        self.words += words
        self.logps += logps
        return first

    def boundary(self) -> None:
        """The end of a paragraph."""
        self.add(self.node, self.node + 1, [BOUNDARY], [0.0])
        self.node += 1

    def path(self, models: Models, weight: float) -> list[Choice]:
        """The best reading of every token."""
        order = np.argsort(np.array(self.targets), kind="stable")
        target, source, word = (np.array(part, np.int64)[order] for part in (self.targets, self.sources, self.words))
        first = np.searchsorted(target, np.arange(1, self.node + 2))
        logp = np.array(self.logps)[order]
        arcs, share = best_path(first, source, word, logp, models.language.tables, BEAM, weight)
        begins = sorted(self.spans)
        found = []
        for arc in arcs[::-1].tolist():
            number = int(order[arc])
            begin = begins[bisect_right(begins, number) - 1] if begins and number >= begins[0] else number
            token, length, readings = self.spans.get(begin, (0, 0, []))
            if number - begin < len(readings):
                found.append(Choice(token, length, readings[number - begin], float(share[arc])))
        return found


def build(tokens: Sequence[Token], reader: Reader, trust: Mapping[int, float]) -> Lattice:
    """The lattice of a passage. `trust[i]` is added to the score of leaving token i as it is."""
    lattice, ends = Lattice(), paragraph_ends(tokens)
    joins: list[tuple[int, Reading]] = []
    for i, token in enumerate(tokens):
        if i in ends:
            lattice.boundary()
        node, choice = lattice.node, reader(token)
        if _is_label(tokens, i):
            choice = choices([choice.single[k] for k in choice.kept])
        end = node + len(choice.double) + 1
        for start, reading in joins:
            arc = lattice.add(start, end, [reading.words[0]], [reading.logp])
            lattice.spans[arc] = (i - 1, 2, [reading])
        logps = choice.logps
        if i in trust:
            logps = [logp + trust[i] * (k in choice.kept) for k, logp in enumerate(logps)]
        arc = lattice.add(node, end, choice.words, logps)
        lattice.spans[arc] = (i, 1, choice.single)
        for middle, reading in enumerate(choice.double, node + 1):
            lattice.spans[lattice.add(node, middle, [reading.words[0]], [reading.logp])] = (i, 1, [])
            lattice.spans[lattice.add(middle, end, [reading.words[1]], [0.0])] = (i, 1, [reading])
        joins = [(node, reading) for reading in _joins(tokens, i, reader)]
        lattice.node = end
    arcs = len(lattice.words)
    lattice.boundary()
    lattice.spans[arcs] = (len(tokens), 0, [])
    return lattice


def _joins(tokens: Sequence[Token], i: int, reader: Reader) -> list[Reading]:
    """The readings of token i and the one after it as a single word."""
    if i + 1 == len(tokens):
        return []
    first, second = tokens[i], tokens[i + 1]
    near = second.start == first.end + 1 and second.line == first.line
    return reader.joined(first, second) if near and first.kind == second.kind == "word" else []


def read_passage(tokens: Sequence[Token], trust: Mapping[int, float], reader: Reader) -> list[Choice]:
    """The best reading of every token of a scanned passage."""
    weight = WEIGHT["foreign" if reader.foreign else "vietnamese"]
    return build(tokens, reader, trust).path(reader.models, weight)


def certain_words(tokens: Sequence[Token], chosen: Sequence[Choice]) -> Iterator[tuple[str, str]]:
    """What was meant and seen, of the words that are all but certain: they teach how this document's reader errs."""
    for first, length, reading, share in chosen:
        token = tokens[first]
        if share >= CERTAIN and length == 1 and len(reading.words) == 1 and token.kind == "word":
            yield reading.spelt or token.text, token.text


def edits_of(tokens: Sequence[Token], chosen: Sequence[Choice], reader: Reader, threshold: float) -> list[Edit]:
    """The edits that make the chosen readings; a valid syllable changes only from a posterior of `threshold` on."""
    edits = []
    for first, length, reading, share in chosen:
        if reading.spelt is None:
            continue
        old, last = tokens[first], tokens[first + length - 1]
        low = tone_old(old.text.lower())
        if share < (LEAST if reader.foreign and len(low) > 1 else threshold):
            continue
        reason: Reason = "split" if len(reading.words) == 2 else "join" if length == 2 else _reason(low, reading.spelt)
        edits.append(Edit(old.start, last.end, reading.spelt, reason, round(min(share, 1.0), 4)))
    return sorted(edits + _spaces(tokens), key=lambda edit: edit.start)


def _spaces(tokens: Sequence[Token]) -> list[Edit]:
    """The space that a heading lost after its number ("3.Việc") or that a code won before its slash ("87 /BC")."""
    edits = []
    for i in range(2, len(tokens)):
        number, dot, word = tokens[i - 2 : i + 1]
        first = i == 2 or tokens[i - 3].line < number.line
        glued = number.end == dot.start and dot.end == word.start and dot.text == "."
        if first and glued and number.kind == "number" and word.kind == "word" and word.text[0].isupper():
            edits.append(Edit(dot.start, dot.end, ". ", "split", 0.99))
        apart = number.end + 1 == dot.start and dot.end == word.start and number.line == dot.line
        if apart and number.kind == "number" and dot.text == "/" and word.kind == "code":
            edits.append(Edit(number.start, dot.end, f"{number.text}/", "join", 0.99))
    return edits


def _reason(old: str, new: str) -> Reason:
    return "accents" if strip(new.lower()) == strip(old) else "spelling"
