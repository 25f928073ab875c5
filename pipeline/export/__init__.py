"""Document and report → files."""

from pipeline.export.bundle import merge_csvs, write_bundle

__all__ = ["merge_csvs", "write_bundle"]
