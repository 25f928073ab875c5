from datetime import date
from pathlib import Path

from pipeline.document import Document
from pipeline.evaluate import Truth
from pipeline.report import Citation, Field, Report
from pipeline.store import load, save, write_text
from tests.bench.baseline import regressions
from tests.bench.measure import add_up, score
from tests.bench.run import Output, read_folder
from tests.bench.table import as_table, rates
from tests.evaluate.test_findings import NOWHERE, citation, kpi, section, table

TRUTH = load(Truth, Path(__file__).parents[2] / "samples" / "truth" / "commune-economy-grey-table.json")


def perfect() -> Output:
    """What a program without fault would make of the sample."""
    cited: list[Citation] = []
    for true in TRUTH.citations:
        assert isinstance(true.issued_date, date)
        cited.append(citation(true.number, true.notation, true.issued_date))
    report = Report(
        fields=tuple(Field(span=NOWHERE, text="", name=name, value=value, rule="") for name, value in TRUTH.fields),
        sections=tuple(section(true.path, true.title) for true in TRUTH.sections),
        citations=tuple(cited),
        kpis=tuple(
            kpi(
                str(true.value),
                true.unit,
                true.key,
                label_raw=true.label,
                period_label=true.period,
                scope=true.scope,
                comparison=true.comparison,
                kind=true.kind,
            )
            for true in TRUTH.kpis
            if true.source == "prose"
        ),
        tables=tuple(
            table(true.page, {(r, c): text for r, row in enumerate(true.rows) for c, text in enumerate(row)})
            for true in TRUTH.tables
        ),
    )
    return Output(TRUTH.text, TRUTH.text, TRUTH.document, report, 2.0)


def test_a_perfect_output_scores_perfectly() -> None:
    measured = score(TRUTH, perfect())
    for name, rate in rates(measured).items():
        assert rate == (0 if name.endswith("_error") else 1), name
    assert f"{measured.prose.expected}/{measured.prose.expected}" in as_table({"x": measured})


def test_an_empty_output_is_a_regression_and_does_not_crash() -> None:
    empty = score(TRUTH, Output("", "", Document("", "", ()), Report(), 0.0))
    baseline = {"x": rates(score(TRUTH, perfect()))}
    assert any("figures_f1 was 1.0000, is 0.0000" in sentence for sentence in regressions({"x": empty}, baseline))
    assert regressions({"x": score(TRUTH, perfect())}, baseline) == []


def test_failures_and_new_samples_are_never_passed_over() -> None:
    failed = score(TRUTH, Output("", "", Document("", "", ()), Report(), 0.0, "it failed"))
    assert "it failed" in as_table({"x": failed})
    assert regressions({"x": failed}, {}) == ["x: failed."]
    assert "has no baseline" in regressions({"new": score(TRUTH, perfect())}, {})[0]


def test_samples_add_up() -> None:
    one = score(TRUTH, perfect())
    both = add_up([one, one])
    assert both.pages == 2 * one.pages
    assert rates(both) == rates(one)


def test_the_folder_of_a_document_is_read(tmp_path: Path) -> None:
    save(TRUTH.document, tmp_path / "a" / "document.json")
    save(Report(), tmp_path / "a" / "report.json")
    write_text(tmp_path / "a" / "text.txt", "chữ\n")
    assert read_folder(tmp_path, Path("a.pdf")) == (TRUTH.document, Report(), "chữ\n")
