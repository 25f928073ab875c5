"""The page of a repair: everything escaped, both texts whole, changes marked where they are."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import Comparison, Mark, comparison_page
from pipeline.export.compare import Piece, comparison_rows, shown, stated
from pipeline.repair.edit import Edit, apply
from pipeline.repair.outcome import Repaired

BEFORE = "Két qua:\n487 ho so\n"
MARKS = (
    Mark(1, 1, "Két", "Kết", "spelling", 0.998),
    Mark(1, 5, "qua", "quả", "accents", 0.92),
    Mark(2, 5, "ho so", "hồ sơ", "accents", 0.5),
)


def page(before: str = BEFORE, marks: tuple[Mark, ...] = MARKS, title: str = "a", damage: str = "stripped") -> str:
    return comparison_page(Comparison(title, before, marks, damage))


def test_changes_stand_on_their_lines_on_both_sides() -> None:
    assert comparison_rows(Comparison("a", BEFORE, MARKS, "")) == [
        (
            [Piece("Két", MARKS[0]), Piece(" ", None), Piece("qua", MARKS[1]), Piece(":", None)],
            [Piece("Kết", MARKS[0]), Piece(" ", None), Piece("quả", MARKS[1]), Piece(":", None)],
        ),
        ([Piece("487 ", None), Piece("ho so", MARKS[2])], [Piece("487 ", None), Piece("hồ sơ", MARKS[2])]),
    ]


def test_the_page_shows_lines_changes_and_how_sure_they_are() -> None:
    made = page()
    assert '<tr id="L1" class="changed">' in made
    assert '<del class="sure" title="Két → Kết · spelling · 0.99">Két</del>' in made
    assert '<ins class="likely" title="qua → quả · accents · 0.92">quả</ins>' in made
    assert '<tr id="L2" class="check">' in made
    assert 'data-conf="0.50">hồ sơ</ins>' in made
    assert 'id="L3"' not in made
    assert '<tr id="L2" class="same">' in page("a\n\nb", ())


def test_the_summary_counts() -> None:
    text = re.sub("<[^>]*>", "", page())
    assert "all marks gone" in text
    assert "3 of 5 words (2 accents, 1 spelling)" in text
    assert "1, to be checked" in text
    assert "encoding: tcvn3" in page(damage="tcvn3")
    assert "0 of 2 words<" in page("a b", ())


def test_the_least_sure_change_is_listed_first_and_no_list_is_shown_without_one() -> None:
    marks = (MARKS[2]._replace(line=1, column=1, old="a"), MARKS[2]._replace(line=1, column=3, old="b", conf=0.4))
    made = page("a b", marks)
    assert re.findall(r"<td>(0\.\d+)</td>", made) == ["0.40", "0.50"]
    assert "<details >" in made
    assert "<details hidden>" in page("a", ())


def test_nothing_is_fetched_and_nothing_runs() -> None:
    made = page()
    assert not re.search(r"(?i)<script|<link|<img|<iframe|src=|url\(|@import|\bon\w+=|https?:", made)
    assert set(re.findall(r'href="(.)', made)) == {"#"}


def test_what_cannot_be_seen_is_shown() -> None:
    assert shown("a\x0cb\x85c\u202ed\te") == "a‹C›b‹85›c‹202E›d\te"
    assert shown("<a href='x'>&\"") == "&lt;a href=&#x27;x&#x27;&gt;&amp;&quot;"
    assert "\r" not in page("a\r\nb\r\n", ())


@pytest.mark.parametrize(
    ("conf", "told"), [(0.899, "0.89"), (0.9, "0.90"), (0.29, "0.29"), (0.9999, "0.99"), (1.0, "1.00"), (0.0, "0.00")]
)
def test_no_change_is_told_to_be_surer_than_it_is(conf: float, told: str) -> None:
    assert stated(conf) == told


def test_a_mark_that_does_not_fit_the_text_is_a_bug() -> None:
    with pytest.raises(ValueError, match="line 1, column 2"):
        page("abc", (Mark(1, 2, "x", "y", "accents", 1.0),))


HOSTILE = st.text(alphabet="ab <>&\"'$/=\n\r\t{}ếđ\x00\x85\u202e", max_size=12)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text, found, at = "", [], 0
    for _ in range(draw(st.integers(0, 4))):
        kept, old, new = draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)
        text += kept + old
        found.append(Edit(at + len(kept), len(text), new, "spelling", draw(st.floats(0, 1))))
        at = len(text)
    return text + draw(HOSTILE), found


def marks_of(text: str, found: list[Edit]) -> tuple[Mark, ...]:
    return tuple(
        Mark(c.line, c.column, c.old, c.new, c.reason, c.conf) for c in Repaired(text, "", tuple(found), "").told
    )


class Shape(HTMLParser):
    """The kinds of elements of a page, with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *(name for name, _ in attrs)))


def shape(made: str) -> set[tuple[str, ...]]:
    parser = Shape()
    parser.feed(made)
    parser.close()
    return parser.found


@given(edits(), HOSTILE)
def test_no_text_can_break_out_of_its_place(edited: tuple[str, list[Edit]], name: str) -> None:
    made = page(edited[0], marks_of(*edited), name, name)
    assert shape(made) <= shape(page()) | shape(page("a", ())) | {("del", "class", "title"), ("ins", "class", "title")}


@given(edits())
def test_both_texts_are_shown_whole(edited: tuple[str, list[Edit]]) -> None:
    text, found = edited
    marks = marks_of(text, found)
    rows = comparison_rows(Comparison("", text, marks, ""))
    before = ["".join(piece.text for piece in left) for left, _ in rows]
    after = ["".join(piece.text for piece in right) for _, right in rows]
    assert "\n".join(before).rstrip("\n") == text.rstrip("\n")
    assert "\n".join(after).rstrip("\n") == apply(text, found).rstrip("\n")
    cells = re.findall(r'<td lang="vi">(.*?)</td>', page(text, marks).split("<main>")[1], re.S)
    texts = [unescape(re.sub("<[^>]*>", "", cell)) for cell in cells[::2]]
    assert texts == [unescape(shown(line.removesuffix("\r"))) for line in before]
