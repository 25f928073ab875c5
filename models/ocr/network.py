"""Tesseract's network in PyTorch: [1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx96 Lrx96 Lfx192 O1c], as tessdata_fast has it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.ocr.strips import ROWS
from models.ocr.traineddata import GATES, LARGEST, Weights

POOL, FEATURES = 3, 16
REVERSED = 2  # the third of the four LSTMs reads from the right


class Reader(nn.Module):
    """Strips (batch, 36, width) → scores of the characters (width // 3, batch, outputs)."""

    def __init__(self, weights: Sequence[Weights]) -> None:
        """Weights as they lie in the file. Raises ValueError for a network of another form."""
        super().__init__()
        if [len(rows) for rows in weights[:-1]] != [FEATURES] + [s for s in (48, 96, 96, 192) for _ in range(GATES)]:
            raise ValueError("the network is not that of tessdata_fast")
        tensors = [torch.tensor(rows, dtype=torch.float32) for rows in weights]
        self.window, self.output = nn.Parameter(tensors[0]), nn.Parameter(tensors[-1])
        gates = [torch.stack(tensors[first : first + GATES]) for first in range(1, len(tensors) - 1, GATES)]
        self.gates = nn.ParameterList(nn.Parameter(each) for each in gates)
        self.rounded = False  # compute with weights as they will be stored

    def weights(self) -> list[Weights]:
        """As they lie in the file."""
        parts = [self.window, *(rows for each in self.gates for rows in each), self.output]
        return [np.asarray(rows.detach().double().numpy()) for rows in parts]

    def forward(self, strips: Tensor, widths: Tensor) -> Tensor:
        """`widths`: of each strip, without what pads it on the right."""
        batch, _, width = strips.shape
        sheet = torch.empty(batch, ROWS + 2, width + 2).uniform_(-1, 1)  # beyond the rim Tesseract has noise
        sheet[:, 1:-1, 1:-1] = strips
        window = self._stored(self.window)
        kernel = window[:, :-1].reshape(FEATURES, 1, 3, 3).transpose(2, 3)  # columns first, in the file
        seen = torch.tanh(functional.conv2d(sheet[:, None], kernel, window[:, -1]))
        columns = functional.max_pool2d(seen, POOL).permute(2, 0, 3, 1)  # rows, batch, columns, features
        rows, _, length, _ = columns.shape
        lines = self._lstm(0, columns.reshape(rows, batch * length, FEATURES))[-1].reshape(batch, length, -1)
        lines = lines.transpose(0, 1)
        for layer in range(1, len(self.gates)):
            lines = self._backwards(layer, lines, widths // POOL) if layer == REVERSED else self._lstm(layer, lines)
        output = self._stored(self.output)
        return functional.linear(lines, output[:, :-1], output[:, -1])

    def _backwards(self, layer: int, lines: Tensor, lengths: Tensor) -> Tensor:
        """From the last column of each line, not from what pads it."""
        steps = torch.arange(len(lines))[:, None]
        order = torch.where(steps < lengths[None], lengths[None] - 1 - steps, steps)[:, :, None].expand_as(lines)
        return torch.gather(self._lstm(layer, torch.gather(lines, 0, order)), 0, order)

    def _lstm(self, layer: int, lines: Tensor) -> Tensor:
        """The file has the gates as input, input gate, forget gate, output gate; PyTorch another order."""
        rows = torch.stack([self._stored(each) for each in self.gates[layer]])
        inner = torch.cat([rows[1], rows[2], rows[0], rows[3]])
        size, inputs = rows.shape[1], lines.shape[2]
        start = lines.new_zeros(1, lines.shape[1], size)
        parts = [inner[:, :inputs].contiguous(), inner[:, inputs:-1].contiguous(), inner[:, -1].contiguous()]
        parts.append(torch.zeros_like(parts[-1]))
        out: Tensor = torch._VF.lstm(lines, (start, start), parts, True, 1, 0.0, self.training, False, False)[0]
        return out

    def _stored(self, rows: Tensor) -> Tensor:
        """The weights, rounded as in the file; the gradient passes as if they were not."""
        if not self.rounded:
            return rows
        scales = rows.abs().amax(1, keepdim=True) / LARGEST
        scales = torch.where(scales == 0, torch.ones_like(scales), scales)
        return rows + ((rows / scales).round() * scales - rows).detach()


def best_path(scores: Tensor, widths: Tensor, names: dict[int, str]) -> list[str]:
    """What is read without a dictionary: the best character of every column, repeats taken once."""
    texts = []
    for column, width in zip(scores.argmax(2).T.tolist(), widths.tolist(), strict=True):
        steps = column[: width // POOL]
        kept = [step for step, before in zip(steps, [None, *steps], strict=False) if step != before]
        texts.append("".join(names.get(step, "") for step in kept))
    return texts
