"""Text → the same text as a reader without Vietnamese shows it, for every encoding: the tables turned round."""

import unicodedata
from collections.abc import Callable

from pipeline.repair.encoding.tables import LEGACY, Legacy, tables, windows
from pipeline.repair.letters import MARKED

VIQR = {"\u0302": "^", "\u0306": "(", "\u031b": "+", "\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~"}
VIQR |= {"\u0323": "."}


def by_table(name: Legacy) -> Callable[[str], str]:
    """The encoder of an encoding, its bytes shown as Latin-1."""
    back: dict[str, str] = {}
    for seen, meant in tables()[name].letters.items():
        if meant in MARKED and all(ord(char) < 0x100 for char in seen):
            back.setdefault(meant, seen)
    return lambda text: "".join(back.get(char, char) for char in text)


def viqr(text: str) -> str:
    """VIQR as people typed it, with dd for đ."""
    parts = []
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        signs = sorted((VIQR[mark] for mark in marks), key=lambda sign: sign not in "^(+")
        parts.append({"đ": "dd", "Đ": "DD"}.get(char, base + "".join(signs)))
    return "".join(parts)


def latin(text: str) -> str:
    """UTF-8 taken for Latin-1."""
    return text.encode().decode("latin-1")


def windows_1252(text: str) -> str:
    """UTF-8 taken for Windows-1252; bytes that it lacks stay control characters."""
    return "".join((windows(ord(c)) or c) if 0x80 <= ord(c) < 0xA0 else c for c in latin(text))


def decomposed(text: str) -> str:
    """Letters with their tone behind them, as Windows-1258 composes."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in marks if mark in tones)
        parts.append(unicodedata.normalize("NFC", "".join(m for m in marks if m not in tones)) + tone)
    return "".join(parts)


ENCODERS: dict[str, Callable[[str], str]] = {
    **{name: by_table(name) for name in LEGACY},
    "viqr": viqr,
    "latin": latin,
    "windows_1252": windows_1252,
    "latin twice": lambda text: latin(latin(text)),
    "windows_1252 twice": lambda text: windows_1252(windows_1252(text)),
}
