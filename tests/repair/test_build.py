"""Training and decoding on a toy corpus, against sums that can be done by brute force."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.build import confusions, corpus, kneser_ney, pruning, trie, vocabulary
from models.build.known import known_text
from pipeline.repair.channel import CODES, MEANT, load_channel
from pipeline.repair.language import BACKOFF_STEP, BOUNDARY, FAMILY, LOGP_STEP, UNKNOWN, Language, load_language
from pipeline.repair.lattice import BEAM, MOST, Lattice, best_path, powers
from pipeline.repair.letters import strip

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
    triples = kneser_ney.count_triples([(remap[stream], 2.0)])
    model = kneser_ney.estimate(triples, len(chosen.words), pruning.within(300))
    folder = tmp_path_factory.mktemp("language")
    trie.write_language(model, chosen, folder)
    return load_language(folder)


def follow(language: Language, before: tuple[int, ...], word: int) -> float:
    """P(word | the two before it), as the definition of a back-off model has it."""
    unigram, unigram_backoff, _, pair_row, pair_word, pair_logp, pair_backoff, start, step, triple_word, logp = (
        table.tolist() for table in language.tables
    )

    def pair(first: int, second: int) -> int:
        row = range(pair_row[first], pair_row[first + 1])
        return next((i for i in row if pair_word[i] == second), -1)

    def low(last: int) -> float:
        here = pair(last, word)
        return unigram_backoff[last] + unigram[word] if here < 0 else -LOGP_STEP * pair_logp[here]

    here = pair(*before) if len(before) == 2 else -1
    if here < 0:
        return float(np.exp(low(before[-1])))
    triples = range(start[here // FAMILY] + step[here], start[(here + 1) // FAMILY] + step[here + 1])
    found = next((i for i in triples if triple_word[i] == word), -1)
    return float(
        np.exp(-BACKOFF_STEP * pair_backoff[here] + low(before[-1]) if found < 0 else -LOGP_STEP * logp[found])
    )


def chain(language: Language, words: tuple[int, ...]) -> float:
    """The probability of words between two boundaries."""
    before, total = (BOUNDARY,), 1.0
    for word in (*words, BOUNDARY):
        total, before = total * follow(language, before, word), (*before, word)[-2:]
    return total


@pytest.mark.parametrize("before", [(), ("xã",), ("báo", "cáo"), ("kết", "quả"), ("bao", "12"), ("cao", "xa")])
def test_probabilities_sum_to_one(language: Language, before: tuple[str, ...]) -> None:
    numbers = tuple(language.numbers.get(word, language.numbers["0"]) for word in before)
    total = sum(follow(language, (BOUNDARY, *numbers)[-2:], word) for word in range(len(language.words)))
    assert total == pytest.approx(1, abs=0.06)  # eight bits for each logarithm


def test_forms_are_grouped_by_their_letters(language: Language) -> None:
    assert set(language.forms("bao")) == {"báo", "bao", "bảo"}
    assert language.forms("gi") == ()
    for group, number in language.groups.items():
        start, end = language.group_start[number : number + 2].tolist()
        assert {strip(word) for word in language.words[start:end]} == {group}


Ways = list[tuple[list[int], tuple[int, ...], float]]  # arcs, words, P(seen | words)


def all_ways(lattice: Lattice, node: int) -> Ways:
    """Every path that leads to a node."""
    if node == 0:
        return [([], (), 1.0)]
    return [
        ([*arcs, a], (*words, int(lattice.word[a])), chance * lattice.chance[a])
        for a in range(*lattice.first[node - 1 : node + 1].tolist())
        for arcs, words, chance in all_ways(lattice, int(lattice.source[a]))
    ]


def by_brute_force(lattice: Lattice, language: Language, weight: float) -> np.ndarray:
    """The posterior of every arc."""
    ways = [
        (arcs, chance * chain(language, words[:-1]) ** weight)
        for arcs, words, chance in all_ways(lattice, len(lattice.first) - 1)
    ]
    return np.array([sum(p for arcs, p in ways if a in arcs) for a in range(len(lattice.word))]) / sum(
        p for _, p in ways
    )


def lattice_of(language: Language, rng: random.Random) -> Lattice:
    """Some words, each of the forms of a syllable or two, with splits, joins and chances."""
    arcs: list[tuple[int, int, int, float]] = []  # target, source, word, chance
    node, before = 0, None
    for _ in range(4):
        groups = rng.sample(("xa", "bao", "cao", "ket", "qua", "la"), rng.randint(1, 2))
        split, start = rng.random() < 0.4, node
        node += 2 if split else 1
        words = sorted(language.numbers[form] for group in groups for form in language.forms(group))
        arcs += [(node, start, word, rng.random()) for word in words]
        if split:
            arcs += [(start + 1, start, language.numbers["xa"], 0.2), (node, start + 1, language.numbers["bao"], 1.0)]
        if before is not None and rng.random() < 0.5:
            arcs.append((node, before, language.numbers["báo"], 0.3))
        before = start
    arcs.append((node + 1, node, BOUNDARY, 1.0))
    target, source, word, chance = (np.array(column) for column in zip(*sorted(arcs), strict=True))
    first = np.searchsorted(target, np.arange(1, node + 3))
    return Lattice(first, source, word, chance, np.ones(len(word)))


@pytest.mark.parametrize("seed", range(12))
def test_posteriors_are_exact(language: Language, seed: int) -> None:
    lattice, weight = lattice_of(language, random.Random(seed)), (1.0, 1.2)[seed % 2]
    share, path = best_path(lattice, language.tables, powers(language, weight), 1e-7)
    right = by_brute_force(lattice, language, weight)
    assert share == pytest.approx(right, abs=1e-5)
    totals = [sum(right[arcs]) for arcs, _, _ in all_ways(lattice, len(lattice.first) - 1)]
    assert sum(right[path]) == pytest.approx(max(totals), abs=1e-5)


def test_a_node_that_no_path_may_pass_is_passed_by(language: Language) -> None:
    """A word of many forms, then one that was split but must stay whole: its middle has only impossible arcs."""
    words = np.arange(UNKNOWN + 1, len(language.words))
    many, some = words.size, words[:3]
    assert many**2 > MOST
    first = np.array([0, many, 2 * many, 2 * many + some.size + 1, 2 * many + some.size + 2])
    source = np.concatenate([np.zeros(many), np.ones(many), np.ones(some.size), [2, 3]]).astype(np.int64)
    word = np.concatenate([words, words, some, [words[3]], [BOUNDARY]])
    chance = np.concatenate([np.ones(many), np.zeros(many), np.ones(some.size), [1.0], [1.0]])
    lattice = Lattice(first, source, word, chance, np.ones(len(word)))
    share, path = best_path(lattice, language.tables, powers(language, 1.0), BEAM)
    assert not share[many : 2 * many].any()
    assert source[path].tolist() == [0, 1, 3]
    assert share == pytest.approx(by_brute_force(lattice, language, 1.0), abs=0.02)


@pytest.mark.parametrize(
    ("meant", "seen", "least"), [("Ế", "É", 0.09), ("Ế", "Ê", 0.019), ("ố", "ó", 0.0004), ("ố", "ô", 0.007)]
)
def test_a_reader_may_lose_one_of_two_marks(meant: str, seen: str, least: float) -> None:
    channel = confusions.with_lost_marks(confusions.learn([("Quyết định số một", "Quyết định số một")] * 9))
    assert np.exp(channel.one[MEANT[meant], CODES[seen]]) >= least


def test_the_names_of_persons_are_many_and_of_nobody() -> None:
    """A given name stands behind several surnames, the commonest among them, each in a context of reports."""
    names = known_text()["persons"]
    assert {"Nguyễn Văn Hùng", "ông Trần Văn Hùng,", "đồng chí Phạm Văn Hùng, Chủ tịch"} <= set(names)
    behind = Counter(name.split("Văn Hùng")[0].split()[-1] for name in names if "Văn Hùng" in name)
    assert len(behind) > 9
    assert set(behind.values()) == {1}


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
