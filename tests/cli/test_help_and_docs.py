"""Help and documents say what is true: every verb has a runnable example, every command in README.md exists."""

import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import main, parser
from pipeline.errors import ExitCode

ROOT = Path(__file__).parents[2]
VERBS = ("convert", "extract", "repair", "evaluate", "check")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main([*words, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_of_a_verb_is_a_command_on_files_that_exist(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^  (vanthu .*)$", told(capsys, verb), re.M)
    words = shlex.split(example)[1:]
    parser().parse_args(words)
    for word in words:
        if word.startswith("samples"):
            assert (ROOT / word).exists()


def test_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys)
    for code in ExitCode:
        assert re.search(rf"\b{code.value}  ", text) or code == ExitCode.OCR, code


def commands_of(path: Path) -> list[str]:
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", path.read_text(encoding="utf-8"), re.S | re.M)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_command_in_the_documents_is_one(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    commands = [line for line in commands_of(ROOT / document) if line.startswith(("vanthu ", "make "))]
    assert commands
    for line in commands:
        words = shlex.split(line)
        if words[0] == "make":
            assert words[1] in targets, line
        else:
            parser().parse_args(words[1:])


@pytest.mark.parametrize("verb", VERBS)
def test_the_readme_shows_every_verb(verb: str) -> None:
    assert re.search(rf"^vanthu {verb}\b", "\n".join(commands_of(ROOT / "README.md")), re.M)


@pytest.mark.parametrize(
    "words", [[], ["convert"], ["convert", "a.pdf"], ["nothing"], ["convert", "a", "-o", "b", "--jobs", "0"]]
)
def test_wrong_words_end_in_the_usage_code_and_a_cure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == ExitCode.USAGE
    assert "--help" in capsys.readouterr().err
