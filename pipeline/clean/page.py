"""The order of the cleaning steps."""

from pipeline.clean.border import whiten_border
from pipeline.clean.deskew import deskew
from pipeline.clean.grids import mark_grids
from pipeline.clean.orientation import turn_upright
from pipeline.clean.seal import lift_red
from pipeline.clean.shade import even_shade
from pipeline.config import CleanOptions
from pipeline.image import PageImage

# Red ink first: everything after works on grey. Borders before shade and deskew, which they would mislead. Grids last:
# ruling lines must be level.
STEPS = (lift_red, whiten_border, even_shade, turn_upright, deskew, mark_grids)


def clean_page(image: PageImage, options: CleanOptions) -> PageImage:
    """Lift red ink, whiten scanner borders, even the shade, turn upright, deskew, find ruled tables.

    A page without a defect comes back with the very same pixels. Each step that ran is in `steps`.
    """
    if not options.enabled:
        return image
    for step in STEPS:
        image = step(image)
    return image
