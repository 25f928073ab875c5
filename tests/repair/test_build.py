"""Training and decoding on a toy corpus, against sums that can be done by brute force."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from models.build import confusions, corpus, kneser_ney, trie, vocabulary
from pipeline.repair.channel import load_channel
from pipeline.repair.language import BOUNDARY, Language, load_language
from pipeline.repair.lattice import best_path, follow
from pipeline.repair.letters import strip
from pipeline.repair.restore import posteriors

LINES = [
    "xã báo cáo kết quả, xã bao cao",
    "kết quả của xã là quả cao 12",
    "bảo cáo xã, báo cáo kết quả cao",
    "xa xã báo quả, bao la kết quả",
] * 3


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    types = corpus.Types()
    stream = corpus.encode(LINES, types)
    chosen = vocabulary.choose(list(types.numbers), 200 * np.bincount(stream, minlength=len(types.numbers)))
    numbers = {word: number for number, word in enumerate(chosen.words)}
    remap = np.array([numbers[word] for word in types.numbers], np.uint16)
    model = kneser_ney.estimate(kneser_ney.count_triples([(remap[stream], 2.0)]), len(chosen.words), 30, 40)
    folder = tmp_path_factory.mktemp("language")
    trie.write_language(model, chosen, folder)
    return load_language(folder)


def chain(language: Language, words: tuple[int, ...]) -> float:
    """The log probability of words between two boundaries."""
    pair, last, total = -1, BOUNDARY, 0.0
    for word in (*words, BOUNDARY):
        logp, pair = follow(pair, last, word, language.tables)
        total, last = total + logp, word
    return total


@pytest.mark.parametrize("before", [(), ("xã",), ("báo", "cáo"), ("kết", "quả"), ("bao", "12"), ("cao", "xa")])
def test_probabilities_sum_to_one(language: Language, before: tuple[str, ...]) -> None:
    pair, last = -1, BOUNDARY
    for word in (language.numbers.get(word, language.numbers["0"]) for word in before):
        _, pair = follow(pair, last, word, language.tables)
        last = word
    total = sum(np.exp(follow(pair, last, word, language.tables)[0]) for word in range(len(language.words)))
    assert total == pytest.approx(1, abs=0.06)  # eight bits for each logarithm


def test_forms_are_grouped_by_their_letters(language: Language) -> None:
    assert set(language.forms("bao")) == {"báo", "bao", "bảo"}
    assert language.forms("gi") == ()
    for group, number in language.groups.items():
        start, end = language.group_start[number : number + 2].tolist()
        assert {strip(word) for word in language.words[start:end]} == {group}


def test_posteriors_are_exact(language: Language) -> None:
    toneless = ("xa", "bao", "cao", "ket", "qua")
    groups = [[language.numbers[form] for form in language.forms(word)] for word in toneless]
    ways = {words: np.exp(chain(language, words)) for words in product(*groups)}
    whole = sum(ways.values())
    lows = np.array([0, *(min(group) for group in groups), 0])
    highs = np.array([1, *(max(group) + 1 for group in groups), 1])
    best, conf = posteriors(lows, highs, language.tables)
    for place in range(len(toneless)):
        share = sum(p for words, p in ways.items() if words[place] == best[place + 1]) / whole
        assert conf[place + 1] == pytest.approx(share, abs=1e-6)
        assert share >= 1 / len(groups[place]) - 1e-9


def test_a_wide_beam_is_exact_too(language: Language) -> None:
    groups = [[language.numbers[form] for form in language.forms(word)] for word in ("xa", "bao", "cao", "qua")]
    ways = {words: np.exp(chain(language, words)) for words in product(*groups)}
    sizes = [len(group) for group in groups] + [1]
    words = np.array([word for group in groups for word in group] + [BOUNDARY])
    first = np.concatenate(([0], np.cumsum(sizes)))
    sources = np.repeat(np.arange(len(sizes)), sizes)
    path, share = best_path(first, sources, words, np.zeros(len(words)), language.tables, 64, 1.0)
    assert tuple(words[path[::-1]][:-1].tolist()) == max(ways, key=ways.__getitem__)
    whole, start = sum(ways.values()), 0
    for place, group in enumerate(groups):
        for offset, word in enumerate(group):
            right = sum(p for way, p in ways.items() if way[place] == word) / whole
            assert share[start + offset] == pytest.approx(right, abs=1e-6)
        start += len(group)


def test_a_channel_learns_what_it_is_shown(tmp_path: Path) -> None:
    pairs = [("kết quả xử lý", "két qua xtr ly"), ("xử phạt kết quả", "xtr phat két qua")] * 20
    confusions.write_channel(confusions.learn(pairs), tmp_path / "toy.npz")
    channel = load_channel(tmp_path / "toy.npz")
    letter, seen = confusions.MEANT["ế"], confusions.CODES
    assert np.exp(channel.one[letter, seen["é"]]) > 0.8
    pair = channel.pairs[seen["t"], seen["r"]]
    assert np.exp(channel.two[confusions.MEANT["ử"], pair]) > 0.5
    total = np.exp(channel.none) + np.exp(channel.one).sum(1) + np.exp(channel.two).sum(1)
    assert total == pytest.approx(1, abs=0.06)
