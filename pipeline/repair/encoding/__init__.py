"""Text in an encoding before Unicode, or decoded wrongly, to NFC Unicode; found by its fonts or by its syllables."""

from pipeline.repair.encoding.decoding import Decoded, Passage, read, read_styled

__all__ = ["Decoded", "Passage", "read", "read_styled"]
