"""The verb `repair`: one text."""

import argparse
import csv
import io
import sys
from pathlib import Path

from pipeline import export, ingest, repair
from pipeline.cli.output import say, write
from pipeline.cli.settings import repair_settings, settings
from pipeline.errors import ExitCode
from pipeline.styled import StyledText


def repair_verb(arguments: argparse.Namespace) -> int:
    """Mangled text → repaired text, line for line."""
    from pipeline.repair.compiled import is_new  # loads numba, which only this verb needs by now

    styled = text_of(arguments)
    if is_new():
        say("vanthu: compiling the repairer for this machine, this one time; it takes up to half a minute")
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
    say(f"vanthu: {repaired.changed} words changed; the text looked {repaired.damage}")
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
