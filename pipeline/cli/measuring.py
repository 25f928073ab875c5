"""The verb `evaluate`: an output beside what is true of it."""

import argparse
from pathlib import Path

from pipeline import evaluate, ingest, store
from pipeline.document import Document
from pipeline.errors import ExitCode
from pipeline.report import Report


def evaluate_verb(arguments: argparse.Namespace) -> int:
    """An output and what is true → how right it is, and its mistakes."""
    if arguments.what == "figures":
        return figures(arguments)
    truth, output = true_text(arguments.truth), ingest.read_text(arguments.output)
    if arguments.what == "repair":
        verdicts = evaluate.judge_repair(truth, output, arguments.flow)
        print(repair_figures(evaluate.count_verdicts(verdicts)))
    else:
        verdicts = evaluate.judge_text(truth, output)
        print(text_figures(evaluate.score_text(truth, output)))
    for mistake in evaluate.worst(verdicts, arguments.worst, case=arguments.what == "text"):
        lines = list(dict.fromkeys(mistake.lines))
        places = ", ".join(map(str, lines[:5])) + ("…" if len(lines) > 5 else "")
        print(f"{len(mistake.lines):6}  {mistake.gold or '(nothing)'} <- {mistake.got or '(nothing)'}  line {places}")
    return int(ExitCode.OK)


def figures(arguments: argparse.Namespace) -> int:
    """What was found in a document, part by part, beside what is true of it."""
    document = store.load(Document, arguments.output / "document.json")
    report = store.load(Report, arguments.output / "report.json")
    truth = evaluate.read_truth(arguments.truth)
    compared = evaluate.compare(truth, document, report)
    print(evaluate.as_lines(compared))
    for line in list(evaluate.list_mistakes(truth, report, compared))[: arguments.worst]:
        print(line)
    return int(ExitCode.OK)


def true_text(path: Path) -> str:
    """The text of a file of truth: plain, gold lines, or a sample's JSON."""
    return store.load(evaluate.Truth, path).text if path.suffix == ".json" else ingest.read_text(path)


def repair_figures(score: evaluate.RepairScore) -> str:
    """The score of a repair on one line."""
    return (
        f"syllables {score.right}/{score.syllables} = {score.accuracy:.4f}  exact-case {score.exact_case:.4f}  "
        f"codes {score.codes_right}/{score.codes} = {score.codes_kept:.4f}  inserted {score.inserted}"
    )


def text_figures(score: evaluate.TextScore) -> str:
    """The score of a reading on one line."""
    return (
        f"cer {score.cer:.4f}  ser {score.ser:.4f}  found {score.found:.4f}  bare {score.bare:.4f}  "
        f"nums {score.numbers:.4f}  characters {score.characters}  words {score.words}"
    )
