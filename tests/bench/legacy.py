"""`python -m tests.bench.legacy FOLDER`: diacritic letters right in old documents and in text drawn from them.

FOLDER holds ENCODING__NAME.doc, .rtf, .xls, .pdf or .mangled.txt, and truth/ENCODING__NAME.txt in Unicode. Words are
paired along the whole text; a word that stands elsewhere in the output, as of a text box, is paired with one that is
left there. Then letters are: `right` whatever their case, `case` with it, `lost` where the word is not there at all.
Truth that was made from text without fonts does not know which letters a font made capitals, nor what was marked as
deleted, which it has and we leave out: files with such passages have a row of their own.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
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


@dataclass
class Score:
    """Diacritic letters of the truth: how many, right whatever their case, right with it, in words that are lost."""

    letters: int = 0
    right: int = 0
    case: int = 0
    lost: int = 0
    files: int = 0
    seconds: float = 0.0
    deleted: bool = False  # passages are left out that were marked so
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        """Add up."""
        for name in ("letters", "right", "case", "lost", "files", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong


def regions(truth: str, output: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words of both texts in order: in turns those that are equal, whatever their case, and those that are not."""
    truth, output = truth.replace("|", " "), output.replace("|", " ")  # rules of tables, as text readers draw them
    pairs = align_flow(gold_words(1, truth, literal=True), words(output))
    for _, group in groupby(pairs, key=lambda pair: pair[0] is not None and pair[0].accepts(pair[1])):
        found = list(group)
        yield [true.text for true, _ in found if true], [got for _, got in found if got]


def folded(word: str) -> str:
    """A word whatever its case and the place of its tone mark."""
    return tone_last(word).lower()


def score(truth: str, output: str) -> Score:
    """Count the diacritic letters of the truth that the output has; where words are parted does not matter."""
    total = Score(files=1)
    found = list(regions(truth, output))
    spare = Counter(folded(word) for true, got in found if [*map(folded, true)] != [*map(folded, got)] for word in got)
    for true, got in found:
        same, same_case = kept(true, got, str.lower), kept(true, got, str)
        for word, right, case in zip(true, same, same_case, strict=True):
            letters = sum(char in MARKED for char in word)
            if right < letters and spare[folded(word)]:
                spare[folded(word)] -= 1
                right, case = letters, letters
            total.letters, total.right, total.case = total.letters + letters, total.right + right, total.case + case
            total.lost += letters if not got else 0
            if right < letters:
                total.wrong[word, " ".join(got)[:30]] += 1
    return total


def kept(true: list[str], got: list[str], form: Callable[[str], str]) -> list[int]:
    """How many diacritic letters of every true word the output's letters have at their places."""
    seen, made = "".join(map(form, true)), "".join(map(form, got))
    if tone_last(seen) == tone_last(made):
        return [sum(char in MARKED for char in word) for word in true]
    blocks = Levenshtein.opcodes(seen, made)
    places = {at for b in blocks if b.tag == "equal" for at in range(b.src_start, b.src_end) if seen[at] in MARKED}
    counts, at = [], 0
    for word in true:
        counts.append(sum(place in places for place in range(at, at + len(word))))
        at += len(word)
    return counts


def measured(path: Path, truth: Path, models: Models) -> Score:
    """Repair a file as the command does, and score it."""
    start = time.process_time()
    styled = read_styled(path, IngestOptions().timeout_s)
    output = repair_styled(styled, models, RepairOptions()).text
    seconds = time.process_time() - start
    found = score(truth.read_text(encoding="utf-8"), output)
    found.seconds = seconds
    found.deleted = any("deleted" in sentence for sentence in styled.unread)
    return found


def rows(scores: dict[str, Score]) -> Iterable[str]:
    """A table of scores."""
    yield f"{'':44} files  letters   right %   case %   lost %       s"
    for name, s in scores.items():
        shares = "".join(f"{100 * part / max(1, s.letters):9.3f}" for part in (s.right, s.case, s.lost))
        yield f"{name[:44]:44} {s.files:5} {s.letters:8} {shares} {s.seconds:7.1f}"


def measure(folder: Path, models: Models) -> dict[str, Score]:
    """The score of every file, by its name. A file that cannot be read is said and left out."""
    files: dict[str, Score] = {}
    for path in sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES)):
        name = path.name.removesuffix(suffix_of(path.name))
        try:
            files[path.name] = measured(path, folder / "truth" / f"{name}.txt", models)
        except InputError as error:
            print(error)
    return files


def suffix_of(name: str) -> str:
    """The end of a file's name that says what it is."""
    return next(suffix for suffix in SUFFIXES if name.endswith(suffix))


def by_kind(files: dict[str, Score]) -> dict[str, Score]:
    """The scores of all text, of all text that was drawn from documents, and of every encoding and format."""
    kinds: dict[str, Score] = {}
    for name, found in files.items():
        suffix = suffix_of(name)
        kind = "all text" if suffix.endswith(".txt") else "all drawn"
        rows_of = ["with deleted passages"] if found.deleted else [kind, f"{name.split('__')[0]} {suffix}"]
        for row in rows_of:
            kinds.setdefault(row, Score()).add(found)
    return dict(sorted(kinds.items()))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", action="store_true", help="a row for every file, the worst first")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="the N commonest mistakes of every row")
    options = parser.parse_args()
    files = measure(options.folder, load_models())
    worst_first = sorted(files.items(), key=lambda item: item[1].right / max(1, item[1].letters))
    for scores in ([dict(worst_first)] if options.files else []) + [by_kind(files)]:
        print("\n".join(rows(scores)))
        for name, found in scores.items() if options.worst else ():
            told = (f"{true} <- {got} {n}" for (true, got), n in found.wrong.most_common(options.worst))
            print(f"{name}: {', '.join(told)}")


if __name__ == "__main__":
    main()
