"""The words of the command line: verbs, options, help."""

import argparse
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from pipeline.errors import ExitCode

EXIT_CODES = """exit codes:
  0  all went well                       4  a program, language pack or model is missing
  1  a bug of ours                       5  partial success: some documents or pages failed
  2  wrong words on the command line     6  no document succeeded, for several reasons
  3  an input cannot be used             130  stopped by Ctrl-C; what is finished is kept
"""


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


def when_asked(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """A verb whose module is imported when it is run: to repair a line must not wait for spaCy."""

    def verb(arguments: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"pipeline.cli.{module}"), name)(arguments)
        return code

    return verb


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
        help="text, .doc(x), .rtf, .xls(x), .ppt or PDF; - reads plain text from stdin (default)",
    )
    one.add_argument("-o", "--output", metavar="FILE", type=Path, help="write here instead of stdout")
    one.add_argument(
        "--changes", metavar="FILE.csv", type=Path, help="list every change and doubt: where, what, why, how sure"
    )
    least = "leave a word as it is where a better reading is less probable (0 to 1; default: by the kind of damage)"
    one.add_argument("--threshold", metavar="P", type=probability, help=least)
    one.add_argument("--tones", choices=("old", "new"), help="put all tone marks so: hòa, thúy or hoà, thuý")
    one.add_argument("--html", metavar="FILE.html", type=Path, help="both texts side by side, for people")
    one.set_defaults(verb=when_asked("repairing", "repair_verb"))
    evaluation(verbs)
    add_verb(verbs, "check", "programs, language packs, models: what is there", "").set_defaults(
        verb=when_asked("checking", "check_verb")
    )
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
    verb.set_defaults(verb=when_asked("measuring", "evaluate_verb"))


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
        "--kpis", metavar="FILE.toml", type=Path, help="your own indicators and units, beside ours (CONTRIBUTING.md)"
    )
    verb.add_argument("--force", action="store_true", help="convert again what is already there")
    seen = "overlay/: a picture of every page with its words by confidence, zones, seals and tables"
    verb.add_argument("--overlay", action="store_true", help=seen)
    verb.add_argument("--keep-images", action="store_true", help="images/: every page as each cleaning step left it")
    verb.add_argument("--no-clean", action="store_true", help="read pages as they come, without any cleaning step")
    exports(verb)
    verb.set_defaults(verb=when_asked("batches", name))


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
