"""Transcript: every span of the text finds its words again; the raw reading is never lost."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Box, Document, Fix, Line, Page, Span, Transcript, Word

LETTERS = "aàảãáạđêơư1.,-"
texts = st.text(LETTERS, min_size=1, max_size=6)
fixes = st.none() | st.builds(Fix, text=texts | st.just("xử lý"), reason=st.just("accents"), conf=st.floats(0, 1))
boxes = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(1, 90), st.integers(1, 40)).map(
    lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3])
)
words = st.builds(Word, raw=texts, box=boxes, conf=st.floats(0, 1), fix=fixes)
lines = st.builds(Line, words=st.lists(words, min_size=1, max_size=5).map(tuple), block=st.integers(0, 3))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    pages = draw(st.lists(st.lists(lines, max_size=4).map(tuple), max_size=3))
    return Document("d", "0" * 64, tuple(Page(n, 1000, 1000, 300, page) for n, page in enumerate(pages, 1)))


@given(documents())
def test_the_text_is_pages_of_lines_of_words(document: Document) -> None:
    pages = ["".join(line.text + "\n" for line in page.lines) for page in document.pages]
    assert Transcript.of(document).text == "\f".join(pages)


@given(documents(), st.data())
def test_a_span_finds_the_words_that_it_touches(document: Document, data: st.DataObject) -> None:
    transcript = Transcript.of(document)
    start = data.draw(st.integers(0, len(transcript.text)))
    span = Span(start, data.draw(st.integers(start, len(transcript.text))))
    touched = {
        place
        for place, s, e in zip(transcript.places, transcript.starts, transcript.ends, strict=True)
        if s < span.end and e > span.start
    }
    assert set(transcript.under(span)) == touched
    assert len(transcript.boxes(span)) == len({(place.page, place.line) for place in touched})


@given(documents())
def test_line_spans_cut_the_text_into_its_lines(document: Document) -> None:
    transcript = Transcript.of(document)
    assert [transcript.text[s.start : s.end] for _, _, s in transcript.line_spans] == [
        line.text for page in document.pages for line in page.lines
    ]


def test_boxes_join_words_of_a_line_and_part_lines() -> None:
    first = Line((Word("xử", Box(10, 10, 30, 20), 0.9), Word("lý", Box(35, 8, 50, 20), 0.5)))
    second = Line((Word("hồ", Box(10, 30, 30, 40), 0.8),))
    page = Page(1, 100, 100, 72, (first, second))
    transcript = Transcript.of(Document("d", "0" * 64, (page,)))
    assert transcript.text == "xử lý\nhồ\n"
    assert transcript.boxes(Span(0, 8)) == ((page, Box(10, 8, 50, 20)), (page, Box(10, 30, 30, 40)))
    assert transcript.confidence(Span(0, 5)) == 0.5


def test_points_are_pixels_times_72_over_dpi() -> None:
    assert Page(1, 2480, 3508, 300, ()).points(Box(0, 300, 600, 1200)) == (0, 72, 144, 288)
    assert Page(1, 80, 3, 0, (), source="text").points(Box(4, 2, 9, 3)) == (4, 2, 9, 3)
