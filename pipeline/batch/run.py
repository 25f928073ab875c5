"""Tasks → document folders, joined CSV files and the manifest of an output folder."""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline import export
from pipeline.batch.engines import nothing, processes, serial
from pipeline.batch.manifest import Outcome, append, read_manifest, write_manifest
from pipeline.batch.tasks import Plan, Task
from pipeline.config import Config
from pipeline.errors import InputError, PipelineError


def run_batch(tasks: tuple[Task, ...], out: Path, config: Config, jobs: int, force: bool) -> Iterator[Outcome]:
    """Convert all tasks; outcomes come as they are ready, and at the end the joined files are written.

    Raises MissingError, before the work, where a program or a model is not there.
    Cores that are more than there are documents read pages of one document side by side.
    """
    plan = Plan(out, config, force, threads=max(1, jobs // max(1, len(tasks))))
    work = partial(attempt, plan)
    seen = read_manifest(out)
    prepare = partial(load, config) if any(task.error is None for task in tasks) else nothing
    if len(tasks) > 1:
        outcomes = processes(work, tasks, min(jobs, len(tasks)), worker_lost, prepare)
    else:
        prepare()
        outcomes = serial(work, tasks)
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


def load(config: Config) -> None:
    """Load what this process needs for converting. Raises MissingError where it is not there."""
    from pipeline.batch.converting import tools

    tools(config)


def attempt(plan: Plan, task: Task) -> Outcome:
    """Convert one document; whatever goes wrong becomes an outcome, so that the batch goes on."""
    from pipeline.batch.converting import convert  # all stages: 1.3 s that only the workers need to spend

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
