from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.ingest import digest, find_inputs
from pipeline.ingest.files import kind_of


def test_folders_are_searched_sorted_and_hidden_files_skipped(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/c.PNG", "a/d.tiff", ".hidden.pdf", ".cache/e.pdf", "note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_inputs([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a/c.PNG", "a/d.tiff", "b.pdf"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert find_inputs([tmp_path]) == (tmp_path / "a.pdf",)


def test_a_file_given_twice_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    assert find_inputs([tmp_path / "a.pdf", tmp_path]) == (tmp_path / "a.pdf",)


def test_a_missing_path_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        find_inputs([tmp_path / "no.pdf"])
    with pytest.raises(InputError, match="holds no documents"):
        find_inputs([tmp_path])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\x00", "image"),
        (b"MM\x00*", "image"),
    ],
)
def test_the_content_decides_whatever_the_name(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "scan.dat"
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  <!DOCTYPE html><html>", "a web page"),
        (b"PK\x03\x04....", "ZIP archive or an Office document"),
        (b"plain words", "something else"),
    ],
)
def test_what_is_no_document_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        kind_of(path)
    assert str(path) in caught.value.message
    assert caught.value.cure


def test_the_digest_names_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(InputError, match="does not exist"):
        digest(tmp_path / "b")
