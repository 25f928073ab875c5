"""Model files → the digest that says which models made a text."""

import hashlib

from pipeline.repair.models import Models


def fingerprint(models: Models) -> str:
    """Twelve hexadecimal digits over names and bytes of all model files; 0.1 s for 50 MB."""
    whole = hashlib.sha256()
    for kind in ("language", "channels"):
        for path in sorted((models.folder / kind).iterdir()):
            with path.open("rb") as file:
                whole.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:12]
