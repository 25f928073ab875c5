"""A line of text copied from a web page → the lines of a signature block that the copy joined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from pipeline.document import Zone
from pipeline.parse.lexicon import one_of

_SENT = regex.compile(r"\s*nơi nhận\s*:(?=\s*[-–•+]\s*\p{L})", regex.I)
_NEXT_ITEM = regex.compile(r"(?<=[:;,.)])\s+(?=[-–•+]\s*\p{L})")
_TITLED = r"(?:(?:PGS|GS|TS|ThS|BS|CN|CKI{1,2})[., ]+)*"
_NAME = rf"{_TITLED}\p{{Lu}}\p{{Ll}}+(?:\s+\p{{Lu}}\p{{Ll}}+){{1,4}}"
_LONGEST = 200  # characters of a capacity, an office and a name

Piece = tuple[int, int, Zone]  # from, to, and where it stands in the form


@dataclass(frozen=True, slots=True)
class Feet:
    """The patterns of a foot on one line: all of it, and where its lines begin."""

    signed: regex.Pattern[str]
    begins: regex.Pattern[str]


def feet(competences: Iterable[str], offices: Iterable[str]) -> Feet:
    """Compile the patterns."""
    prefix, office = rf"(?:{one_of(competences)})\s*[.,:]", rf"(?:{one_of(offices)})(?!\p{{L}})"
    return Feet(
        signed=regex.compile(
            rf"\s*(?P<said>(?:{prefix}\s*\p{{Lu}}|{office})[\p{{Lu}}\s.,:&/()\-–]*?)\s+(?P<name>{_NAME})\s*"
        ),
        begins=regex.compile(rf"(?<!\p{{L}})(?:(?P<prefix>{prefix})|{office})"),
    )


def pieces(text: str, tools: Feet) -> tuple[Piece, ...]:
    """The lines that a copy joined: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần An" are three; () for any other line."""
    sent = _SENT.match(text)
    if sent:
        return tuple(_apart(text, [0, *(match.end() for match in _NEXT_ITEM.finditer(text))], len(text), "foot-left"))
    signed = tools.signed.fullmatch(text) if len(text) <= _LONGEST else None
    if signed is None:
        return ()
    starts, led = [signed.start("said")], -1
    for match in tools.begins.finditer(text, signed.start("said"), signed.end("said")):
        of_prefix = led >= 0 and not text[led : match.start()].strip()  # "CHỦ TỊCH" of "KT. CHỦ TỊCH"
        second = text[: match.start()].rstrip().endswith(",")  # "BỘ TRƯỞNG, CHỦ NHIỆM" is one office
        if match.start() > starts[-1] and not of_prefix and not second:
            starts.append(match.start())
        led = match.end() if match["prefix"] else -1
    return tuple(_apart(text, [*starts, signed.start("name")], signed.end("name"), "foot-right"))


def _apart(text: str, starts: list[int], end: int, zone: Zone) -> Iterator[Piece]:
    for start, after in zip(starts, [*starts[1:], end], strict=True):
        yield start, start + len(text[start:after].rstrip()), zone
