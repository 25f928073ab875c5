"""Tesseract's .traineddata files: a container of components, one of which is the network.

The layout is that of Tesseract 4 and 5 (ccutil/tessdatamanager.cpp, lstm/weightmatrix.cpp): little-endian, weights as
8-bit integers with one scale for each row. Everything but the weights is kept as it is, byte for byte.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LSTM, UNICHARSET, RECODER = 17, 21, 22  # places of the components in the table
INTEGERS = 1  # flag: the weights are 8-bit integers
GROUPS = frozenset({"Series", "Parallel", "RTLReversed", "TTBReversed", "XYTranspose"})
RATES = 64  # flag: the learning rate of each layer follows
LSTMS = frozenset({"LSTM", "SummLSTM"})
GATES = 4  # of a one-dimensional LSTM: input, input gate, forget gate, output gate
LARGEST = 127

Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Weights (rows of outputs; the last column is the bias), and the bytes around them: one more than matrices."""

    weights: tuple[Weights, ...]
    flags: tuple[int, ...]
    between: tuple[bytes, ...]


def read_components(path: Path) -> list[bytes]:
    """The components by their place; b"" for one that is not there."""
    data = path.read_bytes()
    (count,) = struct.unpack_from("<i", data)
    starts = struct.unpack_from(f"<{count}q", data, 4)
    ends = [*sorted(start for start in starts if start >= 0), len(data)]
    return [data[start : ends[ends.index(start) + 1]] if start >= 0 else b"" for start in starts]


def write_components(parts: list[bytes], path: Path) -> None:
    """The inverse of `read_components`."""
    place, starts = 4 + 8 * len(parts), []
    for part in parts:
        starts.append(place if part else -1)
        place += len(part)
    path.write_bytes(struct.pack(f"<i{len(parts)}q", len(parts), *starts) + b"".join(parts))


def characters(parts: list[bytes]) -> dict[str, int]:
    """Each character that the network knows, and the number of its output."""
    count, *lines = parts[UNICHARSET].decode().split("\n")
    names = [line.split(" ")[0] for line in lines[: int(count)]]
    names[0] = " "  # written as NULL
    numbers = [codes[0] for codes in _codes(parts[RECODER])]
    return {name: number for name, number in zip(names, numbers, strict=True) if len(name) == 1}


def rename(parts: list[bytes], names: dict[str, str]) -> list[bytes]:
    """The components with other characters on the same outputs."""
    out = parts[UNICHARSET].decode()
    for old, new in names.items():
        out = out.replace(old, new).replace(f"[{ord(old):x} ]", f"[{ord(new):x} ]")
    return [*parts[:UNICHARSET], out.encode(), *parts[UNICHARSET + 1 :]]


def _codes(data: bytes) -> list[tuple[int, ...]]:
    """For every character the outputs that stand for it; one in all Latin models."""
    (count,), place, found = struct.unpack_from("<I", data), 4, []
    for _ in range(count):
        (length,) = struct.unpack_from("<i", data, place + 1)
        found.append(struct.unpack_from(f"<{length}i", data, place + 5))
        place += 5 + 4 * length
    return found


def read_network(data: bytes) -> Network:
    """The network of the component `LSTM`. Raises ValueError where its weights are not integers."""
    found = _Found(data)
    found.layer()
    return Network(tuple(found.weights), tuple(found.flags), (*found.between, data[found.after :]))


def write_network(network: Network) -> bytes:
    """The inverse of `read_network`: every row is rounded to 255 steps between its extremes."""
    out = network.between[0]
    for weights, flags, after in zip(network.weights, network.flags, network.between[1:], strict=True):
        scales = np.abs(weights).max(axis=1) / LARGEST
        steps = weights / np.where(scales == 0, 1.0, scales)[:, None]
        rounded = np.sign(steps) * np.floor(np.abs(steps) + 0.5)
        out += struct.pack("<Bii?", flags, *weights.shape, False) + rounded.astype(np.int8).tobytes()
        out += struct.pack("<I", len(scales)) + scales.astype("<f8").tobytes() + after
    return out


class _Found:
    """A walk over the layers, which lie in the file one within the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place, self.after = data, 0, 0  # `after`: the end of the last weights
        self.weights: list[Weights] = []
        self.flags: list[int] = []
        self.between: list[bytes] = []

    def layer(self) -> None:
        self.place += 1
        kind = self._text()
        self.place += 2
        flags = self._number()
        self.place += 12
        self._text()
        if kind in GROUPS:
            self._group(flags)
        elif kind in LSTMS:
            self.place += 4
            for _ in range(GATES):
                self._matrix()
        elif kind in {"Input", "Convolve", "Maxpool"}:
            self.place += {"Input": 20, "Convolve": 8, "Maxpool": 8}[kind]
        else:
            self._matrix()

    def _group(self, flags: int) -> None:
        for _ in range(self._number()):
            self.layer()
        if flags & RATES:
            count = self._number()
            self.place += 4 * count

    def _matrix(self) -> None:
        self.between.append(self.data[self.after : self.place])
        flags, rows, columns, _ = struct.unpack_from("<Bii?", self.data, self.place)
        if not flags & INTEGERS:
            raise ValueError("the weights are no integers: give a model of tessdata_fast")
        steps = np.frombuffer(self.data, np.int8, rows * columns, self.place + 10).reshape(rows, columns)
        self.place += 10 + rows * columns
        (count,) = struct.unpack_from("<I", self.data, self.place)
        scales = np.frombuffer(self.data, "<f8", count, self.place + 4)
        self.place += 4 + 8 * count
        self.after = self.place
        self.weights.append(steps * scales[:rows, None])
        self.flags.append(flags)

    def _number(self) -> int:
        (number,) = struct.unpack_from("<i", self.data, self.place)
        self.place += 4
        return int(number)

    def _text(self) -> str:
        length = self._number()
        self.place += length
        return self.data[self.place - length : self.place].decode()
