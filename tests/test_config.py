"""Settings: the documents name all of them with their defaults; a wrong one is refused."""

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.config import CleanOptions, Config, read_config
from pipeline.errors import InputError, UsageError
from pipeline.store import to_json

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_shows_every_setting_with_its_default() -> None:
    settings = README.read_text(encoding="utf-8").partition("### Settings")[2]
    (block,) = re.findall(r"^```toml\n(.*?)^```", settings, re.S | re.M)
    assert tomllib.loads(block) == to_json(Config())


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[clean]\nenabled = false\n")
    config = read_config(tmp_path / "s.toml")
    assert config == Config(clean=CleanOptions(enabled=False))
    assert config.digest() != Config().digest()
    assert Config().digest() == Config().digest()


@pytest.mark.parametrize(
    ("text", "error"),
    [("[scan]\n", UsageError), ("[clean]\nblur = 3\n", UsageError), ("clean = 1\n", UsageError), ("[", InputError)],
)
def test_a_wrong_setting_is_refused(text: str, error: type[Exception], tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(text)
    with pytest.raises(error, match=r"s\.toml"):
        read_config(tmp_path / "s.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none"):
        read_config(tmp_path / "none.toml")
