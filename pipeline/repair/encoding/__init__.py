"""Text in an encoding before Unicode, or decoded wrongly, to NFC Unicode; found by what makes syllables of it."""

from pipeline.repair.encoding.decoding import Decoded, Passage, read

__all__ = ["Decoded", "Passage", "read"]
