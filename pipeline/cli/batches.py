"""The verbs `convert` and `extract`: many documents at once."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from pipeline import batch
from pipeline.cli.output import writable_folder
from pipeline.cli.settings import settings, with_options
from pipeline.errors import ExitCode


def convert(arguments: argparse.Namespace) -> int:
    """Scans → folders of text, words, figures."""
    return run(arguments, texts=False)


def extract(arguments: argparse.Namespace) -> int:
    """Texts or scans → the same folders."""
    return run(arguments, texts=True)


def run(arguments: argparse.Namespace, texts: bool) -> int:
    """Run a batch with a progress bar and a closing summary."""
    out = writable_folder(arguments.output)
    config = with_options(settings(arguments), arguments)
    tasks = batch.tasks_for(arguments.inputs, out, texts)
    outcomes = []
    with tqdm(total=len(tasks), unit="doc", disable=not sys.stderr.isatty()) as bar:
        for outcome in batch.run_batch(tasks, out, config, arguments.jobs, arguments.force):
            outcomes.append(outcome)
            bar.update()
            if outcome.reason:
                bar.write(f"{outcome.source}: {outcome.status}. {outcome.reason} {outcome.cure}".strip(), sys.stderr)
    print(summary(outcomes, out))
    return int(exit_code(outcomes))


def summary(outcomes: Sequence[batch.Outcome], out: Path) -> str:
    """What was made, for people."""
    counts = {status: sum(o.status == status for o in outcomes) for status in ("success", "partial", "failed", "kept")}
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    pages, words = sum(o.pages for o in outcomes), sum(o.words for o in outcomes)
    lines = [
        f"{len(outcomes)} documents: {told}; {pages} pages, {words} words, {sum(o.kpis for o in outcomes)} figures"
    ]
    lines += [f"  {out / o.name}" for o in sorted(outcomes, key=lambda o: o.name) if o.done][:20]
    if sum(o.done for o in outcomes) > 20:
        lines.append("  …")
    lines.append(f"All together: {out / 'kpis.csv'}; what became of each document: {out / 'manifest.jsonl'}")
    return "\n".join(lines)


def exit_code(outcomes: Sequence[batch.Outcome]) -> ExitCode:
    """0 if all succeeded; PARTIAL if some did; else the one code that all failures share, or FAILED."""
    codes = {ExitCode(outcome.exit_code) for outcome in outcomes}
    if codes <= {ExitCode.OK}:
        return ExitCode.OK
    if any(outcome.done for outcome in outcomes):
        return ExitCode.PARTIAL
    return codes.pop() if len(codes) == 1 else ExitCode.FAILED
