"""Printed lines without end → a network that reads them better."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from models.ocr.damage import nothing
from models.ocr.network import POOL, Reader, best_path
from models.ocr.printing import Printer, families
from models.ocr.strips import ROWS, Strip, strip_of
from models.ocr.text import GAP, Lines
from models.ocr.traineddata import (
    LSTM,
    Network,
    characters,
    read_components,
    read_network,
    rename,
    write_components,
    write_network,
)

BATCH = 32
AHEAD = 8  # batches that are sorted by width together
WIDEST = 1900  # columns of a strip
EMPTY = 0.015  # share of pieces without letters
WARM_UP = 50  # steps
LAST_RATE = 0.03  # of the highest
ROUNDED_FROM = 0.6  # of the time: then the weights are as they will be stored
AVERAGED = 0.998  # what the weights keep of their running mean at each step
REPORT_S = 300.0
CHECKED = 800  # lines
LEARNT = {"ƒ": "ỵ", "Ƒ": "Ỵ"}  # tessdata_fast lacks a Vietnamese letter, and has one that nobody writes here


class Start(NamedTuple):
    """A file that is trained further."""

    components: list[bytes]
    network: Network


class Scores(NamedTuple):
    """Errors on lines that were kept apart, in per cent: of characters, of lines, of the digits of lines with any."""

    characters: float
    lines: float
    digits: float


class Batch(NamedTuple):
    """Strips padded to one width, their widths, the characters of all lines, and how many each line has."""

    strips: Tensor
    widths: Tensor
    meant: Tensor
    lengths: Tensor


@dataclass(frozen=True)
class Course:
    """What is printed, where the training starts, and how long and how boldly it goes."""

    paths: tuple[Path, ...]
    start: Start
    seconds: float
    rate: float
    seed: int

    @cached_property
    def outputs(self) -> dict[str, int]:
        """Characters to outputs."""
        return characters(self.start.components)

    @cached_property
    def kept_apart(self) -> list[tuple[str, Strip]]:
        """Lines that no training sees: of other seeds, so of other places in the texts and with other damage."""
        return [pair for pair, _ in zip(printed(self, -self.seed - 1), range(CHECKED), strict=False)]


def read_start(path: Path) -> tuple[Reader, Start]:
    """Raises ValueError where the file holds a network of another form."""
    components = rename(read_components(path), LEARNT)
    start = Start(components, read_network(components[LSTM]))
    return Reader(start.network.weights), start


def write_end(reader: Reader, start: Start, share: float, path: Path) -> None:
    """The file, its weights moved towards those of the reader: by 1 all the way, by 0.5 to the mean.

    The mean keeps what the start knew and has most of what was learnt (Wortsman et al. 2022, robust fine-tuning).
    """
    parts, begun = list(start.components), start.network
    weights = tuple(old + share * (new - old) for old, new in zip(begun.weights, reader.weights(), strict=True))
    parts[LSTM] = write_network(Network(weights, begun.flags, begun.between))
    write_components(parts, path)


def printed(course: Course, seed: int) -> Iterator[tuple[str, Strip]]:
    """Lines and their strips, and now and then a piece of paper without text."""
    lines = Lines(course.paths, frozenset(course.outputs), seed)
    printer, rng = Printer(families(), lines.paragraph, seed), random.Random(seed)
    while True:
        text = "" if rng.random() < EMPTY else lines.line()
        crop = printer.crop(text) if text else nothing(rng)
        if min(crop.shape) < 8:
            continue
        strip = strip_of(crop)
        if POOL * (len(text) + 3) <= strip.shape[1] <= WIDEST:
            yield text.replace(GAP, " "), strip


class _Printing(IterableDataset[Batch]):
    def __init__(self, course: Course) -> None:
        self.course = course

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        seed = self.course.seed + (worker.id if worker else 0)
        pairs, rng = printed(self.course, seed), random.Random(seed)
        while True:
            some = sorted((next(pairs) for _ in range(AHEAD * BATCH)), key=lambda pair: pair[1].shape[1])
            batches = [some[first : first + BATCH] for first in range(0, len(some), BATCH)]
            rng.shuffle(batches)
            yield from (_batch(pairs, self.course.outputs) for pairs in batches)


def _batch(pairs: list[tuple[str, Strip]], outputs: dict[str, int]) -> Batch:
    widths = [strip.shape[1] for _, strip in pairs]
    strips = np.ones((len(pairs), ROWS, max(widths)), np.float32)
    for padded, (_, strip) in zip(strips, pairs, strict=True):
        padded[:, : strip.shape[1]] = strip
    meant = [[outputs[character] for character in text] for text, _ in pairs]
    numbers = torch.tensor([number for each in meant for number in each], dtype=torch.long)
    return Batch(torch.tensor(strips), torch.tensor(widths), numbers, torch.tensor([len(each) for each in meant]))


def train(reader: Reader, course: Course) -> Iterator[tuple[float, int, float]]:
    """Adam, a rate that falls as a cosine, a running mean of the weights.

    Yields (seconds, lines seen, loss a character) every five minutes and at the end; the reader then holds the mean.
    """
    optimiser = torch.optim.Adam(reader.parameters(), lr=course.rate, betas=(0.9, 0.99))
    mean = [each.detach().clone() for each in reader.parameters()]
    began, told, loss = time.monotonic(), 0.0, 0.0
    for step, batch in enumerate(DataLoader(_Printing(course), batch_size=None, num_workers=1, prefetch_factor=6), 1):
        done = (time.monotonic() - began) / course.seconds
        slope = 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
        optimiser.param_groups[0]["lr"] = course.rate * min(1.0, step / WARM_UP) * max(LAST_RATE, slope)
        reader.rounded = done > ROUNDED_FROM
        loss += (_step(reader, optimiser, batch) - loss) * max(0.02, 1 / step)
        keep = min(AVERAGED, step / (step + 10))
        with torch.no_grad():
            for each, own in zip(mean, reader.parameters(), strict=True):
                each.lerp_(own, 1 - keep)
        if done >= 1 or done * course.seconds - told > REPORT_S:
            told = done * course.seconds
            with _holding(reader, mean, done >= 1):
                yield told, step * BATCH, loss
        if done >= 1:
            return


def _step(reader: Reader, optimiser: torch.optim.Optimizer, batch: Batch) -> float:
    """The loss of one character of the batch (connectionist temporal classification)."""
    reader.train()
    scores = functional.log_softmax(reader(batch.strips, batch.widths), 2)
    blank, columns = scores.shape[2] - 1, batch.widths // POOL
    losses = functional.ctc_loss(
        scores, batch.meant, columns, batch.lengths, blank=blank, reduction="none", zero_infinity=True
    )
    loss = losses.sum() / batch.lengths.sum()
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


@contextmanager
def _holding(reader: Reader, mean: list[Tensor], for_good: bool) -> Iterator[None]:
    """The reader with the mean weights."""
    own = [each.detach().clone() for each in reader.parameters()]
    with torch.no_grad():
        for each, average in zip(reader.parameters(), mean, strict=True):
            each.copy_(average)
        yield
        if not for_good:
            for each, before in zip(reader.parameters(), own, strict=True):
                each.copy_(before)


def measure(reader: Reader, course: Course) -> Scores:
    """Read the lines that were kept apart."""
    reader.eval()
    names = {number: name for name, number in course.outputs.items()}
    pairs = sorted(course.kept_apart, key=lambda pair: pair[1].shape[1])
    seen: list[str] = []
    with torch.no_grad():
        for first in range(0, len(pairs), BATCH):
            batch = _batch(pairs[first : first + BATCH], course.outputs)
            seen += best_path(reader(batch.strips, batch.widths), batch.widths, names)
    meant = [text for text, _ in pairs]
    wrong = [Levenshtein.distance(a, b) for a, b in zip(meant, seen, strict=True)]
    digits = [(_digits(a), _digits(b)) for a, b in zip(meant, seen, strict=True) if _digits(a)]
    return Scores(
        round(100 * sum(wrong) / sum(map(len, meant)), 3),
        round(100 * sum(map(bool, wrong)) / len(meant), 2),
        round(100 * sum(a != b for a, b in digits) / max(1, len(digits)), 2),
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
