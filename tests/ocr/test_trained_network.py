"""The network of models/tessdata, the file it lies in, and the lines that it is trained on."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from models.ocr.damage import Grey
from models.ocr.printing import Family, Printer
from models.ocr.strips import ROWS, strip_of
from models.ocr.text import GAP, LONGEST, Lines
from models.ocr.traineddata import (
    LSTM,
    Network,
    characters,
    read_components,
    read_network,
    rename,
    write_components,
    write_network,
)
from pipeline.ocr.recognition import Picture, recognise
from pipeline.ocr.running import Pool

FACES = tuple(sorted(Path("/usr/share/fonts/truetype/croscore").glob("Tinos-*.ttf")))  # which setting up installs
OWN = Path(__file__).parents[2] / "models" / "tessdata" / "vie_vanthu.traineddata"
KNOWN = characters(read_components(OWN))
TEXT = """Ủy ban nhân dân xã báo cáo kết quả công tác cải cách hành chính sáu tháng đầu năm 2024, cụ thể như sau.
Tổng số hồ sơ tiếp nhận là 1.284 hồ sơ, trong đó giải quyết đúng hạn 1.250 hồ sơ, đạt 97,35%; quá hạn 34 hồ sơ.
Giao Văn phòng theo dõi, đôn đốc việc thực hiện và tổng hợp báo cáo Chủ tịch trước ngày 15 hằng tháng.
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    path = tmp_path_factory.mktemp("corpus") / "admin-own.txt"
    path.write_text(TEXT * 20, encoding="utf-8")
    return Lines([path], frozenset(KNOWN), 7)


@pytest.fixture(scope="module")
def crops(lines: Lines) -> list[tuple[str, Grey]]:
    """Lines of every kind, printed in faces of one font."""
    printer = Printer((Family(FACES, FACES[-1:], 1.0, 0.5),), lines.paragraph, 7)
    texts = [lines.line() for _ in range(120)]
    return [(text.replace(GAP, " "), printer.crop(text)) for text in texts]


def test_a_file_is_written_as_it_was_read(tmp_path: Path) -> None:
    parts = read_components(OWN)
    network = read_network(parts[LSTM])
    assert write_network(network) == parts[LSTM]
    write_components(parts, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == OWN.read_bytes()


def test_a_character_gives_its_output_to_another() -> None:
    parts = read_components(OWN)
    renamed = characters(rename(parts, {"ỵ": "ß"}))
    assert renamed["ß"] == KNOWN["ỵ"]
    assert {**renamed, "ỵ": renamed["ß"]}.keys() == {*KNOWN, "ß"}
    assert rename(rename(parts, {"ỵ": "ß"}), {"ß": "ỵ"}) == parts


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=24).filter(any))
def test_components_round_trip(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    path = tmp_path_factory.getbasetemp() / "components"
    write_components(parts, path)
    assert read_components(path) == parts


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1e-6, 1e3))
def test_rounded_weights_are_within_half_a_step(seed: int, size: float) -> None:
    network = read_network(read_components(OWN)[LSTM])
    weights = tuple(np.random.default_rng(seed).normal(0, size, each.shape) for each in network.weights)
    found = read_network(write_network(Network(weights, network.flags, network.between))).weights
    for meant, stored in zip(weights, found, strict=True):
        step = np.abs(meant).max(axis=1, keepdims=True) / 127
        assert np.all(np.abs(meant - stored) <= 0.501 * step)


def test_every_letter_is_known() -> None:
    letters = "aăâeêioôơuưy"
    marks = "\N{COMBINING GRAVE ACCENT}\N{COMBINING HOOK ABOVE}\N{COMBINING TILDE}\N{COMBINING ACUTE ACCENT}"
    marks += "\N{COMBINING DOT BELOW}"
    marked = {unicodedata.normalize("NFC", letter + mark) for letter in letters for mark in marks}
    wanted = marked | set(letters) | set("đbcdghklmnpqrstvx0123456789%/()-+,.;:")
    assert {*wanted, *(letter.upper() for letter in wanted)} <= set(KNOWN)
    assert len(set(KNOWN.values())) == len(KNOWN)


def test_lines_hold_what_the_network_knows(lines: Lines) -> None:
    found = [lines.line() for _ in range(400)]
    assert {character for text in found for character in text} <= {*KNOWN, GAP}
    assert all(0 < len(text) <= LONGEST for text in found)
    assert any(GAP in text for text in found)
    assert any(text.isupper() for text in found)
    assert sum(any(map(str.isdigit, text)) for text in found) > 100
    assert all(kind() for kind in lines.kinds for _ in range(50))


def test_equal_seeds_print_equal_lines(lines: Lines) -> None:
    families = (Family(FACES, (), 1.0, 0.0),)
    one, two = (Printer(families, lambda: "Kế hoạch", 3).crop("Báo cáo") for _ in range(2))
    assert np.array_equal(one, two)


def test_a_strip_has_the_rows_and_levels_of_the_network(crops: list[tuple[str, Grey]]) -> None:
    for _, crop in crops[:40]:
        strip = strip_of(crop)
        assert strip.shape[0] == ROWS
        assert abs(strip.shape[1] - crop.shape[1] * ROWS / crop.shape[0]) <= 1
        assert -1 <= strip.min() < 0 < strip.max() <= 1
    assert np.all(strip_of(np.full((50, 90), 255, np.uint8)) >= 0)


def test_the_trained_network_reads_the_lines_better_than_the_one_it_began_with(crops: list[tuple[str, Grey]]) -> None:
    wrong = {language: sum(mistakes(crops, language)) for language in ("vie_vanthu", "vie")}
    letters = sum(len(text) for text, _ in crops)
    assert wrong["vie_vanthu"] < 0.02 * letters  # what was printed is what the truth says
    assert wrong["vie_vanthu"] < 0.7 * wrong["vie"]


def mistakes(crops: list[tuple[str, Grey]], language: str) -> list[int]:
    pictures = [Picture(crop, 150) for _, crop in crops]
    read = recognise(pictures, (language, 13), Pool(), 60)  # 13: the picture is one line
    texts = [" ".join(line.text for line in lines) for lines in read]
    return [Levenshtein.distance(text, seen) for (text, _), seen in zip(crops, texts, strict=True)]


def test_what_pytorch_computes_is_what_tesseract_reads(crops: list[tuple[str, Grey]]) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is only installed for training")
    from models.ocr.network import Reader, best_path

    torch.manual_seed(1)
    reader = Reader(read_network(read_components(OWN)[LSTM]).weights).eval()
    names = {number: name for name, number in KNOWN.items()}
    wrong = letters = 0
    for text, crop in crops:
        strip = torch.tensor(strip_of(crop))[None]
        widths = torch.tensor([strip.shape[2]])
        with torch.no_grad():
            (seen,) = best_path(reader(strip, widths), widths, names)
        wrong += Levenshtein.distance(text, seen)
        letters += len(text)
    assert wrong <= 0.02 * letters
