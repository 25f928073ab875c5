"""Inputs → document folders, joined CSV files and the manifest of an output folder."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline import export, flow, ingest, store
from pipeline.batch.engines import processes, serial
from pipeline.batch.manifest import Outcome, append, read_manifest, write_manifest
from pipeline.batch.naming import folder_names, key_of
from pipeline.config import Config
from pipeline.errors import ExitCode, InputError, PipelineError


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


def run_batch(tasks: tuple[Task, ...], out: Path, config: Config, jobs: int, force: bool) -> Iterator[Outcome]:
    """Convert all tasks; outcomes come as they are ready, and at the end the joined files are written.

    Cores that are more than there are documents read pages of one document side by side.
    """
    plan = Plan(out, config, force, threads=max(1, jobs // max(1, len(tasks))))
    work = partial(attempt, plan)
    seen = read_manifest(out)
    workers = min(jobs, len(tasks))
    outcomes = processes(work, tasks, workers, worker_lost) if len(tasks) > 1 else serial(work, tasks)
    try:
        for outcome in outcomes:
            seen[outcome.name] = outcome
            append(out, outcome)
            yield outcome
    finally:
        folders = list(_alike(seen, out, config))
        write_manifest(out, seen)
        export.merge_bundles(folders, out, config.export)


def _alike(seen: dict[str, Outcome], out: Path, config: Config) -> Iterator[Path]:
    """The folders of all documents, those of earlier runs written anew where the export was another.

    A folder that another version left and this one cannot read is marked as failed, and so converted in the next run.
    """
    for name in sorted(seen):
        if (out / name / "run.json").exists():
            try:
                export.rewrite_bundle(out / name, config.export)
            except InputError as error:
                seen[name] = seen[name].failed(error)
            else:
                yield out / name


def worker_lost(task: Task) -> Outcome:
    """The outcome of a task that killed its process twice."""
    error = PipelineError("The process that read it was killed.", "Most often memory ran out: try --jobs 1.")
    return task.outcome().failed(error)


def attempt(plan: Plan, task: Task) -> Outcome:
    """Convert one document; whatever goes wrong becomes an outcome, so that the batch goes on."""
    started = time.monotonic()
    try:
        if task.error:
            raise task.error
        outcome = convert(plan, task)
    except PipelineError as error:
        outcome = task.outcome().failed(error)
    except Exception as error:
        bug = PipelineError(f"Unexpected {type(error).__name__}: {error}.", "Please report it, with the file.")
        outcome = task.outcome().failed(bug)
    return replace(outcome, seconds=round(time.monotonic() - started, 2))


def convert(plan: Plan, task: Task) -> Outcome:
    """Convert one document into its folder, unless an earlier run did the same."""
    folder = plan.out / task.name
    sha256 = ingest.digest(task.path)
    loaded = tools(plan.config)
    made_by = {
        "tool": "vanthu",
        "version": our_version(),
        "code": code_digest(),
        "sha256": sha256,
        "config": plan.config.digest(),
        "models": loaded.fingerprint,
    }
    if not plan.force and is_made(folder, made_by):
        export.rewrite_bundle(folder, plan.config.export)
        return replace(task.before or task.outcome(), status="kept")
    with export.new_folder(folder) as part:
        result = flow.process(task.path, task.name, plan.config, loaded, part, plan.threads)
        pages = result.document.pages
        unread = [page for page in pages if page.failure]
        if len(unread) == len(pages):
            raise InputError(f"No page could be read: {unread[0].failure}", "", page=unread[0].number)
        made_by["export"] = store.to_json(plan.config.export)
        export.write_bundle(result.document, result.report, part, made_by, plan.config.export)
    words = [word for page in pages for line in page.lines for word in line.words]
    return replace(
        task.outcome(),
        status="partial" if unread else "success",
        sha256=sha256,
        pages=len(pages),
        pages_failed=len(unread),
        words=len(words),
        changed=sum(word.fix is not None for word in words),
        kpis=len(result.report.kpis),
        issues=len(result.report.issues),
        reason=f"{len(unread)} of {len(pages)} pages could not be read." if unread else "",
        cure="See issues.csv in its folder." if unread else "",
        exit_code=ExitCode.PARTIAL if unread else ExitCode.OK,
    )


def is_made(folder: Path, made_by: dict[str, Any]) -> bool:
    """Whether the folder was made from the same bytes, in the same way; how it was exported does not matter."""
    try:
        found = store.load(dict, folder / "run.json")
    except InputError:
        return False
    return {name: value for name, value in found.items() if name != "export"} == made_by


@lru_cache(maxsize=1)
def tools(config: Config) -> flow.Tools:
    """What this process needs, loaded once for all its documents."""
    return flow.prepare(config)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Twelve hexadecimal digits over this package's code and data: a version number does not tell checkouts apart."""
    package = Path(__file__).parents[1]
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".toml", ".tsv", ".txt"}:
            whole.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:12]


def our_version() -> str:
    """The version of the installed package."""
    try:
        return version("vanthu")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
