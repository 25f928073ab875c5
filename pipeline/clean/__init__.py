"""A page image → a cleaner page image: every step only where its defect is measured."""

from pipeline.clean.grids import find_grids
from pipeline.clean.page import clean_page

__all__ = ["clean_page", "find_grids"]
