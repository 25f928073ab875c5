"""Documents of office programs, and PDF printed from them → their text with the fonts that it is set in."""

from pathlib import Path

from pipeline.styled import StyledText

__all__ = ["read_styled"]


def read_styled(path: Path, timeout_s: float) -> StyledText:
    """The text of a file, of an office, PDF or plain, by what it holds, whatever its name.

    Raises InputError where it is missing, empty, encrypted, damaged or something else, MissingError without poppler.
    """
    from pipeline.ingest.office.files import read_file  # readers of seven formats, 0.1 s and 9 MB that no scan needs

    return read_file(path, timeout_s)
