"""A trigram model to the files that `pipeline.repair.language` maps into memory."""

from pathlib import Path

import numpy as np

from models.build.kneser_ney import MASK, SHIFT, Trigrams
from models.build.vocabulary import Vocabulary
from pipeline.repair.language import BACKOFF_STEP, FAMILY, LOGP_STEP


def _bytes(logs: np.ndarray, step: float) -> np.ndarray:
    return np.clip(np.rint(-logs / step), 0, 255).astype(np.uint8)


def _first_children(model: Trigrams) -> tuple[np.ndarray, np.ndarray]:
    """Where the trigrams of each bigram begin, as a 32-bit start per family and a 16-bit step from it."""
    first = np.searchsorted(model.triples >> SHIFT, np.append(model.pairs, np.iinfo(np.int64).max))
    starts = first[::FAMILY]
    steps = first - starts[np.arange(len(first)) // FAMILY]
    if steps.max() > MASK:
        raise ValueError("a family of bigrams has more than 65535 trigrams: make FAMILY smaller")
    return starts.astype(np.uint32), steps.astype(np.uint16)


def write_language(model: Trigrams, vocabulary: Vocabulary, folder: Path) -> None:
    """Write words.txt and one .npy file per array."""
    folder.mkdir(parents=True, exist_ok=True)
    starts, steps = _first_children(model)
    arrays = {
        "unigram": model.unigram.astype(np.float32),
        "unigram_backoff": model.unigram_backoff.astype(np.float32),
        "group_start": vocabulary.starts,
        "pair_row": np.searchsorted(model.pairs >> SHIFT, np.arange(len(vocabulary.words) + 1)).astype(np.uint32),
        "pair_word": (model.pairs & MASK).astype(np.uint16),
        "pair_logp": _bytes(model.pair_logp, LOGP_STEP),
        "pair_backoff": _bytes(model.pair_backoff, BACKOFF_STEP),
        "family_start": starts,
        "pair_first": steps,
        "triple_word": (model.triples & MASK).astype(np.uint16),
        "triple_logp": _bytes(model.triple_logp, LOGP_STEP),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    # The first word is the line boundary, which a list of lines cannot hold.
    (folder / "words.txt").write_text("\n".join(vocabulary.words[1:]), encoding="utf-8", newline="\n")
