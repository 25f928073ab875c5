"""Edits of a text, in columns: a repaired book has a million. They are put in order, made, and chained."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, get_args, overload

import numpy as np

from pipeline.document import Reason
from pipeline.repair.letters import code_points

REASONS: tuple[Reason, ...] = get_args(Reason)
Alternatives = tuple[tuple[str, float], ...]  # other readings of a word with their posteriors, likeliest first


class Edit(NamedTuple):
    """text[start:end] becomes `new`, with its posterior; edits of one text are sorted and do not overlap.

    A doubtful word has `alternatives`; one that stays as it is has its own text as `new`.
    """

    start: int
    end: int
    new: str
    reason: Reason
    conf: float
    alternatives: Alternatives = ()


AT_ONCE = 50_000  # edits made or looked at together: each letter near them takes 50 bytes for that long


def _none(dtype: type) -> np.ndarray:
    return np.zeros(0, dtype)


@dataclass(frozen=True, eq=False)
class Edits(Sequence[Edit]):
    """Edits by rising start: row i puts texts[new[i]] in the place of text[start[i]:end[i]], for REASONS[reason[i]].

    `alternatives` are those of doubtful words, by the start of their edit.
    """

    start: np.ndarray = field(default_factory=lambda: _none(np.int64))
    end: np.ndarray = field(default_factory=lambda: _none(np.int64))
    new: np.ndarray = field(default_factory=lambda: _none(np.int64))
    reason: np.ndarray = field(default_factory=lambda: _none(np.int64))
    conf: np.ndarray = field(default_factory=lambda: _none(np.float64))
    texts: tuple[str, ...] = ()
    alternatives: dict[int, Alternatives] = field(default_factory=dict)

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> "Edits":
        """The columns of single edits, in whatever order."""
        rows = sorted(edits, key=lambda edit: edit.start)
        texts: dict[str, int] = {}
        table = [(e.start, e.end, texts.setdefault(e.new, len(texts)), REASONS.index(e.reason)) for e in rows]
        start, end, new, reason = np.array(table, np.int64).reshape(-1, 4).T
        conf = np.array([edit.conf for edit in rows], np.float64)
        return cls(
            start, end, new, reason, conf, tuple(texts), {e.start: e.alternatives for e in rows if e.alternatives}
        )

    @classmethod
    def merged(cls, parts: Sequence["Edits"]) -> "Edits":
        """All edits of several columns, in order."""
        parts = [part for part in parts if len(part)]
        if len(parts) < 2:
            return parts[0] if parts else cls()
        shifts = np.cumsum([0, *(len(part.texts) for part in parts)])
        order = np.argsort(np.concatenate([part.start for part in parts]), kind="stable")
        new = np.concatenate([part.new + shift for part, shift in zip(parts, shifts.tolist(), strict=False)])
        columns = (
            np.concatenate(c)[order] for c in zip(*((p.start, p.end, p.reason, p.conf) for p in parts), strict=True)
        )
        start, end, reason, conf = columns
        texts = tuple(text for part in parts for text in part.texts)
        told = {place: others for part in parts for place, others in part.alternatives.items()}
        return cls(start, end, new[order], reason, conf, texts, told)

    def __len__(self) -> int:
        return len(self.start)

    @overload
    def __getitem__(self, i: int) -> Edit: ...
    @overload
    def __getitem__(self, i: slice) -> "Edits": ...
    def __getitem__(self, i: int | slice) -> "Edit | Edits":
        if isinstance(i, slice):
            return self.rows(np.arange(len(self))[i])
        return next(iter(self.rows(np.array([range(len(self))[i]]))))

    def __iter__(self) -> Iterator[Edit]:
        columns = (self.start, self.end, self.new, self.reason, self.conf)
        for start, end, new, reason, conf in zip(*(column.tolist() for column in columns), strict=True):
            yield Edit(start, end, self.texts[new], REASONS[reason], conf, self.alternatives.get(start, ()))

    def rows(self, chosen: np.ndarray) -> "Edits":
        """Only the edits that a mask or an array of indices names."""
        start, told = self.start[chosen], self.alternatives
        if told and len(start) < len(self):
            kept = set(start[np.isin(start, list(told))].tolist())
            told = {place: others for place, others in told.items() if place in kept}
        return Edits(
            start, self.end[chosen], self.new[chosen], self.reason[chosen], self.conf[chosen], self.texts, told
        )

    def shifted(self, by: np.ndarray) -> "Edits":
        """The same edits so many places further on."""
        places = dict(zip(self.start.tolist(), (self.start + by).tolist(), strict=True)) if self.alternatives else {}
        told = {places[place]: others for place, others in self.alternatives.items()}
        return replace(self, start=self.start + by, end=self.end + by, alternatives=told)

    def written(self, write: Callable[[str], str]) -> "Edits":
        """The same edits with every new text, and every alternative, as `write` makes it."""
        told = {
            place: tuple((write(text), share) for text, share in others) for place, others in self.alternatives.items()
        }
        return replace(self, texts=tuple(map(write, self.texts)), alternatives=told)

    def changing(self, text: str) -> np.ndarray:
        """Whether each edit of `text` changes anything."""
        seen, parts = code_points(text), range(0, len(self), AT_ONCE)
        return np.concatenate([_none(bool), *(self[low : low + AT_ONCE]._changing(seen) for low in parts)])

    def _changing(self, seen: np.ndarray) -> np.ndarray:
        length = np.array([len(new) for new in self.texts], np.int64)[self.new]
        pool = code_points("".join(self.texts))
        ends = np.cumsum([0, *(len(new) for new in self.texts)])
        same = length == self.end - self.start
        row = np.repeat(np.flatnonzero(same), length[same])
        step = np.arange(len(row)) - np.repeat(np.cumsum(length[same]) - length[same], length[same])
        other = seen[self.start[row] + step] != pool[ends[self.new[row]] + step]
        changed: np.ndarray = ~same
        changed[row[other]] = True
        return changed


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made."""
    made = edits if isinstance(edits, Edits) else Edits.of(edits)
    pieces, at = [], 0
    for low in range(0, len(made), AT_ONCE):
        some = made[low : low + AT_ONCE]
        stop = int(some.end[-1])
        pieces.append(_applied(text[at:stop], some.start - at, some.end - at, some))
        at = stop
    return "".join((*pieces, text[at:])) if pieces else text


def _applied(text: str, starts: np.ndarray, ends: np.ndarray, made: Edits) -> str:
    """The text with new texts from `starts` to `ends`; the last of them ends it."""
    length = np.array([len(new) for new in made.texts], np.int64)
    source = np.concatenate([code_points(text), code_points("".join(made.texts))])
    # What is left of the text and what is new take turns.
    begin, size = np.empty(2 * len(made), np.int64), np.empty(2 * len(made), np.int64)
    begin[0], begin[2::2], begin[1::2] = 0, ends[:-1], len(text) + (np.cumsum(length) - length)[made.new]
    size[::2], size[1::2] = starts - begin[::2], length[made.new]
    place = np.repeat(begin - (np.cumsum(size) - size), size) + np.arange(size.sum())
    new: str = source[place].tobytes().decode("utf-32-le", "surrogatepass")
    return new


class _Span(NamedTuple):
    """Where an edit lies in the text between two rounds; `row` is that of an edit of the first, -1 for the second."""

    start: int
    end: int
    row: int
    edit: Edit


def _grouped(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    """Spans that overlap, together; those of the first round go first."""
    group: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end, span.row < 0)):
        if group and span.start >= max(other.end for other in group):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def chain(text: str, first: Edits, second: Edits) -> Edits:
    """Edits of `text` that do what `first`, then `second` on the outcome of `first`, would do."""
    if not len(first) or not len(second):
        return first if len(first) else second
    between = apply(text, first)
    grown = np.array([len(new) for new in first.texts], np.int64)[first.new] - (first.end - first.start)
    moved = np.append(0, np.cumsum(grown))
    begin, end = first.start + moved[:-1], first.end + moved[1:]
    # Only edits of both rounds that touch each other must be looked at one by one.
    low, high = np.searchsorted(end, second.start, "left"), np.searchsorted(begin, second.end, "right")
    alone = high <= low
    lonely = second.rows(alone).shifted(-moved[low[alone]])
    turns = np.bincount(low[~alone], minlength=len(begin) + 1) - np.bincount(high[~alone], minlength=len(begin) + 1)
    touched = np.cumsum(turns[:-1]) > 0
    rows = np.flatnonzero(touched)
    columns = (begin[rows].tolist(), end[rows].tolist(), rows.tolist(), first.rows(rows))
    spans = [_Span(*row) for row in zip(*columns, strict=True)]
    spans += [_Span(edit.start, edit.end, -1, edit) for edit in second.rows(~alone)]
    merged = []
    for group in _grouped(spans):
        mine = [span.row for span in group if span.row >= 0]
        before = mine[0] if mine else int(np.searchsorted(end, group[0].start, "right"))
        merged.append(_joined(group, between, int(moved[before]), int(moved[before + len(mine)])))
    kept = [edit for edit in merged if edit.alternatives or text[edit.start : edit.end] != edit.new]
    return Edits.merged([first.rows(~touched), lonely, Edits.of(kept)])


def _joined(group: list[_Span], between: str, before: int, after: int) -> Edit:
    """One edit of the text as given for edits that overlap; the text had grown by `before` and `after` at its ends."""
    start, end = group[0].start, max(span.end for span in group)
    late = [span.edit._replace(start=span.start - start, end=span.end - start) for span in group if span.row < 0]
    new = apply(between[start:end], Edits.of(late))
    conf = min(span.edit.conf for span in group)
    alternatives = next((span.edit.alternatives for span in group[::-1]), ())
    return Edit(start - before, end - after, new, group[0].edit.reason, conf, alternatives)
