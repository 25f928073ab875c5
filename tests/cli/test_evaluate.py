"""`vanthu evaluate`: figures on one line, then mistakes."""

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode

ROOT = Path(__file__).parents[2]


def evaluated(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["evaluate", *words]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    truth, output = tmp_path / "truth.txt", tmp_path / "output.txt"
    truth.write_text("Kết quả năm 2024:\nhòa giải 12/12 vụ\n", encoding="utf-8")
    output.write_text("Kết quà năm 2024:\nHoà giải 12/13 vụ\n", encoding="utf-8")
    return str(truth), str(output)


def test_repair_figures_and_mistakes(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(capsys, "repair", *files, "--worst", "5") == [
        "syllables 5/6 = 0.8333  exact-case 0.6667  codes 1/2 = 0.5000  inserted 0",
        "     1  quả <- quà  line 1",
        "     1  12/12 <- 12/13  line 2",
    ]


def test_a_line_is_named_once_and_at_most_five_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth, output = tmp_path / "truth.txt", tmp_path / "output.txt"
    truth.write_text("số số\nsố\nsố\nsố\nsố\nsố\n", encoding="utf-8")
    output.write_text("so so\nso\nso\nso\nso\nso\n", encoding="utf-8")
    told = evaluated(capsys, "repair", str(truth), str(output), "--worst", "1")
    assert told[1:] == ["     7  số <- so  line 1, 2, 3, 4, 5…"]


def test_text_figures(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    # 35 characters with 5 edits (ả, h, ò, a, 2); 8 words with 3 edits; of 6 syllables quả and hòa (its case) are lost
    assert evaluated(capsys, "text", *files) == [
        "cer 0.1429  ser 0.3750  found 0.6667  bare 0.8333  nums 0.5000  characters 35  words 8"
    ]


def test_gold_lines_and_the_truth_of_a_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, output = tmp_path / "gold.tsv", tmp_path / "output.txt"
    gold.write_text("2\thai|nhì *\n", encoding="utf-8")
    output.write_text("một\nnhì x\n", encoding="utf-8")
    assert evaluated(capsys, "repair", str(gold), str(output))[0].startswith("syllables 1/1 = 1.0000")
    sample = str(ROOT / "samples" / "truth" / "ward-procedures-no-marks.json")
    assert evaluated(capsys, "text", sample, str(ROOT / "samples" / "ward-procedures-no-marks.txt"))[0].startswith(
        "cer"
    )


def test_what_cannot_be_read_is_an_input_error(files: tuple[str, str], tmp_path: Path) -> None:
    assert main(["evaluate", "repair", files[0], str(tmp_path / "none.txt")]) == ExitCode.INPUT
    assert main(["evaluate", "text", str(tmp_path / "none.json"), files[1]]) == ExitCode.INPUT
