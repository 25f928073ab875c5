"""Plain text files to arrays of type numbers: the token stream that the language model counts."""

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipeline.repair.letters import compose, tone_old

# As `pipeline.repair.tokens`, simpler because clean text needs no guard; every number counts as "0".
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
LINE_END = 0  # type number that stands between lines


class Types:
    """Numbers for token types, given in order of appearance; 0 is the end of a line, 1 any number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"\n": LINE_END, "0": 1}
        self.raw: dict[str, int] = {}

    def number(self, token: str) -> int:
        """The number of a lower-case token; both tone placements are one type, all figures are one."""
        known = self.raw.get(token)
        if known is None:
            canonical = "0" if token.isdigit() else tone_old(token)
            known = self.numbers.setdefault(canonical, len(self.numbers))
            self.raw[token] = known
        return known


def encode(lines: Iterable[str], types: Types) -> np.ndarray:
    """The lines as one array of int32, each line followed by LINE_END."""
    stream: list[int] = [LINE_END]
    parts = []
    raw, number = types.raw, types.number
    for line in lines:
        for token in TOKEN.findall(compose(line).lower()):
            known = raw.get(token)
            stream.append(number(token) if known is None else known)
        stream.append(LINE_END)
        if len(stream) > 4_000_000:
            parts.append(np.array(stream, np.int32))
            stream = []
    parts.append(np.array(stream, np.int32))
    return np.concatenate(parts)


def encode_file(path: Path, types: Types) -> np.ndarray:
    """A UTF-8 text file, one paragraph a line, as `encode` gives it."""
    with path.open(encoding="utf-8") as lines:
        return encode(lines, types)
