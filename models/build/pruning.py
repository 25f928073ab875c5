"""Which n-grams a model file of a given size should hold."""

from collections.abc import Callable

import numpy as np

PAIR_BYTES, TRIPLE_BYTES = 6.5, 3.0  # what one takes in the files that `trie.write_language` writes
DEAREST = 20.0  # log of a price of a byte at which nothing is worth it; at its inverse, everything that gains
STEPS = 24  # halvings of the range of prices

# The gains of the trigrams, the bigram that each continues, the gains of the bigrams -> what is kept of both.
Keep = Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def _worth(price: float, triple_gain: np.ndarray, context: np.ndarray, pair_gain: np.ndarray) -> tuple:
    """What is worth its bytes: a bigram when it and its own worthy trigrams gain more than they cost together."""
    triples = triple_gain > TRIPLE_BYTES * price
    surplus = np.bincount(context[triples], triple_gain[triples] - TRIPLE_BYTES * price, len(pair_gain))
    pairs = pair_gain + surplus > PAIR_BYTES * price
    return triples & pairs[context], pairs


def within(size: float) -> Keep:
    """Keep what gains most in `size` bytes; a trigram needs the bigram that it continues (Lagrange's method)."""

    def keep(triple_gain: np.ndarray, context: np.ndarray, pair_gain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        low, high = -DEAREST, DEAREST
        for _ in range(STEPS):
            middle = (low + high) / 2
            triples, pairs = _worth(np.exp(middle), triple_gain, context, pair_gain)
            fits = PAIR_BYTES * pairs.sum() + TRIPLE_BYTES * triples.sum() <= size
            low, high = (low, middle) if fits else (middle, high)
        return _worth(np.exp(high), triple_gain, context, pair_gain)

    return keep
