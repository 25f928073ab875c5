"""The spaCy side: tokens, span groups, components of one's own."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.document import document_from_text
from pipeline.parse.components import Parsing, build
from pipeline.parse.plain import over_text
from pipeline.parse.steps import STEPS
from pipeline.parse.tokens import SyllableTokenizer

TEXT = "I. KẾT QUẢ\nTheo Kế hoạch số 04/KH-UBND ngày 12/01/2024, tiếp nhận 1.487 hồ sơ (đạt 92,5%), tăng 3 hồ sơ."


@pytest.fixture(scope="module")
def parsing() -> Parsing:
    return build()


def test_a_stranger_needs_no_import_of_ours(tmp_path: Path) -> None:
    code = "import spacy; d = spacy.blank('xx'); d.add_pipe('vanthu_kpis'); print(len(d('Có 5 hồ sơ.').spans['kpis']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


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


@pytest.mark.parametrize("step", STEPS)
def test_a_step_works_alone_on_any_text(step: str) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe(step)
    text = "I. KẾT QUẢ\n\n  Tiếp nhận   487 hồ sơ,\tđạt 98,5%."
    doc = nlp(text)
    if step in STEPS[STEPS.index("vanthu_quantities") :]:
        found = [(span.text, span._.finding.value) for span in doc.spans["quantities"]]
        assert found == [("487 hồ sơ", Decimal(487)), ("98,5%", Decimal("98.5"))]
    assert doc._.layout.text == text


@given(text=st.text(alphabet=st.sampled_from("aK 1.,\n\f\t%ồ")))
@settings(max_examples=200, deadline=None)
def test_a_transcript_over_a_text_has_its_words(text: str) -> None:
    transcript = over_text(text)
    words = [transcript.word(place).text for place in transcript.places]
    assert [text[a:b] for a, b in zip(transcript.starts, transcript.ends, strict=True)] == words
