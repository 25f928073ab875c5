"""What verbs write: files that the user named, and talk to stderr."""

import sys
from pathlib import Path

from pipeline import store
from pipeline.errors import UsageError


def writable_folder(path: Path) -> Path:
    """Make the output folder. Raises UsageError where that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be made a folder: {error.strerror}.", "Give another one with -o.") from error
    return path


def write(path: Path, text: str) -> None:
    """Write a text. Raises UsageError where that cannot be done."""
    try:
        store.write_text(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error


def say(message: str) -> None:
    """Talk goes to stderr."""
    print(message, file=sys.stderr)
