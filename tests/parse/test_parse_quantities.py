import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Transcript, document_from_text
from pipeline.parse.layout import lay_out
from pipeline.parse.lexicon import load_lexicon
from pipeline.parse.measures import Quantity, measurer
from pipeline.parse.paragraphs import paragraphs
from pipeline.parse.quantities import find_quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]
Finder = Callable[[str], tuple[Quantity, ...]]


@pytest.fixture(scope="module")
def find() -> Finder:
    tools = measurer(load_lexicon())

    def run(text: str) -> tuple[Quantity, ...]:
        layout = lay_out(Transcript.of(document_from_text(text, "t")), ("TM",), ())
        found = paragraphs(layout, layout.prose(), frozenset())
        return tuple(each for paragraph in found for each in find_quantities(tools, paragraph, ()))

    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_quantities_of_a_text(find: Finder, case: dict[str, Any]) -> None:
    found = find(case["text"])
    assert [each.unit for each in found] == [want["unit"] for want in case["found"]]
    for each, want in zip(found, case["found"], strict=True):
        assert each.value == (Decimal(want["value"]) if "value" in want else None)
        assert each.share == (Decimal(want["share"]) if "share" in want else None)
        assert each.high == (Decimal(want["high"]) if "high" in want else None)
        assert each.operator == want.get("operator", "")
        assert each.per == want.get("per", "")
        assert want.get("flag", "") in ("", *each.flags)
        assert want.get("raw", each.unit_raw) == each.unit_raw


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_quantity_stands_where_it_says(find: Finder, case: dict[str, Any]) -> None:
    text = Transcript.of(document_from_text(case["text"], "t")).text
    for each in find(case["text"]):
        assert " ".join(text[each.number.start : each.number.end].split()) == each.value_raw
        assert each.span.start <= each.number.start < each.number.end <= each.span.end <= len(text)
