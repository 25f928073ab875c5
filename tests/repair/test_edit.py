"""Edits in columns: what they make of a text, one after the other or chained."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair import edit as edit_module
from pipeline.repair.edit import Edit, Edits, apply, chain

LETTERS = st.text("aăâ đ1\n", max_size=4)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits of a text, each of one letter or more."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    doubts = st.lists(st.tuples(LETTERS, st.just(0.3)), max_size=1).map(tuple)
    return [
        Edit(start, end, draw(LETTERS), draw(st.sampled_from(["accents", "join"])), draw(st.floats(0, 1)), draw(doubts))
        for start, end in itertools.pairwise(places)
        if draw(st.booleans())
    ]


def by_hand(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@given(st.data())
def test_columns_hold_what_they_were_made_of(data: st.DataObject) -> None:
    text = data.draw(st.text("abc ơ", min_size=1, max_size=30))
    edits = data.draw(edits_of(text))
    half = len(edits) // 2
    columns = Edits.merged([Edits.of(edits[half:]), Edits(), Edits.of(edits[:half])])
    assert list(columns) == edits
    assert [columns[i] for i in range(len(columns))] == edits
    assert list(columns[1:3]) == edits[1:3]
    assert apply(text, columns) == by_hand(text, edits)
    assert columns.changing(text).tolist() == [text[edit.start : edit.end] != edit.new for edit in edits]


@given(st.data(), st.integers(1, 4))
def test_many_edits_are_made_some_at_a_time(data: st.DataObject, at_once: int) -> None:
    text = data.draw(st.text("abc ơ", min_size=1, max_size=30))
    edits = data.draw(edits_of(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit_module, "AT_ONCE", at_once)
        assert apply(text, edits) == by_hand(text, edits)
        changing = Edits.of(edits).changing(text).tolist()
    assert changing == [text[edit.start : edit.end] != edit.new for edit in edits]


@given(st.data())
def test_two_rounds_chained_do_what_they_do_one_after_the_other(data: st.DataObject) -> None:
    text = data.draw(st.text("abc ơ", min_size=1, max_size=30))
    first = data.draw(edits_of(text))
    between = by_hand(text, first)
    second = data.draw(edits_of(between))
    chained = chain(text, Edits.of(first), Edits.of(second))
    assert apply(text, chained) == by_hand(between, second)
    spans = [(edit.start, edit.end) for edit in chained]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
