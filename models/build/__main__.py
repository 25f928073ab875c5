"""Build all model files from plain text: python -m models.build CORPUS... -o models [--only language|channels].

CORPUS is a file, or a folder of *.txt files. A corpus file is UTF-8, correct Vietnamese, one paragraph a line; the part
of its name before the first hyphen is its domain (legal-, admin-, news-, wiki-, general-). The channels are learnt from
lines drawn from the corpora, printed with the fonts of `render.py` and read by Tesseract, which must be installed with
`eng` and `vie`.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.build import confusions, corpus, kneser_ney, pruning, render, trie, vocabulary
from models.build.known import known_text
from pipeline.repair.letters import compose

# Weights found on dev: reports are written like laws and administrative texts, but most text is news.
WEIGHTS = {"admin": 3.0, "legal": 1.5, "general": 3.0, "wiki": 1.2, "formulas": 200.0}
BYTES = 57_300_000  # for n-grams; the vocabulary and the channels take 0.4 MB more
CHANNELS = {"foreign": "eng", "vietnamese": "vie"}
LINES = 5500  # printed and read for each channel


def language_model(paths: list[Path], folder: Path) -> None:
    """Count the corpora and write the trigram model."""
    types = corpus.Types()
    streams: dict[str, list[np.ndarray]] = {}
    for path in paths:
        streams.setdefault(path.name.split("-")[0], []).append(corpus.encode_file(path, types))
    for name, lines in known_text().items():
        streams[name] = [corpus.encode(lines, types)]
    counts = sum(np.bincount(part, minlength=len(types.numbers)) for parts in streams.values() for part in parts)
    words = list(types.numbers)
    named = frozenset(words[number] for number in np.unique(streams["places"][0]))
    chosen = vocabulary.choose(words, np.asarray(counts), named)
    numbers = {word: number for number, word in enumerate(chosen.words)}
    remap = np.array([numbers.get(word, vocabulary.UNKNOWN) for word in types.numbers], np.uint16)

    def weighted() -> Iterator[tuple[np.ndarray, float]]:
        for domain in list(streams):
            yield remap[np.concatenate(streams.pop(domain))], WEIGHTS.get(domain, 1.0)

    triples = kneser_ney.count_triples(weighted())
    trie.write_language(kneser_ney.estimate(triples, len(chosen.words), pruning.within(BYTES)), chosen, folder)


def sample_lines(paths: list[Path], number: int, seed: int) -> list[str]:
    """Lines of 5 to 17 words from all corpora, one in fourteen in capitals, as headings are."""
    rng, lines = random.Random(seed), []
    for path in paths:
        paragraphs = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 20]
        for words in rng.sample(paragraphs, min(len(paragraphs), 1 + number // len(paths))):
            start = rng.randrange(max(1, len(words) - 10))
            line = " ".join(words[start : start + rng.randint(8, 17)])[:85].rsplit(" ", 1)[0]
            lines.append(line.upper() if rng.random() < 1 / 14 else line)
    rng.shuffle(lines)
    return lines[:number]


def channel_model(pairs: list[tuple[str, str]], path: Path, vietnamese: bool) -> None:
    """Learn a channel from (meant, seen) lines and write it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    learnt = confusions.learn([(compose(a), compose(b)) for a, b in pairs])
    confusions.write_channel(confusions.with_lost_marks(learnt) if vietnamese else learnt, path)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m models.build", description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("models"))
    parser.add_argument("--only", choices=("language", "channels"), help="build only this part")
    options = parser.parse_args()
    found = [sorted(path.glob("*.txt")) if path.is_dir() else [path] for path in options.corpora]
    paths = [path for files in found for path in files]
    if not paths or not all(path.is_file() for path in paths):
        parser.error(f"no plain text in {' '.join(map(str, options.corpora))}: give *.txt files or a folder of them")
    if options.only != "channels":
        language_model(paths, options.out / "language")
    if options.only != "language":
        lines = sample_lines(paths, LINES, seed=7)
        for name, language in CHANNELS.items():
            pairs = list(render.pairs(lines, language, seed=11))
            channel_model(pairs, options.out / "channels" / f"{name}.npz", language == "vie")


if __name__ == "__main__":
    main()
