"""numba's compiler, its results kept on disk for exactly the code that they were made of.

numba itself looks only at the file of a function, not at the files of those that it calls: after an update the old code
of the callees would run on.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

HERE = Path(__file__).parent
# What is compiled, or gives constants.
MODULES = ("channel", "decoder", "kinds", "language", "lattice", "readings", "sightings", "suspects")


def _folder() -> Path:
    """Where this very code is kept, compiled. Where that cannot be written to, numba takes the user's own cache."""
    sources = b"".join((HERE / f"{name}.py").read_bytes() for name in MODULES)
    return HERE / "__pycache__" / f"compiled-{hashlib.sha256(sources).hexdigest()[:12]}"


FOLDER = _folder()


def is_new() -> bool:
    """Whether nothing of this code has been compiled yet, and what will be can be kept."""
    return os.access(HERE, os.W_OK) and not any(FOLDER.rglob("*.nbi"))


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is compiled when it is first called."""
    before, config.CACHE_DIR = config.CACHE_DIR, str(FOLDER)  # type: ignore[attr-defined]
    try:
        dispatcher: Callable[..., Any] = njit(cache=True)(function)
    finally:
        config.CACHE_DIR = before  # type: ignore[attr-defined]
    return dispatcher
