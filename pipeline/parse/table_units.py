"""The unit of a table's figures: of the line above it, of a column's header, of a row's own cell."""

from decimal import Decimal

import regex

from pipeline.parse.folding import folded, spelled, squeezed
from pipeline.parse.lexicon import Lexicon

UNIT_LINE = regex.compile(r"(?:don vi tinh|dvt|don vi)\s*[:;.]\s*(?P<unit>[^)\n]{1,40})")
_LED = regex.compile(r"^\s*(?:đvt|đơn vị tính|đơn vị)\s*:?\s*", regex.I)
_BRACKET = regex.compile(r"\((?P<unit>[^()]{1,25})\)")


def unit_of(text: str, lexicon: Lexicon) -> tuple[str, Decimal] | None:
    """The unit that a cell or a unit line names, with its factor: "Triệu đồng" is VND and a million."""
    plain = squeezed(spelled(text)).strip(" .:()")
    words = plain.removeprefix("1.000 ").removeprefix("1000 ")
    factor = Decimal(1000) if words != plain else Decimal(1)
    for word, size in sorted(lexicon.magnitudes.items(), key=lambda item: -len(item[0])):
        if words.startswith(f"{word} "):
            factor, words = factor * size, words.removeprefix(f"{word} ").strip()
            break
    unit = next((unit for unit in lexicon.units if unit.form == words), None)
    if unit is None and " " in words:  # a narrow cell breaks words: "Ngườ i"
        tight = words.replace(" ", "")
        unit = next((unit for unit in lexicon.units if unit.form.replace(" ", "") == tight), None)
    return (unit.name, factor) if unit else None


def line_unit(line: str, lexicon: Lexicon) -> tuple[str, Decimal] | None:
    """The unit of "Đơn vị tính: triệu đồng"."""
    match = UNIT_LINE.search(folded(line))
    return unit_of(line[match.start("unit") : match.end("unit")], lexicon) if match else None


def head_unit(head: str, lexicon: Lexicon) -> tuple[str, Decimal, str] | None:
    """The unit in a column's header, with its words: "Diện tích (ha)", "So với KH (%)", "Tỷ lệ %"."""
    for match in reversed(list(_BRACKET.finditer(head))):
        words = _LED.sub("", match["unit"])
        unit = unit_of(words, lexicon) or unit_of(words.partition("/")[0], lexicon)  # "(đ/vé/lượt)"
        if unit:
            return (*unit, words)
    return ("%", Decimal(1), "%") if "%" in head else None
