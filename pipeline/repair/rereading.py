"""Tokens of a scan to the edits that correct them: read by the trained channel, then by one adapted to the document."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.config import RepairOptions
from pipeline.repair.alignment import adapt
from pipeline.repair.calibration import posterior, told_fairly
from pipeline.repair.channel import Channel
from pipeline.repair.chosen import edits_of, spaces
from pipeline.repair.decoder import Choices, Context, Joins, decode
from pipeline.repair.edit import Edits
from pipeline.repair.lattice import powers
from pipeline.repair.letters import strip
from pipeline.repair.memory import decode_twice
from pipeline.repair.models import Models
from pipeline.repair.passages import labels, paragraph_begins
from pipeline.repair.readings import Readings
from pipeline.repair.scanned import ScanReader, can_join
from pipeline.repair.syllables import stripped_syllables
from pipeline.repair.tokens import Spelling, Tokens

# How much the language model counts against the channel. Found on dev: more overrules a reader that is right 99 times
# in 100. LIKELY is the share right from which a word is changed: most of what stays otherwise is wrong too.
WEIGHT = {"foreign": 1.0, "vietnamese": 1.2}
LIKELY = {"foreign": 0.40, "vietnamese": 0.48}
LIKELY_LETTER = 0.75  # a single letter may be a label
CERTAIN = 0.95  # posterior of the words that a channel is adapted by
# A channel is adapted to a document that has so many certain words and, for each of them, so many edits: a scan has
# 0.01 or more, clean text 0.001.
LEAST_CERTAIN, LEAST_EDITS = 150, 0.003
SAMPLE = 2000  # tokens that teach how a document's reader errs
PROBE = 1500  # tokens that tell whether a text that looks clean was scanned


@dataclass(frozen=True, eq=False)
class Scan:
    """Tokens that came through one kind of channel, the first tokens of their passages, and the trust in each: a factor
    by which its reader's confidence makes it likelier to stay."""

    tokens: Tokens
    starts: np.ndarray
    trust: np.ndarray

    @property
    def words(self) -> int:
        return int(self.tokens.facts(lambda spelling: spelling.kind == "word").sum())

    def sample(self, size: int) -> "Scan":
        """Whole passages from all over the document, `size` tokens or a few more."""
        step = len(self.tokens) // size
        if step < 2:
            return self
        sizes = np.diff(np.append(self.starts, len(self.tokens)))
        chosen = np.arange(len(sizes)) % step == 0
        rows = np.flatnonzero(np.repeat(chosen, sizes))
        starts = np.concatenate(([0], np.cumsum(sizes[chosen])))[:-1]
        return Scan(self.tokens.rows(rows), starts, self.trust[rows])


@dataclass(frozen=True, eq=False)
class _Reading:
    """What a channel made of a scan."""

    readings: Readings
    choices: Choices
    edits: Edits


def glance(scan: Scan, kind: str, models: Models, options: RepairOptions) -> Edits:
    """As `reread`, but as the channel was trained: enough to tell whether there is much to correct."""
    return _read(scan, models.channels[kind], kind, models, options, decode).edits


def reread(scan: Scan, kind: str, models: Models, options: RepairOptions) -> Edits:
    """The edits of a scan that came through the channel `kind`, "foreign" or "vietnamese"."""
    if not len(scan.tokens):
        return Edits()
    part, channel = scan.sample(SAMPLE), models.channels[kind]
    last = len(part.tokens) == len(scan.tokens)
    first = _read(part, channel, kind, models, options, decode_twice if last else decode)
    met = _certain_words(part.tokens, first)
    teaches = met.total() >= LEAST_CERTAIN and len(first.edits) >= LEAST_EDITS * met.total()
    if not teaches and last:
        return first.edits
    return _read(scan, adapt(channel, met) if teaches else channel, kind, models, options, decode_twice).edits


def _read(
    scan: Scan, channel: Channel, kind: str, models: Models, options: RepairOptions, decoder: Callable[..., Choices]
) -> _Reading:
    tokens, reader = scan.tokens, ScanReader(models, channel, kind == "foreign")
    readings = reader.read(tokens.spellings)
    joins, joined = _joins(tokens, reader)
    context = Context(paragraph_begins(tokens, scan.starts), labels(tokens), scan.trust)
    model = powers(models.language, WEIGHT[kind])
    doubt = max(options.doubt, posterior(options.doubt, kind))
    choices = decoder(tokens.which, readings, context, joins, models.language, model, doubt)

    def least(spelling: Spelling) -> float:
        return max(LIKELY_LETTER if len(spelling.text) == 1 else LIKELY[kind], options.threshold)

    told = told_fairly(choices, readings, kind, options.doubt)
    edits = Edits.merged([edits_of(tokens, readings, told, joined, least), spaces(tokens)])
    return _Reading(readings, choices, edits)


def _joins(tokens: Tokens, reader: ScanReader) -> tuple[Joins, list[str]]:
    """The readings of neighbouring tokens as one word, and how each is written."""
    word = tokens.facts(lambda spelling: spelling.kind == "word" and spelling.text.isalpha())
    whole = tokens.facts(lambda spelling: strip(spelling.text.lower()) in stripped_syllables())
    near = (tokens.start[1:] == tokens.end[:-1] + 1) & (tokens.line[1:] == tokens.line[:-1])
    places = np.flatnonzero(near & word[1:] & word[:-1] & ~(whole[1:] & whole[:-1])).tolist()
    pairs: dict[tuple[str, str], list[int]] = {}
    for i in places:
        pairs.setdefault((tokens[i].text, tokens[i + 1].text), []).append(i)
    possible = [pair for pair in pairs if can_join(*pair)]
    rows = sorted(
        (i, number, logp, spelt) for n, number, logp, spelt in reader.joined(possible) for i in pairs[possible[n]]
    )
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    joins = Joins(np.array(columns[0], np.int64), np.array(columns[1], np.int64), np.exp(np.array(columns[2], float)))
    return joins, list(columns[3])


def _certain_words(tokens: Tokens, made: _Reading) -> Counter[tuple[str, str]]:
    """What was meant and seen, of the words that are all but certain: they teach how this document's reader errs."""
    choices, readings = made.choices, made.readings
    sure = (choices.share >= CERTAIN) & (choices.arc >= 0)
    arcs, times = np.unique(choices.arc[sure], return_counts=True)
    met: Counter[tuple[str, str]] = Counter()
    written = readings.written(arcs)
    for arc, count in zip(arcs.tolist(), times.tolist(), strict=True):
        seen, kind = readings.spellings[readings.spelling[arc]]
        if kind == "word" and readings.size[arc] == 1:
            met[written[arc], seen] += count
    return met
