"""Scores of the repair stage on texts that are not in the repository.

python tests/bench/repair_scores.py --clean FOLDER           *.txt, correct text, a paragraph a line
python tests/bench/repair_scores.py --scan SEEN GOLD.tsv     GOLD: LINE<TAB>text, a|b both right, * not scored
python tests/bench/repair_scores.py --pages FOLDER           NAME.truth.txt beside NAME.eng.txt and NAME.vie.txt
python tests/bench/repair_scores.py --pairs FILE.tsv ...     what was meant<TAB>what was seen, lines of scans
"""

import argparse
import re
import time
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.figure import Figure

from pipeline.config import RepairOptions
from pipeline.repair import Change, Models, Repaired, load_models, repair_text
from pipeline.repair.letters import compose, strip, tone_old

OPTIONS = RepairOptions()
BINS = 20
LEAST_WORDS = 30  # of a bin that is drawn
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


def judged_changes(truth: str, repaired: Repaired) -> list[tuple[float, bool]]:
    """The posterior of every changed word of a stripped text, and whether it is the word that stood there."""
    lines = truth.split("\n")
    judged = []
    for change in repaired.changes:
        meant = lines[change.line - 1][change.column - 1 : change.column - 1 + len(change.old)]
        judged.append((change.conf, tone_old(meant.lower()) == tone_old(change.new.lower())))
    return judged


def reliability(judged: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """For each twentieth of the posteriors: their mean, the share that was right, and how many they are."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for conf, right in judged:
        bins.setdefault(min(int(conf * BINS), BINS - 1), []).append((conf, right))
    return [
        (sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some))
        for _, some in sorted(bins.items())
    ]


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """The expected calibration error: the mean distance of posterior and share right, weighted by the words."""
    return sum(abs(conf - right) * size for conf, right, size in reliability(judged)) / max(1, len(judged))


def plot_reliability(curves: dict[str, list[tuple[float, bool]]], path: Path) -> None:
    """Draw posterior against share right, a line for each text."""
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.8")
    for name, judged in curves.items():
        points = [point for point in reliability(judged) if point[2] >= LEAST_WORDS]
        label = f"{name}: error {calibration_error(judged):.4f}"
        axes.plot([point[0] for point in points], [point[1] for point in points], marker="o", label=label)
    axes.set(xlabel="posterior of a restored word", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(path, dpi=110)


def score_clean(folder: Path, most: int, models: Models) -> dict[str, list[tuple[float, bool]]]:
    """Words right after a text lost all its marks, how true the posteriors are, and words changed when it had them."""
    curves = {}
    for path in sorted(folder.glob("*.txt")):
        text = compose(path.read_text(encoding="utf-8"))[:most]
        truth = words(text)
        start = time.process_time()
        restored = repair_text(strip(text), models, OPTIONS)
        seconds = time.process_time() - start
        changed = len(repair_text(text, models, OPTIONS).changes)
        right = sum(same(*lines) for lines in zip(text.split("\n"), restored.text.split("\n"), strict=True))
        curves[path.stem] = judged_changes(text, restored)
        print(
            f"{path.stem:10} stripped: {100 * right / len(truth):.2f} % of {len(truth)} syllables right, "
            f"{len(truth) / seconds:,.0f} a second, calibration error {calibration_error(curves[path.stem]):.4f}; "
            f"clean: {100 * changed / len(truth):.4f} % changed"
        )
    return curves


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


def judged_words(meant: str, seen: str, changes: Sequence[Change]) -> Iterator[tuple[float, bool]]:
    """The posterior of every changed word of a line of a scan, and whether that word was meant, where as many pieces
    were seen as meant."""
    places = [match.start() for match in re.finditer(r"\S+", seen)]
    truth = meant.split()
    for change in changes:
        if len(truth) == len(places) and change.reason not in ("split", "join"):
            near = words(truth[bisect(places, change.column - 1) - 1])
            yield change.conf, set(words(change.new)) <= set(near)


def score_pairs(path: Path, models: Models) -> list[tuple[float, bool]]:
    """Words right of lines of scans before and after, and how true the posteriors of the changed ones are."""
    rows = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    meant, seen = ([compose(row[column]) for row in rows] for column in (0, 1))
    repaired = repair_text("\n".join(seen), models, OPTIONS)
    total = sum(len(words(line)) for line in meant)
    changes: dict[int, list[Change]] = {}
    for change in repaired.changes:
        changes.setdefault(change.line - 1, []).append(change)
    judged = [pair for n, found in changes.items() for pair in judged_words(meant[n], seen[n], found)]
    shares = [100 * sum(map(same, meant, lines)) / total for lines in (seen, repaired.text.split("\n"))]
    print(
        f"{path.stem:10} {shares[0]:.2f} → {shares[1]:.2f} % of {total} words right, calibration error "
        f"{calibration_error(judged):.4f} of {len(judged)} changed words"
    )
    return judged


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--clean", type=Path, metavar="FOLDER")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw the reliability of --clean")
    parser.add_argument("--most", type=int, default=10**9, help="characters of each clean text")
    parser.add_argument("--scan", type=Path, nargs=2, metavar=("SEEN", "GOLD"))
    parser.add_argument("--pages", type=Path, metavar="FOLDER")
    parser.add_argument("--pairs", type=Path, nargs="+", metavar="FILE.tsv", default=[])
    options = parser.parse_args()
    start = time.perf_counter()
    models = load_models(options.models)
    repair_text("Bao cao ket qua thuc hien nhiem vu cua xa", models, OPTIONS)
    print(f"models and first line: {time.perf_counter() - start:.2f} s")
    if options.clean:
        curves = score_clean(options.clean, options.most, models)
        if options.plot:
            plot_reliability(curves, options.plot)
    if options.scan:
        score_scan(*options.scan, models)
    if options.pages:
        score_pages(options.pages, models)
    judged = [pair for path in options.pairs for pair in score_pairs(path, models)]
    if judged:
        print(f"all pairs: calibration error {calibration_error(judged):.4f} of {len(judged)} changed words")


if __name__ == "__main__":
    main()
