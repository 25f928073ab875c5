"""Finding and loading the models, and how light that is."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import MissingError
from pipeline.model_files import FOLDER, find_folder
from pipeline.repair import Models, compiled, load_models
from pipeline.repair.lattice import best_path
from pipeline.repair.suspects import search_all


def test_a_missing_folder_is_an_error_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(MissingError) as caught:
        find_folder()
    assert str(tmp_path) in caught.value.message
    assert "make models" in caught.value.cure


@pytest.mark.parametrize("spoil", ["language/pair_word.npy", "channels/foreign.npz", "language/words.txt"])
def test_a_damaged_file_is_an_error(spoil: str, tmp_path: Path, models: Models) -> None:
    for path in models.folder.rglob("*.n*"):
        copy = tmp_path / path.relative_to(models.folder)
        copy.parent.mkdir(exist_ok=True)
        copy.symlink_to(path)
    words = (models.folder / "language" / "words.txt").read_text(encoding="utf-8")
    (tmp_path / "language" / "words.txt").write_text(words, encoding="utf-8")
    (tmp_path / spoil).unlink()
    (tmp_path / spoil).write_text("nothing", encoding="utf-8")
    with pytest.raises(MissingError):
        load_models(tmp_path)


def test_the_import_brings_no_compiler() -> None:
    code = "import sys, pipeline.repair; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0


def test_compiled_code_is_kept_for_this_very_code() -> None:
    assert all(Path(function.stats.cache_path).parent == compiled.FOLDER for function in (best_path, search_all))
    assert compiled._folder() == compiled.FOLDER
    used = {path.stem for path in compiled.HERE.glob("*.py") if "import compiled" in path.read_text(encoding="utf-8")}
    assert used <= set(compiled.MODULES)


def test_code_is_new_until_something_of_it_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "HERE", tmp_path)
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "compiled-0")
    assert compiled.is_new()
    (tmp_path / "compiled-0" / "repair").mkdir(parents=True)
    assert compiled.is_new()
    (tmp_path / "compiled-0" / "repair" / "decoder.nbi").touch()
    assert not compiled.is_new()


def test_the_files_are_small(models: Models) -> None:
    sizes = [path.stat().st_size for path in models.folder.rglob("*.n*")]
    assert sum(sizes) < 60e6
    assert max(sizes) < 45e6
