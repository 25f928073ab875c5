"""Document and report → files."""

from pipeline.export.bundle import merge_csvs, write_bundle
from pipeline.export.compare import Comparison, Mark, comparison_page

__all__ = ["Comparison", "Mark", "comparison_page", "merge_csvs", "write_bundle"]
