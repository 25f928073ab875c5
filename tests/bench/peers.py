"""`python -m tests.bench.peers`: the same stripped text through vanthu and through other restorers of diacritics.

The peers live in an environment of their own, .venv-peers (`make bench-peers`), and get one line at a time, which is
how they take text; vanthu gets whole texts. Speed is syllables per second of processor time, so per core, after a
first line that loads the models. A line on which a peer fails counts as left stripped.
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.config import RepairOptions
from pipeline.evaluate import Truth
from pipeline.model_files import fingerprint
from pipeline.repair import load_models, repair_text
from pipeline.repair.letters import compose, strip
from pipeline.store import load
from tests.bench.repair_scores import words

ROOT = Path(__file__).parents[2]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
PEERS = ("pyvi", "underthesea")
FIRST = "Bao cao ket qua thuc hien nhiem vu cua xa"
METRICS = ("right %", "lines %", "per s", "failed")
NOTE = """right: syllables as in the truth, their case and the place of the tone mark aside; lines: those with no other;
per s: syllables per second of one core; failed: lines on which the program raised an exception, left stripped."""


@dataclass(frozen=True)
class Restored:
    """What a program made of lines, in how many seconds of processor time, and how many lines it failed on."""

    program: str
    version: str
    lines: tuple[str, ...]
    seconds: float
    failures: int


@dataclass(frozen=True)
class Score:
    """Counts of one program on one text."""

    syllables: int
    right: int
    lines: int
    right_lines: int


Row = dict[str, str]  # head of a column → what stands there


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description="Compare with other restorers.")
    parser.add_argument("corpus", nargs="?", type=Path, help="folder of plain UTF-8 *.txt (default: samples' truth)")
    parser.add_argument("--lines", type=int, metavar="N", help="only the first N lines of each text")
    options = parser.parse_args()
    texts = read_texts(options.corpus, options.lines)
    if not texts:
        parser.error(f"there is no *.txt in {options.corpus}")
    rows: list[Row] = []
    remarks: list[str] = []
    for name, truth in texts.items():
        stripped = [strip(line) for line in truth]
        made = [with_vanthu(stripped), *(with_peer(peer, stripped) for peer in PEERS)]
        found = [one if isinstance(one, str) else f"{one.program} {one.version}" for one in made]
        remarks += [remark for remark in found if remark not in remarks]
        rows.append(measured(name, truth, [one for one in made if isinstance(one, Restored)]))
        print(f"{name}: done", file=sys.stderr)
    print("\n".join([*table(rows), "", NOTE, *remarks]))
    return 0


def read_texts(corpus: Path | None, first: int | None) -> dict[str, list[str]]:
    """Lines with letters of every text, in one Unicode form."""
    if corpus:
        texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))}
    else:
        truths = [load(Truth, path) for path in sorted((ROOT / "samples" / "truth").glob("*.json"))]
        texts = {truth.name: truth.text.replace("\f", "\n") for truth in truths}
    return {name: [line for line in compose(text).split("\n") if words(line)][:first] for name, text in texts.items()}


def with_vanthu(stripped: list[str]) -> Restored:
    """Our own repair of the whole text."""
    models, options = load_models(), RepairOptions()
    repair_text(FIRST, models, options)
    start = time.process_time()
    text = repair_text("\n".join(stripped), models, options).text
    seconds = time.process_time() - start
    return Restored("vanthu", f"(models {fingerprint(models.folder)})", tuple(text.split("\n")), seconds, 0)


def with_peer(peer: str, stripped: list[str]) -> Restored | str:
    """A peer's restoration, made in the peers' environment; or why there is none."""
    command = [str(PEERS_PYTHON), str(Path(__file__).with_name("peer_process.py")), peer]
    task = json.dumps({"first": FIRST, "lines": stripped})
    done = subprocess.run(command, input=task, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{peer} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    told = json.loads(done.stdout)
    if "lacks" in told:
        return f"{peer} {told['version']} is not in the table: {told['lacks']}"
    return Restored(peer, told["version"], tuple(told["lines"]), told["seconds"], told["failures"])


def score(truth: list[str], made: tuple[str, ...]) -> Score:
    """Syllables: letter tokens, case and the place of the tone mark aside; a line is right with all of its own."""
    counts = [(words(line), words(other)) for line, other in zip(truth, made, strict=True)]
    return Score(
        syllables=sum(len(true) for true, _ in counts),
        right=sum(matching(true, got) for true, got in counts),
        lines=len(counts),
        right_lines=sum(true == got for true, got in counts),
    )


def matching(true: list[str], got: list[str]) -> int:
    """Words that stand in their place; along the best alignment where a program made more or fewer of them."""
    if len(true) == len(got):
        return sum(a == b for a, b in zip(true, got, strict=True))
    equal = [block for block in Levenshtein.opcodes(true, got) if block.tag == "equal"]
    return sum(block.src_end - block.src_start for block in equal)


def measured(name: str, truth: list[str], made: list[Restored]) -> Row:
    """A text as a row: each metric for each program, side by side."""
    counts = {one.program: score(truth, one.lines) for one in made}
    size = next(iter(counts.values()))
    row = {"text": name, "lines": f"{size.lines:,}", "syllables": f"{size.syllables:,}"}
    heads = [(metric, one) for metric in METRICS for one in made]
    return row | {f"{one.program} {metric}": told(metric, counts[one.program], one) for metric, one in heads}


def told(metric: str, count: Score, made: Restored) -> str:
    """One metric of one program, as a word of the table."""
    if metric == "right %":
        return f"{100 * count.right / count.syllables:.2f}"
    if metric == "lines %":
        return f"{100 * count.right_lines / count.lines:.1f}"
    return f"{count.syllables / made.seconds:,.0f}" if metric == "per s" else f"{made.failures:,}"


def table(rows: list[Row]) -> list[str]:
    """Rows as a Markdown table, readable as it is; the first column to the left, numbers to the right."""
    heads = list(rows[0])
    widths = [max(len(head), *(len(row[head]) for row in rows)) for head in heads]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = []
    for cells in [heads, rule, *([row[head] for head in heads] for row in rows)]:
        placed = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
        lines.append("| " + " | ".join([cells[0].ljust(widths[0]), *placed[1:]]) + " |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
