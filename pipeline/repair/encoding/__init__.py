"""Text in an encoding before Unicode, or decoded wrongly, to NFC Unicode; found by what makes syllables of it."""

from pipeline.repair.encoding.decoding import Decoded, Note, Passage, decode, read

__all__ = ["Decoded", "Note", "Passage", "decode", "read"]
