"""The command `vanthu`: its verbs, what they print, and their exit codes."""

import argparse
import csv
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from pipeline import batch, check, evaluate, export, ingest, repair, store
from pipeline.batch.run import tasks_for, tools
from pipeline.config import Config, RepairOptions, read_config
from pipeline.document import Document
from pipeline.errors import ExitCode, PipelineError, UsageError
from pipeline.report import Report
from pipeline.styled import StyledText

EXIT_CODES = """exit codes:
  0  all went well                       4  a program, language pack or model is missing
  1  a bug of ours                       5  partial success: some documents or pages failed
  2  wrong words on the command line     6  no document succeeded, for several reasons
  3  an input cannot be used             130  stopped by Ctrl-C; what is finished is kept
"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code. Results go to stdout or files, talk goes to stderr."""
    arguments = parser().parse_args(words)
    try:
        code: int = arguments.verb(arguments)
        sys.stdout.flush()
    except PipelineError as error:
        say(f"vanthu: {error}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        say("vanthu: stopped. What is finished is kept; the same command goes on from there.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    return code


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


def repair_settings(arguments: argparse.Namespace) -> RepairOptions:
    """The settings of a repair, those of the command line over those of the file."""
    options = settings(arguments).repair
    if arguments.threshold is not None:
        options = replace(options, threshold=arguments.threshold, least=arguments.threshold)
    return replace(options, tones=arguments.tones) if arguments.tones else options


def changes_csv(repaired: repair.Repaired) -> str:
    """Every change on a line: where, what, why, how sure; and every doubtful word, with what else it may be."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("line", "column", "old", "new", "reason", "confidence", "alternatives"))
    for c in repaired.told:
        others = "|".join(f"{text} {share:.3f}" for text, share in c.alternatives)
        writer.writerow((c.line, c.column, c.old, c.new, c.reason, f"{c.conf:.3f}", others))
    return sheet.getvalue()


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


def check_verb(arguments: argparse.Namespace) -> int:
    """Say what is installed and what to do about what is not."""
    parts = check.inspect()
    for part in parts:
        print(f"{'ok' if part.found else 'MISSING':8}{part.name:24}{part.version or part.cure}")
    return int(ExitCode.OK if all(part.found for part in parts) else ExitCode.MISSING)


def settings(arguments: argparse.Namespace) -> Config:
    """The settings of the file named by --config, or the defaults; what the command line says goes before both."""
    config = read_config(arguments.config) if arguments.config else Config()
    said = {name: getattr(arguments, name, None) for name in ("excel", "xlsx", "plot", "language")}
    config = replace(config, export=replace(config.export, **{name: value for name, value in said.items() if value}))
    export.load_wording(config.export.language)  # an unknown language is said once, before the work
    return config


def with_options(config: Config, arguments: argparse.Namespace) -> Config:
    """The settings with what the command line turns on or off; it goes before the file."""
    images = config.images
    images = replace(images, overlay=images.overlay or arguments.overlay, steps=images.steps or arguments.keep_images)
    cleaning = replace(config.clean, enabled=config.clean.enabled and not arguments.no_clean)
    parsing = replace(config.parse, kpis=str(arguments.kpis.resolve())) if arguments.kpis else config.parse
    return replace(config, images=images, clean=cleaning, parse=parsing)


def writable_folder(path: Path) -> Path:
    """Make the output folder. Raises UsageError where that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be made a folder: {error.strerror}.", "Give another one with -o.") from error
    return path


def write(path: Path, text: str) -> None:
    """Write a text. Raises UsageError where that cannot be done."""
    try:
        store.write_text(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error


def say(message: str) -> None:
    """Talk goes to stderr."""
    print(message, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """argparse with our exit code and a message that ends in the cure."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on one line."""
        self.exit(int(ExitCode.USAGE), f"{self.prog}: {message}. See '{self.prog} --help'.\n")


def count(text: str) -> int:
    """A whole number from 1 on."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def probability(text: str) -> float:
    """A number from 0 to 1."""
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError(text)
    return number


def parser() -> argparse.ArgumentParser:
    """All verbs with their options and a runnable example each."""
    top = Parser(prog="vanthu", description="Scanned Vietnamese government reports into correct text and figures.")
    top.epilog, top.formatter_class = EXIT_CODES, argparse.RawDescriptionHelpFormatter
    verbs = top.add_subparsers(metavar="VERB", required=True, parser_class=Parser)
    batch_verb(verbs, "convert", "PDFs, images or folders of them → text, words with boxes, CSV", "samples -o out")
    batch_verb(
        verbs, "extract", "texts, old documents or scans → the same CSV files", "samples/export-mangled.txt -o out"
    )
    one = add_verb(
        verbs,
        "repair",
        "mangled text → correct text, line for line; of old documents too",
        "samples/export-mangled.txt",
    )
    one.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help="text, .doc, .rtf, .xls or PDF; - reads plain text from stdin (default)",
    )
    one.add_argument("-o", "--output", metavar="FILE", type=Path, help="write here instead of stdout")
    one.add_argument(
        "--changes", metavar="FILE.csv", type=Path, help="list every change and doubt: where, what, why, how sure"
    )
    least = "leave a word as it is where a better reading is less probable (0 to 1; default: by the kind of damage)"
    one.add_argument("--threshold", metavar="P", type=probability, help=least)
    one.add_argument("--tones", choices=("old", "new"), help="put all tone marks so: hòa, thúy or hoà, thuý")
    one.add_argument("--html", metavar="FILE.html", type=Path, help="both texts side by side, for people")
    one.set_defaults(verb=repair_verb)
    evaluation(verbs)
    add_verb(verbs, "check", "programs, language packs, models: what is there", "").set_defaults(verb=check_verb)
    return top


def evaluation(verbs: "argparse._SubParsersAction[Parser]") -> None:
    """`evaluate` takes what is true first, then the output in question."""
    files = "samples/truth/export-mangled.json samples/export-mangled.txt"
    verb = add_verb(verbs, "evaluate", "how right an output is, beside what is true", f"repair {files} --worst 10")
    verb.description = """How right an output is, beside what is true.

repair   syllables right (whatever their case; with it), numbers and codes right, words too many; line by
         line where the lines correspond, else along the whole text
text     cer, ser: edits per character, per word; found: share of syllables that occur, whatever the
         order; bare: the same without diacritics; nums: share of words with a digit that occur
figures  metadata, sections, citations, figures (strict: also period, scope, comparison, kind), cells and
         checks: right of expected and found, precision, recall, F1; values that no true figure has"""
    verb.add_argument("what", choices=("repair", "text", "figures"), help="what is measured")
    truth = "plain text; lines of LINE<TAB>text, where a|b accepts either and * anything; or a sample's .json; for "
    verb.add_argument("truth", metavar="TRUTH", type=Path, help=f"{truth}figures a .toml as in README.md, or a .json")
    verb.add_argument(
        "output", metavar="OUTPUT", type=Path, help="the text in question; for figures a document's folder"
    )
    verb.add_argument("--worst", metavar="N", type=count, default=0, help="list N mistakes, of texts the commonest")
    verb.add_argument("--flow", action="store_true", help="repair: along the whole text, whatever its lines")
    verb.set_defaults(verb=evaluate_verb)


def add_verb(verbs: "argparse._SubParsersAction[Parser]", name: str, what: str, example: str) -> Parser:
    """A verb with its help and an example that runs in a checkout."""
    verb = verbs.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = f"example:\n  vanthu {name} {example}".rstrip() + f"\n\n{EXIT_CODES}"
    verb.add_argument("--config", metavar="FILE.toml", type=Path, help="settings of the stages")
    return verb


def batch_verb(verbs: "argparse._SubParsersAction[Parser]", name: str, what: str, example: str) -> None:
    """`convert` and `extract` differ only in what they look for in folders."""
    verb = add_verb(verbs, name, what, example)
    verb.add_argument("inputs", metavar="INPUT", nargs="+", type=Path, help="files, or folders searched recursively")
    verb.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="folder for the results")
    cores = os.cpu_count() or 1
    verb.add_argument("--jobs", metavar="N", type=count, default=cores, help=f"processes (default: cores, {cores})")
    verb.add_argument(
        "--kpis", metavar="FILE.toml", type=Path, help="your own indicators, beside ours (CONTRIBUTING.md)"
    )
    verb.add_argument("--force", action="store_true", help="convert again what is already there")
    seen = "overlay/: a picture of every page with its words by confidence, zones, seals and tables"
    verb.add_argument("--overlay", action="store_true", help=seen)
    verb.add_argument("--keep-images", action="store_true", help="images/: every page as each cleaning step left it")
    verb.add_argument("--no-clean", action="store_true", help="read pages as they come, without any cleaning step")
    exports(verb)
    verb.set_defaults(verb=convert if name == "convert" else extract)


def exports(verb: Parser) -> None:
    """What to write beside the plain files; what is already converted is only written anew."""
    group = verb.add_argument_group("files for people")
    group.add_argument(
        "--excel", action="store_true", help="CSV for Excel with Vietnamese settings: BOM, ';', decimal comma"
    )
    group.add_argument(
        "--xlsx", action="store_true", help="workbooks: report.xlsx of each document, reports.xlsx of all"
    )
    group.add_argument("--plot", action="store_true", help="charts.png of each document, charts/ over time")
    group.add_argument("--lang", dest="language", choices=("vi", "en"), help="words of flags and issues (default: en)")
