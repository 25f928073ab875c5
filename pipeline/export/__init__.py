"""Document and report → files."""

from pipeline.export.bundle import merge_csvs, new_folder, write_bundle
from pipeline.export.compare import Comparison, Mark, comparison_page
from pipeline.export.images import Images

__all__ = ["Comparison", "Images", "Mark", "comparison_page", "merge_csvs", "new_folder", "write_bundle"]
