"""A text → the same text in Unicode: its edits, the encoding of each passage, and what cannot be known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from pipeline.repair.encoding import mojibake, viqr
from pipeline.repair.encoding.capitals import is_capital_line, raised
from pipeline.repair.encoding.forms import is_unified, unify
from pipeline.repair.encoding.legacy import UNICODE, Assigned, assign
from pipeline.repair.encoding.signs import ALIEN, RUN, STRANGE, WORD, Encoding, cost
from pipeline.repair.encoding.signs import read as read_run
from pipeline.repair.encoding.tables import Legacy
from pipeline.repair.outcome import Edit

Name = Legacy | Literal["mojibake", "viqr"]
ROUNDS = 4  # UTF-8 read wrongly twice takes two; a text is done when a round changes nothing
CHUNK = regex.compile(r"[^ \t\n\r\f\v]+")
# What Vietnamese in Unicode consists of; a line with anything else may be in an old encoding.
USUAL = "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-ỹ–—‘’“”…\u00a0"
# Windows-1258 and VNI can do with these letters, but not without pairs that no syllable has: "viêòc", "cuÒa", "saùch".
UNUSUAL = regex.compile(rf"[^\t\n\r\f -~{USUAL}]|[aâăeêôơõýã][à-ýÀ-Ý]|[a-zà-ý][À-Ý]")


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end], a line or a part of one, in an encoding."""

    start: int
    end: int
    encoding: Name


@dataclass(frozen=True, slots=True)
class Note:
    """What the encoding did not keep, how many words that touches, and an example."""

    kind: Literal["case", "lost"]
    words: int
    example: str


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


class Reader:
    """Runs read in an encoding, each kind once: a text repeats its words."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, Encoding], str] = {}

    def run(self, run: str, encoding: Encoding) -> str:
        """A run in an encoding; as it stands where only Unicode makes syllables of it."""
        key = (run, encoding)
        if key not in self.known:
            self.known[key] = self._run(run, encoding)
        return self.known[key]

    def _run(self, run: str, encoding: Encoding) -> str:
        if run.isascii() and run.isalpha():
            return run
        price = 0.0 if encoding is None else cost(run, encoding)
        if encoding is None or price >= ALIEN or (price and WORD.search(run) and cost(run, None) < STRANGE):
            return unify(run)
        if encoding == "tcvn3":
            # These fonts have no marked capitals: people typed them the VNI way, "OÙc" among TCVN3.
            by_hand = price and run[0].isupper() and not cost(run, "vni")
            return read_run(run, "vni") if by_hand else raised(run, read_run(run, encoding))
        return read_run(run, encoding)

    def line(self, line: str, assigned: Assigned) -> str:
        """A line in its encoding, or each run in its own."""
        if assigned is UNICODE or assigned == UNICODE:
            return line if is_unified(line) else unify(line)
        if assigned.runs:
            runs = iter(assigned.runs)
            return RUN.sub(lambda match: self.run(match.group(), next(runs)), line)
        encoding = assigned.encoding
        new = RUN.sub(lambda match: self.run(match.group(), encoding), line)
        return new.upper() if encoding == "tcvn3" and is_capital_line(line) else new


def _legacy(lines: Sequence[str]) -> list[Assigned]:
    """The encodings of all lines; only the unusual lines are looked at unless one of them is not Unicode."""
    unusual = [index for index, line in enumerate(lines) if UNUSUAL.search(line)]
    found = assign([lines[index] for index in unusual])
    if all(assigned.encoding is None and not assigned.runs for assigned in found):
        return [UNICODE] * len(lines)
    return assign(lines)


def _round(lines: Sequence[str], reader: Reader) -> tuple[list[str], list[Name | None]]:
    """One reading of all lines, and the encoding of each."""
    broken = mojibake.broken_lines(lines)
    quoted = viqr.viqr_lines(lines)
    dotted = viqr.always_dotted(line for line, is_so in zip(lines, quoted, strict=True) if is_so)
    new: list[str] = list(lines)
    names: list[Name | None] = [None] * len(lines)
    given = _legacy([line if not (b or q) else "" for line, b, q in zip(lines, broken, quoted, strict=True)])
    for i, line in enumerate(lines):
        if broken[i]:
            new[i], names[i] = mojibake.mend(line), "mojibake"
        elif quoted[i]:
            new[i], names[i] = viqr.read(line, dotted), "viqr"
        elif not (line.isascii() and line.isprintable()):
            new[i] = reader.line(line, given[i])
            names[i] = given[i].encoding or next((name for name in given[i].runs if name), None)
    return new, names


def _by_word(old: str, new: str, start: int) -> Iterator[Edit]:
    """The edits between two spellings of a line that begins at `start`; one for all where words do not match."""
    before, after = list(CHUNK.finditer(old)), CHUNK.findall(new)
    if len(before) != len(after):
        yield Edit(start, start + len(old), new, "encoding", 1.0)
        return
    for match, word in zip(before, after, strict=True):
        if match.group() != word:
            yield Edit(start + match.start(), start + match.end(), word, "encoding", 1.0)


def read(text: str) -> Decoded:
    """A text in Unicode, NFC; a second reading changes nothing."""
    lines, reader = text.split("\n"), Reader()
    first, names = _round(lines, reader)
    now, before = first, lines
    for _ in range(ROUNDS):
        if now == before:
            break
        before, (now, _names) = now, _round(now, reader)
    edits: list[Edit] = []
    passages: list[Passage] = []
    at = 0
    for old, new, name in zip(lines, now, names, strict=True):
        if old != new:
            edits += _by_word(old, new, at)
            if name:
                passages.append(Passage(at, at + len(old), name))
        at += len(old) + 1
    return Decoded("\n".join(now), tuple(edits), tuple(passages), ())


def decode(text: str) -> tuple[list[Edit], Name | None]:
    """The edits that bring a text to NFC Unicode, word by word, and the encoding most of it was in."""
    decoded = read(text)
    return list(decoded.edits), decoded.encoding
