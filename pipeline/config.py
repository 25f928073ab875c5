"""The settings of every stage: frozen values with defaults, read from a TOML file, named by a digest."""

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_type_hints

from pipeline.errors import InputError, UsageError
from pipeline.store import to_json


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """`dpi` to rasterise at (Tesseract reads 300 best); pages above `max_pixels` are rasterised at a lower dpi."""

    dpi: int = 300
    max_pixels: int = 36_000_000  # A0 at 150 dpi, A2 at 300 dpi: a drawing of A0 at 300 dpi would need 1 GB of memory
    use_text_layer: bool = True
    timeout_s: float = 120.0


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """`enabled` turns every cleaning step off at once."""

    enabled: bool = True


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """Tesseract's language, that of the second look at digits ("" for none), the longest time for a page in seconds.

    "vie_vanthu" is our own (models/tessdata); all others are installed with Tesseract.
    """

    language: str = "vie_vanthu"
    digits: str = "eng"
    timeout_s: float = 180.0


@dataclass(frozen=True, slots=True)
class RepairOptions:
    """How sure a repair must be, from 0 to 1, and the place of the tone marks.

    `threshold`: below, a word stays as it is and its likely readings are recorded. `doubt`: below, the other readings
    of a word are recorded, changed or not. `tones`: "old" (hòa) or "new" (hoà) for all words; "" as the text has them.
    """

    enabled: bool = True
    threshold: float = 0.0
    doubt: float = 0.9
    tones: Literal["", "old", "new"] = ""


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """`kpis` is a TOML file of the user's own indicators, added to ours; "" for none."""

    kpis: str = ""


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """`overlay` draws what was read over every page; `steps` keeps every page as each cleaning step left it."""

    overlay: bool = False
    steps: bool = False


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`excel`: CSV for Vietnamese Excel; `xlsx`: workbooks; `plot`: charts; `language` ("en", "vi") words the codes."""

    excel: bool = False
    xlsx: bool = False
    plot: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a run."""

    ingest: IngestOptions = field(default_factory=IngestOptions)
    clean: CleanOptions = field(default_factory=CleanOptions)
    ocr: OcrOptions = field(default_factory=OcrOptions)
    repair: RepairOptions = field(default_factory=RepairOptions)
    parse: ParseOptions = field(default_factory=ParseOptions)
    images: ImageOptions = field(default_factory=ImageOptions)
    export: ExportOptions = field(default_factory=ExportOptions)

    def digest(self) -> str:
        """Twelve hexadecimal digits that change when a setting changes that decides what is read.

        The export is left out: its files are written anew from what was read.
        """
        stages = {name: value for name, value in to_json(self).items() if name != "export"}
        return hashlib.sha256(json.dumps(stages, sort_keys=True).encode()).hexdigest()[:12]


def read_config(path: Path) -> Config:
    """Read a TOML file with one table per stage. Raises InputError, or UsageError for a setting that does not exist."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except ValueError as error:
        raise InputError(f"{path} is not valid TOML: {error}.", "Mend the line that it names.") from error
    stages = get_type_hints(Config)
    made: dict[str, Any] = {}
    for name, table in data.items():
        if name not in stages or not isinstance(table, dict):
            raise UsageError(f"{path}: there is no stage '{name}'.", f"Stages are {', '.join(stages)}.")
        try:
            made[name] = stages[name](**table)
        except TypeError as error:
            raise UsageError(f"{path}: [{name}] {error}.", "See README.md for the settings.") from error
    return Config(**made)
