"""A page as pixels."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Box, Grid, Step

Pixels = NDArray[np.uint8]  # (height, width) grey or (height, width, 3) RGB


@dataclass(frozen=True, eq=False)
class PageImage:
    """Pixels of one page, (height, width) grey or (height, width, 3) RGB; `number` from 1; `dpi` of these pixels.

    Cleaning fills `angle` (degrees removed), `seals`, `grids` and `steps`. The array is never written to.
    """

    pixels: Pixels = field(repr=False)
    number: int
    dpi: int
    angle: float = 0.0
    seals: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])
