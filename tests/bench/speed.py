"""Speed of the repairer per core on reports of the generator that are not in samples/; its start-up and memory.

`python -m tests.bench.speed KIND` measures one kind in a process of its own and prints it as JSON. Time is processor
time from text to text, after a first text of another seed has had the code compiled; of three texts, none seen before,
that which other work on the machine disturbed least.
"""

import json
import resource
import subprocess
import sys
import time
from random import Random
from typing import NamedTuple

from pipeline.config import RepairOptions
from pipeline.repair import load_models, repair_text
from samples.generator.build import catalogue
from samples.generator.content import write_content
from samples.generator.form import lay_out
from samples.generator.mangle import Mangler, misread, strip_marks
from samples.generator.rows import rows_of
from samples.generator.scenario import draw_scenario

KINDS: dict[str, Mangler] = {"clean": lambda line, random: line, "stripped": strip_marks, "read as English": misread}
# Three texts; their seeds are not those of samples/: other agencies, words and figures.
SEEDS = (range(3000, 3012), range(3012, 3024), range(3024, 3036))
FIRST = 2999
LINE = "Bao cao ket qua thuc hien nhiem vu nam 2024 cua Uy ban nhan dan xa"
GOALS = {"stripped": 300_000, "read as English": 30_000}  # syllables a second
MEMORY_GOAL, START_GOAL = 400.0, 1.5  # MB; seconds


class Speed(NamedTuple):
    """Syllables of a text and the seconds that its repair took; the most memory of the process, in MB."""

    kind: str
    syllables: int
    seconds: float
    memory: float


def written(kind: str, seed: int) -> str:
    """A report of every sample's kind, from one seed."""
    lines, random = [], Random(seed)
    for entry in catalogue():
        galley = lay_out(write_content(draw_scenario(entry, seed), seed), entry.get("size", 14))
        lines += [KINDS[kind](row.text, random) for row in rows_of(galley, 1)]
    return "\n".join(lines) + "\n"


def measure(kind: str) -> Speed:
    """Repair in this process."""
    models, options = load_models(), RepairOptions()
    repair_text(written(kind, FIRST), models, options)
    taken = []
    for seeds in SEEDS:
        text = "".join(written(kind, seed) for seed in seeds)
        start = time.process_time()
        repair_text(text, models, options)
        taken.append((len(text.split()), time.process_time() - start))
    syllables, seconds = max(taken, key=lambda pair: pair[0] / pair[1])
    return Speed(kind, syllables, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def start_up() -> float:
    """Seconds from the command to the repaired line."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipeline", "repair"], input=LINE.encode(), check=True, capture_output=True)
    return time.perf_counter() - start


def as_table() -> str:
    """One line a kind; `!` where a goal is missed."""
    lines = ["repair           syllables  a second      MB"]
    for kind in KINDS:
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.speed", kind], check=True, capture_output=True, text=True
        )
        speed = Speed(**json.loads(told.stdout))
        rate = speed.syllables / speed.seconds
        missed = rate < GOALS.get(kind, 0) or speed.memory > MEMORY_GOAL
        lines.append(f"{kind:16} {speed.syllables:9,} {rate:9,.0f} {speed.memory:7.0f}{'  !' if missed else ''}")
    seconds = start_up()
    lines.append(f"one line, start-up counted: {seconds:.2f} s{'  !' if seconds > START_GOAL else ''}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])._asdict()))
