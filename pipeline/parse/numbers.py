"""The text of one number → its value. In Vietnam the dot parts thousands and the comma parts decimals.

Slips are named, never mended: a reading that could mean two numbers has no value.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

# Digits of ASCII alone: newer Unicode has digits that Decimal does not know yet.
_GROUPED = regex.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = regex.compile(r"[0-9]+(?:,[0-9]+)?")
_COMMA3 = regex.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_DOT_DECIMAL = regex.compile(r"[0-9]+\.[0-9]{1,2}|0\.[0-9]+")
# "243.738194" and "12903.500" of spreadsheets: no grouping parts digits so, but OCR that lost a mark may.
_SPREADSHEET = regex.compile(r"[0-9]+\.[0-9]{4,}|[1-9][0-9]{3,}\.[0-9]{3}")
_ENGLISH = regex.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")

_MOST_DIGITS = 16  # decimals too; as many as the state budget has in đồng; Decimal keeps 28

NUMBER = r"\d+(?:[.,]\d+)*"
# Glyphs that OCR reads for digits: they make a number unreadable, and a value would be a guess.
LOOKALIKE = r"OoIl|§SBÒÓ"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed. `value` is None where it cannot be trusted; `flags` say why, or what is doubtful."""

    raw: str
    value: Decimal | None
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_number(raw: str, typed: bool = False) -> Number:
    """Read one number, e.g. "1.234,5" is 1234.5; "1.23.4" has no value and the flag `malformed_number`.

    `typed`: the characters are those of a file, not read from an image: "243.738194" has lost no mark.
    """
    if sum(c.isdigit() for c in raw) > _MOST_DIGITS or raw.startswith("00"):
        return Number(raw, None, ("malformed_number",))
    if _GROUPED.fullmatch(raw):
        return Number(raw, Decimal(raw.replace(".", "").replace(",", ".")))
    if _COMMA3.fullmatch(raw):
        return Number(raw, Decimal(raw.replace(",", ".")), ("three_decimals",))
    if _PLAIN.fullmatch(raw):
        return Number(raw, Decimal(raw.replace(",", ".")))
    if _DOT_DECIMAL.fullmatch(raw) or (typed and _SPREADSHEET.fullmatch(raw)):
        return Number(raw, Decimal(raw), ("dot_decimal",))
    if _ENGLISH.fullmatch(raw):
        return Number(raw, None, ("english_format",))
    return Number(raw, None, ("malformed_number",))


def judged(number: Number, unit_kind: str) -> Number:
    """The number in the light of its unit: half a pig is a slip, and nobody can say which.

    Errs towards no value: `6,856 con` was surely 6.856, but that is for a person to say.
    """
    if unit_kind != "count" or number.value is None:
        return number
    if "three_decimals" in number.flags:
        return Number(number.raw, None, ("suspect_thousands_comma",))
    if "dot_decimal" in number.flags:
        return Number(number.raw, None, ("suspect_thousands_dot",))
    return number


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """The value times its magnitude, without idle zeros: 339,477 triệu is 339477000."""
    if factor == 1:
        return value
    product = value * factor
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product.normalize()


def format_number(value: Decimal) -> str:
    """The value as printed in Vietnam; `read_number` gives it back."""
    sign, whole = ("-", -value) if value < 0 else ("", value)
    head, _, tail = format(whole, "f").partition(".")
    grouped = f"{int(head):,}".replace(",", ".")
    return f"{sign}{grouped},{tail}" if tail else f"{sign}{grouped}"
