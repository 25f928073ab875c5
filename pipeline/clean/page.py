"""The order of the cleaning steps."""

from collections.abc import Callable

import cv2

from pipeline.clean.border import whiten_border
from pipeline.clean.deskew import deskew
from pipeline.clean.grids import mark_grids
from pipeline.clean.orientation import turn_upright
from pipeline.clean.ring import find_black_seals
from pipeline.clean.seal import lift_red
from pipeline.clean.shade import even_shade
from pipeline.clean.through import fade_back
from pipeline.config import CleanOptions
from pipeline.image import PageImage

# Red ink first: everything after works on grey. Borders before shade and deskew, which they would mislead. Grids last:
# ruling lines must be level.
STEPS = (lift_red, whiten_border, even_shade, fade_back, turn_upright, deskew, find_black_seals, mark_grids)


def clean_page(
    image: PageImage, options: CleanOptions, keep: Callable[[PageImage], None] = lambda image: None
) -> PageImage:
    """Lift red ink, whiten scanner borders, even the shade, fade the back, turn upright, deskew, find seals and tables.

    A page without a defect comes back with the very same pixels. Each step that ran is in `steps`. `keep`
    is given the page as it comes, and as each step that runs leaves it.
    """
    cv2.setNumThreads(1)  # pages are cleaned side by side: threads within a page cost a sixth more CPU
    keep(image)
    if not options.enabled:
        return image
    for step in STEPS:
        cleaned = step(image)
        if cleaned is not image:
            keep(cleaned)
        image = cleaned
    return image
