"""The manifest tells what became of every document, also after a crash."""

from pathlib import Path

from pipeline.batch.manifest import MANIFEST, Outcome, append, read_manifest, write_manifest
from pipeline.errors import ExitCode, InputError


def outcome(name: str, **changes: object) -> Outcome:
    return Outcome(name=name, key=f"{name}.pdf", source=f"in/{name}.pdf", **({"status": "success"} | changes))  # type: ignore[arg-type]


def test_lines_are_read_back_and_the_last_one_counts(tmp_path: Path) -> None:
    append(tmp_path, outcome("a", status="failed"))
    append(tmp_path, outcome("b"))
    append(tmp_path, outcome("a", pages=3))
    assert read_manifest(tmp_path) == {"a": outcome("a", pages=3), "b": outcome("b")}


def test_a_line_cut_short_costs_only_itself(tmp_path: Path) -> None:
    append(tmp_path, outcome("a"))
    with (tmp_path / MANIFEST).open("a") as handle:
        handle.write('{"name": "b", "key"')
    assert read_manifest(tmp_path) == {"a": outcome("a")}


def test_a_new_manifest_is_sorted(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"b": outcome("b"), "a": outcome("a")})
    assert list(read_manifest(tmp_path)) == ["a", "b"]


def test_a_failure_names_page_reason_and_cure() -> None:
    failed = outcome("a").failed(InputError("It is damaged.", "Scan it again.", page=3))
    assert (failed.status, failed.reason, failed.cure) == ("failed", "Page 3: It is damaged.", "Scan it again.")
    assert failed.exit_code == ExitCode.INPUT
    assert not failed.done
