"""One input → its folder of files. Who imports this loads every stage."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline import export, flow, ingest, store
from pipeline.batch.manifest import Outcome
from pipeline.batch.tasks import Plan, Task
from pipeline.config import Config
from pipeline.errors import ExitCode, InputError


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
        if path.suffix in {".py", ".toml", ".tsv", ".txt", ".conf"}:
            whole.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:12]


def our_version() -> str:
    """The version of the installed package."""
    try:
        return version("vanthu")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
