"""Inputs → tasks: what to convert, where to, and what came of it earlier."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline import ingest
from pipeline.batch.manifest import Outcome, read_manifest
from pipeline.batch.naming import folder_names, key_of
from pipeline.config import Config
from pipeline.errors import InputError, PipelineError


@dataclass(frozen=True, slots=True)
class Task:
    """One input file, the key that tells it from others, the name of its folder, and what came of it earlier.

    `error` is set for an input that is known beforehand to be no document.
    """

    path: Path
    key: str
    name: str
    before: Outcome | None = None
    error: PipelineError | None = None

    def outcome(self) -> Outcome:
        """The outcome so far: nothing is known but where it comes from."""
        return Outcome(name=self.name, key=self.key, source=str(self.path), status="failed")


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker needs to know. `threads` pages of a document are read at a time."""

    out: Path
    config: Config
    force: bool
    threads: int


def tasks_for(inputs: Iterable[Path], out: Path, texts: bool) -> tuple[Task, ...]:
    """Name all files below the inputs. An input that is missing or holds no document becomes a task that fails."""
    found: dict[str, tuple[Path, PipelineError | None]] = {}
    for root in inputs:
        try:
            for path in ingest.find_inputs([root], texts=texts):
                found.setdefault(key_of(path.absolute(), root.absolute()), (path, None))
        except InputError as error:
            found.setdefault(key_of(root.absolute(), root.absolute()), (root, error))
    done = {name: outcome for name, outcome in read_manifest(out).items() if outcome.done}
    names = folder_names(found, {name: outcome.key for name, outcome in done.items()})
    return tuple(Task(path, key, names[key], done.get(names[key]), error) for key, (path, error) in found.items())
