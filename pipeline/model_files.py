"""Where the model files lie, and the digest that says which of them made a text."""

import hashlib
import os
from pathlib import Path

from pipeline.errors import MissingError

FOLDER = "VANTHU_MODELS"  # environment variable that names another folder
KINDS = ("language", "channels", "tessdata")


def find_folder() -> Path:
    """The model folder: $VANTHU_MODELS, the installed package's, or the checkout's. Raises MissingError."""
    named = os.environ.get(FOLDER)
    package = Path(__file__).parent
    places = [Path(named)] if named else [package / "models", package.parent / "models"]
    for place in places:
        if all((place / kind).is_dir() for kind in KINDS):
            return place
    raise MissingError(
        f"The models ({', '.join(KINDS)}) are not in {' or '.join(map(str, places))}.",
        f"Install the package again, build them with `make models`, or set {FOLDER} to their folder.",
    )


def fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits over names and bytes of all model files; 0.1 s for 50 MB."""
    whole = hashlib.sha256()
    for kind in KINDS:
        for path in sorted((folder / kind).iterdir()):
            with path.open("rb") as file:
                whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]
