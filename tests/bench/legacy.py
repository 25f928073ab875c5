"""`python -m tests.bench.legacy FOLDER`: diacritic letters right in old documents and in text drawn from them.

FOLDER holds ENCODING__NAME.doc, .rtf, .xls, .pdf or .mangled.txt, and truth/ENCODING__NAME.txt in Unicode. Words are
paired along the whole text; a word that stands elsewhere in the output, as of a text box, is paired with one that is
left there. Then letters are: `right` whatever their case, `case` with it, `lost` where the word is not there at all.
Truth that was made from text without fonts does not know which letters a font made capitals.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.config import IngestOptions, RepairOptions
from pipeline.errors import InputError
from pipeline.evaluate.alignment import align_flow, gold_words, words
from pipeline.evaluate.spelling import tone_last
from pipeline.ingest import read_styled
from pipeline.repair import Models, load_models, repair_styled
from pipeline.repair.letters import MARKED

SUFFIXES = (".doc", ".rtf", ".xls", ".pdf", ".mangled.txt", ".ppt", ".docx", ".xlsx")
Pair = tuple[str, str | None]


@dataclass
class Score:
    """Diacritic letters of the truth: how many, right whatever their case, right with it, in words that are lost."""

    letters: int = 0
    right: int = 0
    case: int = 0
    lost: int = 0
    files: int = 0
    seconds: float = 0.0
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        """Add up."""
        for name in ("letters", "right", "case", "lost", "files", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong


def paired(truth: str, output: str) -> Iterator[Pair]:
    """Every true word with the word that stands for it, or None."""
    gold = [word for number, line in enumerate(truth.split("\n"), 1) for word in gold_words(number, line, literal=True)]
    pairs = align_flow(gold, [word for line in output.split("\n") for word in words(line)])
    spare = Counter(tone_last(got).lower() for true, got in pairs if true is None and got)
    for true, got in pairs:
        if true is not None:
            key = tone_last(true.text).lower()
            if got is None and spare[key]:
                spare[key] -= 1
                got = true.text
            yield true.text, got


def score(truth: str, output: str) -> Score:
    """Count the diacritic letters of the truth that the output has."""
    total = Score(files=1)
    for true, got in paired(truth, output):
        count = sum(char in MARKED for char in true)
        total.letters += count
        if got is None:
            total.lost += count
            continue
        right, case = kept(true.lower(), got.lower()), kept(true, got)
        total.right, total.case = total.right + right, total.case + case
        if right < count:
            total.wrong[true, got] += 1
    return total


def kept(true: str, got: str) -> int:
    """How many diacritic letters of a word another spelling has at their places."""
    if tone_last(true) == tone_last(got):
        return sum(char in MARKED for char in true)
    blocks = Levenshtein.opcodes(true, got)
    return sum(char in MARKED for b in blocks if b.tag == "equal" for char in true[b.src_start : b.src_end])


def measured(path: Path, truth: Path, models: Models) -> Score:
    """Repair a file as the command does, and score it."""
    start = time.process_time()
    styled = read_styled(path, IngestOptions().timeout_s)
    output = repair_styled(styled, models, RepairOptions()).text
    seconds = time.process_time() - start
    found = score(truth.read_text(encoding="utf-8"), output)
    found.seconds = seconds
    return found


def rows(scores: dict[str, Score]) -> Iterable[str]:
    """A table of scores."""
    yield f"{'':44} files  letters   right %   case %   lost %       s"
    for name, s in scores.items():
        shares = "".join(f"{100 * part / max(1, s.letters):9.3f}" for part in (s.right, s.case, s.lost))
        yield f"{name[:44]:44} {s.files:5} {s.letters:8} {shares} {s.seconds:7.1f}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", action="store_true", help="a row for every file, too")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the commonest mistakes of every kind")
    options = parser.parse_args()
    models = load_models()
    files: dict[str, Score] = {}
    kinds: dict[str, Score] = {}
    for path in sorted(p for p in options.folder.iterdir() if p.name.endswith(SUFFIXES)):
        suffix = next(s for s in SUFFIXES if path.name.endswith(s))
        try:
            found = measured(path, options.folder / "truth" / f"{path.name.removesuffix(suffix)}.txt", models)
        except InputError as error:
            print(error)
            continue
        files[path.name] = found
        encoding = path.name.split("__")[0]
        for kind in (f"{encoding} {suffix}", f"all {'text' if suffix.endswith('.txt') else 'drawn'}"):
            kinds.setdefault(kind, Score()).add(found)
    print("\n".join(rows(dict(sorted(files.items(), key=lambda item: item[1].right / max(1, item[1].letters))))) if options.files else "")
    print("\n".join(rows(dict(sorted(kinds.items())))))
    for kind, found in kinds.items() if options.worst else ():
        print(kind, ", ".join(f"{true} <- {got} {n}" for (true, got), n in found.wrong.most_common(options.worst)))


if __name__ == "__main__":
    main()
