"""Document and report → files."""

from pipeline.export.bundle import merge_bundles, new_folder, rewrite_bundle, write_bundle
from pipeline.export.compare import Comparison, Mark, comparison_page
from pipeline.export.images import Images
from pipeline.export.wording import load_wording

__all__ = [
    "Comparison",
    "Images",
    "Mark",
    "comparison_page",
    "load_wording",
    "merge_bundles",
    "new_folder",
    "rewrite_bundle",
    "write_bundle",
]
