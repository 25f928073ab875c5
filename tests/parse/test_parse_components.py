"""The spaCy side: tokens, span groups, components of one's own."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.document import document_from_text
from pipeline.errors import UsageError
from pipeline.parse.components import STEPS, Parsing, build
from pipeline.parse.tokens import SyllableTokenizer

TEXT = "I. KẾT QUẢ\nTheo Kế hoạch số 04/KH-UBND ngày 12/01/2024, tiếp nhận 1.487 hồ sơ (đạt 92,5%), tăng 3 hồ sơ."


@pytest.fixture(scope="module")
def parsing() -> Parsing:
    return build()


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_the_doc_has_the_text(text: str) -> None:
    assert SyllableTokenizer(Vocab())(text).text == text


def test_numbers_are_tokens() -> None:
    tokens = [token.text for token in SyllableTokenizer(Vocab())("(92,5%), 1.487 hồ sơ; K’Nớ")]
    assert tokens == ["(", "92,5", "%", ")", ",", "1.487", "hồ", "sơ", ";", "K’Nớ"]


def test_span_groups_hold_findings(parsing: Parsing) -> None:
    doc = parsing(document_from_text(TEXT, "t"))
    assert [span.text for span in doc.spans["citations"]] == ["Kế hoạch số 04/KH-UBND ngày 12/01/2024"]
    assert [span.text for span in doc.spans["kpis"]] == ["1.487 hồ sơ", "92,5%", "3 hồ sơ"]
    assert doc.spans["sections"][0]._.finding.title == "KẾT QUẢ"
    assert [span._.finding.value_raw for span in doc.spans["quantities"]] == ["1.487", "92,5", "3"]


def test_the_pipeline_is_made_of_registered_components(parsing: Parsing) -> None:
    assert tuple(parsing.nlp.pipe_names) == STEPS
    assert all(parsing.nlp.has_factory(step) for step in STEPS)
    assert parsing.nlp.analyze_pipes()["problems"] == {step: [] for step in STEPS}


def test_a_component_of_ones_own_sees_what_was_found() -> None:
    seen: list[int] = []

    @spacy.Language.component("count_figures_for_test")
    def count(doc: Doc) -> Doc:
        seen.append(len(doc.spans["kpis"]))
        return doc

    own = build()
    own.nlp.add_pipe("count_figures_for_test", last=True)
    own(document_from_text(TEXT, "t"))
    assert seen == [3]


def test_a_text_without_a_document_is_refused(parsing: Parsing) -> None:
    with pytest.raises(UsageError, match="no document"):
        parsing.nlp("487 hồ sơ")
