"""Text as a file holds it, and the font of every part: some encodings before Unicode can be told by it alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """text[start:end] is set in a font, named as in the file; "" where the file names none."""

    start: int
    end: int
    font: str


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text, its runs in order, which cover all of it or none, and what could not be read of the file."""

    text: str
    runs: tuple[Run, ...] = ()
    unread: tuple[str, ...] = ()  # a sentence each, for people


Part = tuple[str, str]  # a text and its font


def join(parts: Iterable[Part], unread: Iterable[str] = ()) -> StyledText:
    """Parts one after the other; neighbours in one font become one run."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for text, font in parts:
        if not text:
            continue
        end = at + len(text)
        if runs and runs[-1].font == font:
            runs[-1] = runs[-1]._replace(end=end)
        else:
            runs.append(Run(at, end, font))
        texts.append(text)
        at = end
    return StyledText("".join(texts), tuple(runs), tuple(unread))
