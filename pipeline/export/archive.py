"""Metadata → the fields of Appendix VI of Decree 30/2020, under which an archive files a document: all, in its order.

A value has the evidence of the metadata field that gives it. What no page can say is left empty.
"""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipeline.document import Document
from pipeline.export.rows import Row, Source, one_line
from pipeline.letters import unmarked

LANGUAGE = "Tiếng Việt"
_LEAST_MARKED = 0.3  # of the words: of Vietnamese texts of reports about three words in four bear marks
_NO_PLACE: Row = {"page": None, "bbox": "", "char_start": None, "char_end": None}


@lru_cache(maxsize=1)
def load_fields() -> tuple[dict[str, Any], ...]:
    """The fields of the data file."""
    text = files("pipeline.export").joinpath("data", "archive.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["field"])


def archive_rows(source: Source) -> Iterator[Row]:
    """A row for every field, with or without a value."""
    for field in load_fields():
        row: Row = {"field": field["code"], "name": field["name"][source.wording.language]}
        yield source.head() | row | _value(source, field)


def _value(source: Source, field: dict[str, Any]) -> Row:
    found = [each for each in source.report.fields if each.name == field.get("from")]
    if not found:
        counted = _counted(source.document, field["counted"]) if "counted" in field else ""
        return {"value": counted, "value_raw": "", **_NO_PLACE, "confidence": None, "flags": "", "notes": ""}
    flags = tuple(dict.fromkeys(flag for each in found for flag in each.flags))
    return {
        "value": "; ".join(dict.fromkeys(each.value for each in found)),
        "value_raw": one_line("; ".join(each.text for each in found)),
        **source.evidence(found[0]),
        "confidence": round(min(each.conf for each in found), 3),
        "flags": " ".join(flags),
        "notes": source.wording.notes(flags),
    }


def _counted(document: Document, what: str) -> str:
    """What is counted on all pages together: how many there are, the language of their words."""
    if what == "pages":
        return str(len(document.pages)) if any(page.source != "text" for page in document.pages) else ""
    words = [word.text for page in document.pages for line in page.lines for word in line.words if word.text.isalpha()]
    marked = sum(unmarked(word) != word for word in words)
    return LANGUAGE if words and marked >= _LEAST_MARKED * len(words) else ""
