"""The verbs that make something: convert, extract, repair; and check."""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from pipeline import batch, check, export, ingest, repair
from pipeline.batch.run import tasks_for, tools
from pipeline.cli.output import say, writable_folder, write
from pipeline.cli.settings import repair_settings, settings, with_options
from pipeline.errors import ExitCode
from pipeline.styled import StyledText


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
    tasks = tasks_for(arguments.inputs, out, texts)
    if any(task.error is None for task in tasks):
        tools(config)  # a missing program is said once, before the work, not once a document
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


def repair_verb(arguments: argparse.Namespace) -> int:
    """Mangled text → repaired text, line for line."""
    styled = text_of(arguments)
    repaired = repair.repair_styled(styled, repair.load_models(), repair_settings(arguments))
    if arguments.changes:
        write(arguments.changes, changes_csv(repaired))
    if arguments.html:
        title = "Standard input" if arguments.file == "-" else Path(arguments.file).name
        marks = tuple(export.Mark(c.line, c.column, c.old, c.new, c.reason, c.conf) for c in repaired.changes)
        write(arguments.html, export.comparison_page(export.Comparison(title, styled.text, marks, repaired.damage)))
    if arguments.output:
        write(arguments.output, repaired.text)
    else:
        sys.stdout.buffer.write(repaired.text.encode())
    say(f"vanthu: {len(repaired.changes)} words changed; the text looked {repaired.damage}")
    for note in repaired.notes:
        say(f"vanthu: {NOTES[note.kind].format(words=note.words, example=note.example)}")
    for sentence in styled.unread:
        say(f"vanthu: {sentence}")
    return int(ExitCode.OK)


def text_of(arguments: argparse.Namespace) -> StyledText:
    """The text of the file to repair, with its fonts where it has them; standard input is plain text."""
    if arguments.file == "-":
        return StyledText(ingest.decode(sys.stdin.buffer.read()))
    return ingest.read_styled(Path(arguments.file), settings(arguments).ingest.timeout_s)


NOTES = {
    "case": "{words} words begin a line or sentence small, as TCVN3 keeps no marked capitals: were they capitals "
    "('{example}')?",
    "guessed": "{words} words had lost bytes and are the likeliest that what was left can have been ('{example}')",
    "senseless": "{words} words make no sense in the encoding of their passage and were not recovered ('{example}')",
}


def changes_csv(repaired: repair.Repaired) -> str:
    """Every change on a line: where, what, why, how sure; and every doubtful word, with what else it may be."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("line", "column", "old", "new", "reason", "confidence", "alternatives"))
    for c in repaired.told:
        others = "|".join(f"{text} {share:.3f}" for text, share in c.alternatives)
        writer.writerow((c.line, c.column, c.old, c.new, c.reason, f"{c.conf:.3f}", others))
    return sheet.getvalue()


def check_verb(arguments: argparse.Namespace) -> int:
    """Say what is installed and what to do about what is not."""
    parts = check.inspect()
    for part in parts:
        print(f"{'ok' if part.found else 'MISSING':8}{part.name:24}{part.version or part.cure}")
    return int(ExitCode.OK if all(part.found for part in parts) else ExitCode.MISSING)
