"""A text → the same text in Unicode: its edits, the encoding of each passage, and what cannot be known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from pipeline.repair.edit import Edit
from pipeline.repair.encoding.by_font import ByFont
from pipeline.repair.encoding.lost import Guesses
from pipeline.repair.encoding.reading import Name, Reader, round_of
from pipeline.repair.encoding.signs import BARRED, is_syllable
from pipeline.repair.encoding.tables import LEGACY
from pipeline.repair.outcome import Note
from pipeline.styled import StyledText

ROUNDS = 4  # UTF-8 read wrongly twice takes two; a text is done when a round changes nothing
WORD = regex.compile(r"[^\W\d_]+")
SMALL_START = regex.compile(
    r"(?:^|[.!?]\s)\P{L}*([àáảãạầấẩẫậằắẳẵặèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]\p{L}*)"
)
LEAST_STRANGE, MOST_STRANGE = 3, 0.2  # words of a line that are no syllables; a right table leaves 0.5 %, names more
CHUNK = regex.compile(r"[^ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end], a line or a part of one, in an encoding."""

    start: int
    end: int
    encoding: Name


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in Unicode, the edits that lead there, and the passages that were in another encoding."""

    text: str
    edits: tuple[Edit, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]

    @property
    def encoding(self) -> Name | None:
        """The encoding of most lines that needed one."""
        names = Counter(passage.encoding for passage in self.passages)
        return names.most_common(1)[0][0] if names else None


class Line(NamedTuple):
    """A line as it was and once read, its encoding, and whether it is its fonts that tell it."""

    old: str
    new: str
    name: Name | None
    by_font: bool


def _conf(word: str, guesses: Guesses) -> float:
    """How sure an edit is: surely, but where a word was completed from what was left of it."""
    return min((guesses[part] for part in WORD.findall(word) if part in guesses), default=1.0)


def _by_word(old: str, new: str, start: int, guesses: Guesses) -> Iterator[Edit]:
    """The edits between two spellings of a line that begins at `start`; one for all where words do not match."""
    before, after = list(CHUNK.finditer(old)), CHUNK.findall(new)
    if len(before) != len(after):
        yield Edit(start, start + len(old), new, "encoding", _conf(new, guesses))
        return
    for match, word in zip(before, after, strict=True):
        if match[0] != word:
            begin, end = match.span()
            yield Edit(start + begin, start + end, word, "encoding", _conf(word, guesses) if guesses else 1.0)


def _senseless(line: str) -> list[str]:
    """The words of a line, once read, that are no syllables, if they are more than names and abbreviations can be."""
    marked = [word for word in WORD.findall(line) if not word.isascii()]
    strange = [word for word in marked if not (word in BARRED or word.isupper() or is_syllable(word))]
    return strange if len(strange) >= LEAST_STRANGE and len(strange) > MOST_STRANGE * len(marked) else []


def _notes(lines: Sequence[Line], edits: Sequence[Edit]) -> Iterator[Note]:
    """What the encodings did not keep."""
    judged = (line.new for line in lines if line.name == "tcvn3" and not line.by_font)
    small = [match[1] for new in judged for match in SMALL_START.finditer(new)]
    if small:
        yield Note("case", len(small), small[0])
    guessed = [edit.new for edit in edits if edit.conf < 1]
    if guessed:
        yield Note("guessed", len(guessed), guessed[0])
    senseless = [word for line in lines if line.name in LEGACY for word in _senseless(line.new)]
    if senseless:
        yield Note("senseless", len(senseless), senseless[0])


def read(text: str) -> Decoded:
    """A text in Unicode, NFC; a second reading changes nothing."""
    return read_styled(StyledText(text))


def read_styled(styled: StyledText) -> Decoded:
    """A text in Unicode: what its fonts say goes before what its letters do."""
    lines, reader = styled.text.split("\n"), Reader()
    told = list(ByFont(styled).lines(reader)) if styled.runs else [(line, None) for line in lines]
    before = [line for line, _ in told]
    now, names = round_of(before, reader)
    for _ in range(ROUNDS):
        if now == before:
            break
        before, (now, _names) = now, round_of(now, reader)
    if not styled.runs and now == lines and not any(names):  # nearly every text: it is in Unicode
        return Decoded(styled.text, (), (), ())
    rows = zip(lines, now, (font for _, font in told), names, strict=True)
    return _decoded([Line(old, new, font or name, font is not None) for old, new, font, name in rows], reader.guesses)


def _decoded(lines: Sequence[Line], guesses: Guesses) -> Decoded:
    """What the lines of a text became, all together."""
    edits: list[Edit] = []
    passages: list[Passage] = []
    at = 0
    for line in lines:
        if line.old != line.new:
            edits += _by_word(line.old, line.new, at, guesses)
            if line.name:
                passages.append(Passage(at, at + len(line.old), line.name))
        at += len(line.old) + 1
    text = "\n".join(line.new for line in lines)
    return Decoded(text, tuple(edits), tuple(passages), tuple(_notes(lines, edits)))
