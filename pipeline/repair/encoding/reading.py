"""Lines → lines one reading nearer to Unicode, each in the encoding that its words make sense in."""

from collections.abc import Iterable, Sequence
from typing import Literal

import regex

from pipeline.repair.encoding.capitals import is_capital_line, raised
from pipeline.repair.encoding.forms import UNUSUAL, is_unified, unify
from pipeline.repair.encoding.legacy import UNICODE, Assigned, assign
from pipeline.repair.encoding.lost import Guesses, fill, horned, lost_horn
from pipeline.repair.encoding.mojibake import broken_lines, is_wholly, mend
from pipeline.repair.encoding.signs import ALIEN, RUN, STATES, STRANGE, WORD, Encoding, cost, is_syllable
from pipeline.repair.encoding.signs import read as read_run
from pipeline.repair.encoding.tables import Legacy
from pipeline.repair.encoding.viqr import always_dotted, viqr_lines
from pipeline.repair.encoding.viqr import read as read_viqr

Name = Legacy | Literal["mojibake", "viqr"]
MARKS = frozenset("·×÷»")  # alone they are no words of TCVN3 (ã ì ữ ằ)
QUOTED = regex.compile(r"(?=[“‘]|.*[”’…]$)([“‘]*)(.+?)([”’…]*)")
LONGEST = 7  # letters of a syllable: nghiêng
SMALL = regex.compile("[a-z]")


class Words(dict[str, str]):
    """Runs and what they are in one encoding, each read when it is first looked up: a text repeats its words."""

    def __init__(self, encoding: Encoding) -> None:
        super().__init__()
        self.encoding = encoding

    def __missing__(self, run: str) -> str:
        self[run] = run if run.isascii() and run.isalpha() else self._read(run)
        return self[run]

    def _read(self, run: str) -> str:
        """A run in the encoding; as it stands where only Unicode makes syllables of it."""
        encoding = self.encoding
        if self.encoding == "tcvn3" and run in MARKS:
            return run
        price = 0.0 if encoding is None else cost(run, encoding)
        if encoding is None or (price >= STRANGE and _is_unicode(run)):
            return unify(run)
        if price >= ALIEN:  # letters of Unicode may stand among the old signs of a word: "§IỀU"
            return new if is_syllable(new := read_run(run, encoding)) else unify(run)
        if encoding == "tcvn3":
            # These fonts have no marked capitals: people typed them the VNI way, "OÙc" among TCVN3.
            by_hand = price >= STRANGE and run[0].isupper() and cost(run, "vni") < STRANGE
            return read_run(run, "vni") if by_hand else raised(run, read_run(run, encoding))
        if (
            price >= STRANGE
            and encoding in ("vps", "viscii")
            and (quoted := QUOTED.fullmatch(run))
            and quoted[2] != run
        ):
            # Their letters have the bytes of quotation marks too; a real one stands at the edge of a word.
            return quoted[1] + self[quoted[2]] + quoted[3]
        return read_run(run, encoding)


def _is_unicode(run: str) -> bool:
    """Whether a run makes sense as Unicode; a short word of ASCII with the soft hyphen, AD, is TCVN3: "l\xadc"."""
    if not WORD.search(run) or cost(run, None) >= STRANGE:
        return False
    return len(run) > LONGEST or not unify(run).isascii()


class Reader:
    """Lines read in an encoding, with what the words of the whole text have taught so far."""

    def __init__(self) -> None:
        self.words = {encoding: Words(encoding) for encoding in STATES}
        self.guesses: Guesses = {}
        self.lost_horn = False

    def line(self, line: str, assigned: Assigned) -> str:
        """A line in its encoding, or each run in its own."""
        if assigned is UNICODE or assigned == UNICODE:
            return line if is_unified(line) else unify(line)
        if assigned.runs:
            runs = iter(assigned.runs)
            return RUN.sub(lambda match: self.words[next(runs)][match[0]], line)
        words = self.words[assigned.encoding]
        new = RUN.sub(lambda match: words[match[0]], line)
        return self._tcvn3(line, new) if assigned.encoding == "tcvn3" else new

    def _tcvn3(self, line: str, new: str) -> str:
        """A line of TCVN3 once read, with what only the line and the text can tell: capitals, and lost letters."""
        if self.lost_horn:
            new = WORD.sub(lambda match: horned(match.group(), self.guesses), new)
        if is_capital_line(line):
            new = WORD.sub(lambda match: match[0] if SMALL.search(match[0]) else match[0].upper(), new)
        return new


def _legacy(lines: Sequence[str]) -> list[Assigned]:
    """The encodings of all lines; only the unusual lines are looked at unless one of them is not Unicode."""
    odd = (index for index, line in enumerate(lines) if not (line.isascii() and line.isprintable()))
    unusual = [index for index in odd if UNUSUAL.search(lines[index])]
    if 2 * len(unusual) > len(lines):
        return assign(lines)
    found = assign([lines[index] for index in unusual])
    if all(assigned.encoding is None and not assigned.runs for assigned in found):
        return [UNICODE] * len(lines)
    used = {name for assigned in found for name in (assigned.encoding, *assigned.runs)}
    return assign(lines, tuple(state for state in STATES if state is None or state in used))


def _old_runs(lines: Sequence[str], given: Sequence[Assigned], encoding: Encoding) -> Iterable[str]:
    """The runs in old signs of all lines that are wholly in an encoding."""
    for line, assigned in zip(lines, given, strict=True):
        if assigned.encoding == encoding and not assigned.runs:
            yield from (run for run in RUN.findall(line) if not run.isascii())


def round_of(lines: Sequence[str], reader: Reader) -> tuple[list[str], list[Name | None]]:
    """One reading of all lines, and the encoding of each."""
    broken = broken_lines(lines)
    quoted = viqr_lines(lines)
    dotted = always_dotted(line for line, is_so in zip(lines, quoted, strict=True) if is_so)
    new: list[str] = list(lines)
    names: list[Name | None] = [None] * len(lines)
    given = _legacy([line if not (b or q) else "" for line, b, q in zip(lines, broken, quoted, strict=True)])
    reader.lost_horn = lost_horn(_old_runs(lines, given, "tcvn3"))
    for i, line in enumerate(lines):
        if broken[i]:
            new[i], names[i] = mend(line), "mojibake"
            if is_wholly(line):
                new[i] = fill(new[i], reader.guesses)
        elif quoted[i]:
            new[i], names[i] = read_viqr(line, dotted), "viqr"
        elif not (line.isascii() and line.isprintable()):
            new[i] = reader.line(line, given[i])
            names[i] = given[i].encoding or next((name for name in given[i].runs if name), None)
    return new, names
