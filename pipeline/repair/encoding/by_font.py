"""Text whose fonts are known → its lines in Unicode, where the fonts are of an encoding before it."""

from collections.abc import Iterator
from itertools import groupby

import regex

from pipeline.repair.encoding.fonts import Meaning, meaning
from pipeline.repair.encoding.legacy import LEAST_GAIN
from pipeline.repair.encoding.lost import horned, lost_horn
from pipeline.repair.encoding.reading import Reader
from pipeline.repair.encoding.signs import RUN, STATES, STRANGE, WORD, Encoding, cost
from pipeline.repair.encoding.tables import Legacy
from pipeline.styled import StyledText

# Where Windows keeps the bytes of fonts that say they are of symbols, as some of .VnTime do.
LEAST_WORDS = 3  # beyond ASCII, by which a line is judged
PRIVATE = regex.compile("[\uf021-\uf0ff]")


def _byte(match: regex.Match[str]) -> str:
    return chr(ord(match[0]) - 0xF000)


def _cheapest(words: list[str], states: tuple[Encoding, ...]) -> tuple[Encoding, float]:
    """The encoding that explains words best, and what it costs to believe that they are in it."""
    prices = {state: sum(cost(word, state) for word in words) for state in states}
    return min(prices.items(), key=lambda item: item[1])


class ByFont:
    """The characters of a text with what their fonts mean."""

    def __init__(self, styled: StyledText) -> None:
        self.text = styled.text
        self.meanings: list[Meaning | None] = [None, *{m for run in styled.runs if (m := meaning(run.font))}]
        self.codes = bytearray(len(styled.text))
        for start, end, font in styled.runs:
            if code := self.meanings.index(meaning(font)):
                self.codes[start:end] = bytes([code]) * (end - start)

    def dismiss(self) -> None:
        """Take lines for what they read well in, where that is not what their fonts say: people set text in any font
        that they had, and converters changed one without the other. Few words need a line of more that was such."""
        at, found = 0, dict[Encoding, int]()  # encodings of such lines, with the codes they have here
        for line in self.text.split("\n"):
            end = at + len(line)
            told = [(run, self._encoding(code)) for run, code in self._words(at, end) if self._encoding(code)]
            price, many = sum(cost(run, encoding) for run, encoding in told), len(told) >= LEAST_WORDS
            if price >= STRANGE and (many or found):
                other, least = _cheapest([run for run, _ in told], STATES if many else tuple(found))
                if price >= least + (LEAST_GAIN if many else STRANGE):
                    code = found.setdefault(other, self._code(other))
                    self.codes[at:end] = bytes([code]) * len(line)
            at = end + 1

    def _code(self, encoding: Encoding) -> int:
        """A code for letters of an encoding as they are; 0 for Unicode."""
        if encoding is None:
            return 0
        self.meanings.append(Meaning(encoding, False))
        return len(self.meanings) - 1

    def _words(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The words beyond ASCII of a part of the text, as bytes that were taken for Latin-1, with the code of each."""
        for match in RUN.finditer(self.text, start, end):
            if not match[0].isascii():
                yield PRIVATE.sub(_byte, match[0]), self.codes[match.start()]

    def lines(self, reader: Reader) -> Iterator[tuple[str, Legacy | None]]:
        """Every line as its fonts say, and the encoding of the first of them that is old."""
        self.dismiss()
        reader.lost_horn = lost_horn(self._old_runs())
        at = 0
        for line in self.text.split("\n"):
            end = at + len(line)
            codes = self.codes[at:end]
            yield (self._line(line, codes, reader), self._name(codes)) if any(codes) else (line, None)
            at = end + 1
        reader.lost_horn = False

    def _name(self, codes: bytearray) -> Legacy | None:
        found = (self.meanings[code] for code in codes if code)
        return next((m.encoding for m in found if m and m.encoding != "symbols"), None)

    def _old_runs(self) -> Iterator[str]:
        """The words in old signs of all text in fonts of TCVN3."""
        return (run for run, code in self._words(0, len(self.text)) if self._encoding(code) == "tcvn3")

    def _line(self, line: str, codes: bytearray, reader: Reader) -> str:
        return RUN.sub(lambda match: self._run(match[0], codes[match.start() : match.end()], reader), line)

    def _run(self, run: str, codes: bytearray, reader: Reader) -> str:
        """A run of letters, part by part where its fonts are of several encodings."""
        at, new = 0, ""
        for encoding, group in groupby(codes, key=self._encoding):
            end = at + len(list(group))
            new += self._part(run[at:end], codes[at:end], encoding, reader) if encoding else run[at:end]
            at = end
        return new

    def _encoding(self, code: int) -> Legacy | None:
        found = self.meanings[code]
        return found.encoding if found and found.encoding != "symbols" else None

    def _part(self, part: str, codes: bytearray, encoding: Legacy, reader: Reader) -> str:
        """Letters of one encoding, and those in fonts of capitals as capitals."""
        new = reader.words[encoding][PRIVATE.sub(_byte, part)]
        if encoding == "tcvn3" and reader.lost_horn:
            new = WORD.sub(lambda match: horned(match.group(), reader.guesses), new)
        raised = [bool(found and found.capitals) for found in map(self.meanings.__getitem__, codes)]
        if all(raised):
            return new.upper()
        if any(raised) and len(new) == len(part):
            return "".join(char.upper() if up else char for char, up in zip(new, raised, strict=True))
        return new
