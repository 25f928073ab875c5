"""Lines as a reader gave them → lines in reading order, each with its place in the prescribed form. Geometry only."""

from pipeline.layout.arrange import arrange, with_grids

__all__ = ["arrange", "with_grids"]
