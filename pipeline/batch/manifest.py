"""The ledger of an output folder: manifest.jsonl, one line for every document that was ever given to it."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline import store
from pipeline.errors import ExitCode, PipelineError

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    `name` is its folder below the output folder; `key` tells inputs of one name apart; `status` is "kept" where an
    earlier run had converted the same bytes in the same way. `reason` and `cure` are for people, "" on success.
    """

    name: str
    key: str
    source: str
    status: Literal["success", "partial", "failed", "kept"]
    sha256: str = ""
    pages: int = 0
    pages_failed: int = 0
    words: int = 0
    changed: int = 0
    kpis: int = 0
    issues: int = 0
    seconds: float = 0.0
    reason: str = ""
    cure: str = ""
    exit_code: int = ExitCode.OK

    def failed(self, error: PipelineError) -> "Outcome":
        """The outcome of an input that could not be converted."""
        where = f"Page {error.page}: " if error.page else ""
        return replace(
            self, status="failed", reason=where + error.message, cure=error.cure, exit_code=int(error.exit_code)
        )

    @property
    def done(self) -> bool:
        """Whether there is a folder of files for it."""
        return self.status != "failed"


def read_manifest(out: Path) -> dict[str, Outcome]:
    """Outcomes by name; a line cut short by a crash is passed over, its document will simply be converted again."""
    found: dict[str, Outcome] = {}
    try:
        lines = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            outcome = store.from_json(Outcome, json.loads(line))
        except (ValueError, KeyError, TypeError):
            continue
        found[outcome.name] = outcome
    return found


def append(out: Path, outcome: Outcome) -> None:
    """Add a line as soon as a document is done, so that a killed batch still tells what it did."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / MANIFEST).open("a", encoding="utf-8", newline="\n") as handle:
        handle.write(json_line(outcome))


def write_manifest(out: Path, outcomes: dict[str, Outcome]) -> None:
    """Write the whole manifest anew, one line a document, sorted by name."""
    store.write_text(out / MANIFEST, "".join(json_line(outcomes[name]) for name in sorted(outcomes)))


def json_line(outcome: Outcome) -> str:
    """One line of the manifest."""
    return json.dumps(store.to_json(outcome), ensure_ascii=False) + "\n"
