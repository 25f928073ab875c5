"""The data files beside this module, as plain values."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


def read_facts(name: str) -> dict[str, Any]:
    """The contents of data/<name>.toml."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
