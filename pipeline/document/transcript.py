"""The text of a document, and the way from any span of it back to words and boxes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.document.values import Box, Document, Doubt, Line, Page, Span, Word
from pipeline.signature import shown


class Place(NamedTuple):
    """Where a word stands: indices into pages, lines and words."""

    page: int
    line: int
    word: int


@dataclass(frozen=True)
class Transcript:
    """The text of a document and the way back: word i stands at places[i] and at text[starts[i]:ends[i]]."""

    document: Document
    text: str
    places: tuple[Place, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> Transcript:
        """The text of the document, with where each word stands in it."""
        places, starts, ends, at = [], [], [], 0
        for p, page in enumerate(document.pages):
            at += p > 0  # the form feed
            for n, line in enumerate(page.lines):
                for w, word in enumerate(line.words):
                    places.append(Place(p, n, w))
                    starts.append(at)
                    ends.append(at + len(word.text))
                    at += len(word.text) + 1
        return cls(document, document.text, tuple(places), tuple(starts), tuple(ends))

    def under(self, span: Span) -> tuple[Place, ...]:
        """The places of all words that the span touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.ends) and self.ends[first] <= span.start:
            first += 1
        touched = []
        for i in range(first, len(self.places)):
            if self.starts[i] >= span.end:
                break
            touched.append(self.places[i])
        return tuple(touched)

    def word(self, place: Place) -> Word:
        """The word at a place."""
        return self.document.pages[place.page].lines[place.line].words[place.word]

    def boxes(self, span: Span) -> tuple[tuple[Page, Box], ...]:
        """For every line that the span touches, its page and the box around the touched words."""
        found: dict[tuple[int, int], Box] = {}
        for place in self.under(span):
            key, box = (place.page, place.line), self.word(place).box
            found[key] = found[key].union(box) if key in found else box
        return tuple((self.document.pages[page], box) for (page, _), box in found.items())

    def confidence(self, span: Span) -> float:
        """The least confidence of the words that the span touches; 0 where there is none."""
        return min((self.word(place).conf for place in self.under(span)), default=0.0)

    def doubts(self, span: Span) -> frozenset[Doubt]:
        """Why words that the span touches need a look."""
        return frozenset(doubt for place in self.under(span) if (doubt := self.word(place).doubt))

    def claimed(self, span: Span) -> bool:
        """Whether a word of the span is shown by a signature field, not by the page itself."""
        if not self.document.signatures:
            return False
        words = set(re.findall(r"\w+", self.text[span.start : span.end]))
        places = ((page.number, page.points(box)) for page, box in self.boxes(span))
        return any(words & shown(self.document.signatures, *place) for place in places)

    @cached_property
    def line_spans(self) -> tuple[tuple[Page, Line, Span], ...]:
        """Every line with its page and its span, in reading order."""
        return tuple(self._walk_lines())

    def _walk_lines(self) -> Iterator[tuple[Page, Line, Span]]:
        i = 0
        for page in self.document.pages:
            for line in page.lines:
                last = i + len(line.words) - 1
                yield page, line, Span(self.starts[i], self.ends[last])
                i = last + 1
