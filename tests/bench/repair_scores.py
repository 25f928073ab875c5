"""Scores of the repair stage on texts that are not in the repository.

python tests/bench/repair_scores.py --clean FOLDER           *.txt, correct text, a paragraph a line
python tests/bench/repair_scores.py --scan SEEN GOLD.tsv     GOLD: LINE<TAB>text, a|b both right, * not scored
python tests/bench/repair_scores.py --pages FOLDER           NAME.truth.txt beside NAME.eng.txt and NAME.vie.txt
"""

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from pipeline.config import RepairOptions
from pipeline.repair import Models, load_models, repair_text
from pipeline.repair.letters import compose, strip, tone_old

OPTIONS = RepairOptions()
WORD = re.compile(r"[^\W\d_]+")
EDGES = " \t.,;:!?\"“”‘’'()[]{}…*|•"


def words(text: str) -> list[str]:
    """Letter runs in lower case, tones in the old place."""
    return [tone_old(word) for word in WORD.findall(compose(text).lower())]


def pieces(text: str) -> list[str]:
    """What white space parts, without punctuation at the edges."""
    return [tone_old(piece.lower()) for piece in (part.strip(EDGES) for part in compose(text).split()) if piece]


def distance(meant: list[str], seen: list[str]) -> int:
    """Levenshtein distance over pieces; a meant "a|b" is either, "*" is anything."""
    row = list(range(len(seen) + 1))
    for i, want in enumerate(meant, 1):
        before, row[0] = row[0], i
        either = want.split("|")
        for j, got in enumerate(seen, 1):
            wrong = 0 if want == "*" or got in either else 1
            before, row[j] = row[j], min(before + wrong, row[j] + 1, row[j - 1] + 1)
    return row[-1]


def same(meant: str, got: str) -> int:
    """How many words of a line are right."""
    truth, found = words(meant), words(got)
    if len(truth) == len(found):
        return sum(a == b for a, b in zip(truth, found, strict=True))
    return len(truth) - distance(truth, found)


def score_clean(folder: Path, most: int, models: Models) -> None:
    """Words right after a text lost all its marks, and words changed when it had them all."""
    for path in sorted(folder.glob("*.txt")):
        text = compose(path.read_text(encoding="utf-8"))[:most]
        truth = words(text)
        start = time.process_time()
        restored = repair_text(strip(text), models, OPTIONS).text
        seconds = time.process_time() - start
        changed = len(repair_text(text, models, OPTIONS).changes)
        right = sum(same(*lines) for lines in zip(text.split("\n"), restored.split("\n"), strict=True))
        print(
            f"{path.stem:10} stripped: {100 * right / len(truth):.2f} % of {len(truth)} syllables right, "
            f"{len(truth) / seconds:,.0f} a second; clean: {100 * changed / len(truth):.4f} % changed"
        )


def score_scan(seen: Path, gold: Path, models: Models) -> None:
    """Word errors of a scan against gold, line by line, before and after."""
    text = seen.read_text(encoding="utf-8")
    lines = {"before": text.split("\n"), "after": repair_text(text, models, OPTIONS).text.split("\n")}
    rows = [row.split("\t", 1) for row in gold.read_text(encoding="utf-8").splitlines()]
    for when, got in lines.items():
        wrong = sum(distance(pieces(meant), pieces(got[int(line) - 1])) for line, meant in rows)
        total = sum(len(pieces(meant)) for _, meant in rows)
        print(f"{seen.stem}: {when} repair {100 * (1 - wrong / total):.2f} % of {total} words right")


def score_pages(folder: Path, models: Models) -> None:
    """Word errors and lost words of pages read by each engine, before and after; digits must not change in `vie`."""
    for engine in ("eng", "vie"):
        tally: Counter[str] = Counter()
        for path in sorted(folder.glob(f"*.{engine}.txt")):
            seen = path.read_text(encoding="utf-8")
            after = repair_text(seen, models, OPTIONS).text
            truth = pieces(path.with_name(path.name.replace(f".{engine}.", ".truth.")).read_text(encoding="utf-8"))
            tally["words"] += len(truth)
            for when, text in (("before", seen), ("after", after)):
                tally[when] += distance(truth, pieces(text))
                tally[f"lost {when}"] += (Counter(truth) - Counter(pieces(text))).total()
            tally["digits changed"] += re.findall(r"\d+", seen) != re.findall(r"\d+", after)
        print(engine, ", ".join(f"{name} {count}" for name, count in tally.items()))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--clean", type=Path, metavar="FOLDER")
    parser.add_argument("--most", type=int, default=10**9, help="characters of each clean text")
    parser.add_argument("--scan", type=Path, nargs=2, metavar=("SEEN", "GOLD"))
    parser.add_argument("--pages", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    start = time.perf_counter()
    models = load_models(options.models)
    repair_text("Bao cao ket qua thuc hien nhiem vu cua xa", models, OPTIONS)
    print(f"models and first line: {time.perf_counter() - start:.2f} s")
    if options.clean:
        score_clean(options.clean, options.most, models)
    if options.scan:
        score_scan(*options.scan, models)
    if options.pages:
        score_pages(options.pages, models)


if __name__ == "__main__":
    main()
