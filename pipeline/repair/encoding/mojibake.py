"""UTF-8 that was read as Latin-1 or Windows-1252 → the text that the bytes meant, one reading undone."""

from collections.abc import Sequence

import regex

from pipeline.repair.encoding.tables import windows

# Windows-1252 shows nothing for the bytes 81 8D 8F 90 9D: they come as control characters, or not at all.
BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    sign: byte for byte in range(0x80, 0xA0) if (sign := windows(byte))
}
NEXT = "[" + "".join(regex.escape(sign) for sign, byte in BYTES.items() if byte < 0xC0) + "]"
PAIR = rf"[Â-ß]{NEXT}|[à-ï]{NEXT}{{2}}|ð{NEXT}{{3}}"
SEQUENCE = regex.compile(PAIR)
# A no-break space that became a plain one: "lÃ  má»™t". Lost bytes behind á» are one of ề ọ ỏ ờ Ố; behind Ä, only Đ.
SPACED = regex.compile(r"Ã (?= )|Ã(?= )")
DAMAGE = regex.compile(rf"{PAIR}|á»|Ä(?!{NEXT})|Ã(?!{NEXT})")
# Among other text only what nothing else looks like counts: two letters of three bytes; and XÃ” stays.
TRIPLE = regex.compile(rf"á[º»]{NEXT}")
QUOTED = regex.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ][“”‘’…–—]")
BEYOND = regex.compile(r"[^\x00-\x7f]")
# “XÃ” in capitals and quotes reads as a sequence too, and is not one: a text must hold several different ones, and a
# line little else beyond ASCII. Errs on leaving single words alone.
LEAST_DIFFERENT = 3
LEAST_SHARE = 0.7


def _meant(match: regex.Match[str]) -> str:
    try:
        return bytes(BYTES[sign] for sign in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _share(line: str) -> float:
    """How much of what is beyond ASCII in a line stands in sequences of UTF-8."""
    beyond = len(BEYOND.findall(line))
    return sum(len(found) for found in DAMAGE.findall(line)) / beyond if beyond else 0.0


def broken_lines(lines: Sequence[str]) -> list[bool]:
    """Which lines hold UTF-8 taken for Latin-1, wholly or among other text."""
    broken = [
        not line.isascii() and SEQUENCE.search(line) is not None and _share(line) >= LEAST_SHARE for line in lines
    ]
    mixed = [
        not (is_so or line.isascii()) and len(TRIPLE.findall(line)) > 1
        for line, is_so in zip(lines, broken, strict=True)
    ]
    found = {s for line, b, m in zip(lines, broken, mixed, strict=True) if b or m for s in SEQUENCE.findall(line)}
    if len(found) < LEAST_DIFFERENT:
        return [False] * len(lines)
    return [
        is_so or is_mixed or (not line.isascii() and _share(line) >= LEAST_SHARE)
        for line, is_so, is_mixed in zip(lines, broken, mixed, strict=True)
    ]


def mend(line: str) -> str:
    """A broken line with every sequence made the letter it meant."""
    if not is_wholly(line):
        return SEQUENCE.sub(lambda match: match[0] if QUOTED.fullmatch(match[0]) else _meant(match), line)
    return SEQUENCE.sub(_meant, SPACED.sub("Ã\u00a0", line))


def is_wholly(line: str) -> bool:
    """Whether a line has little beyond ASCII but sequences of UTF-8, so that what is odd about it is a lost byte."""
    return _share(line) >= LEAST_SHARE
