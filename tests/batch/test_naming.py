"""Names of document folders: stable, readable, never colliding."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.naming import folder_names, key_of

keys = st.lists(
    st.builds(
        "{}/{}.{}".format,
        st.sampled_from("abA"),
        st.sampled_from(["x", "X", "y", "~"]),
        st.sampled_from(["pdf", "tif"]),
    ),
    unique=True,
)


@given(keys)
def test_no_two_inputs_share_a_folder(found: list[str]) -> None:
    names = folder_names(found, {})
    assert set(names) == set(found)
    assert len({name.casefold() for name in names.values()}) == len(found)


@given(keys, keys)
def test_a_name_once_given_stays(first: list[str], more: list[str]) -> None:
    names = folder_names(first, {})
    owners = {name: key for key, name in names.items()}
    again = folder_names(first + more, owners)
    assert {key: again[key] for key in first} == names


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("scans/báo cáo số 87.pdf", "báo cáo số 87"),
        ("scans/23BC.signed.pdf", "23BC.signed"),
        ("tables.pdf", "tables~"),
        ("a/.pdf", "pdf"),
        ("a/" + "ệ" * 100 + ".pdf", "ệ" * 60),
    ],
)
def test_a_name_is_the_stem_of_the_file(key: str, name: str) -> None:
    assert folder_names([key], {}) == {key: name}


def test_a_key_is_the_path_below_the_folder_that_was_named() -> None:
    assert key_of(Path("/archive/2024/a.pdf"), Path("/archive")) == "archive/2024/a.pdf"
    assert key_of(Path("/archive/a.pdf"), Path("/archive/a.pdf")) == "a.pdf"
