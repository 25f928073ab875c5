"""Text to tokens with their places: words, numbers, punctuation; and the spans that repair must not enter."""

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import regex

Kind = Literal["word", "code", "number", "mark", "fixed"]


class Token(NamedTuple):
    """text[start:end]; `line` counts from 0.

    A code is a part of a document number ("QĐ" in 22/QĐ-UBND); a fixed token is an address or a foreign code.
    """

    text: str
    start: int
    end: int
    line: int
    kind: Kind


ADDRESS = r"(?:https?:/{1,2}|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b[\w/.?=&%-]*"
LETTER = r"[^\W\d_]\p{M}*"
CLEAN = regex.compile(rf"(?P<fixed>{ADDRESS})|(?P<word>(?:{LETTER})+)|(?P<number>\d+)|(?P<mark>\S)")
# A scanned word may hold anything but spaces and the punctuation that ends words: "x{r", "nhu'", "B§", "phr:in".
INNER = r"[\w'’`{}§&@©®$#£¥\\^~˜ˆ°¢€]|(?<=\p{L}\p{L})[:)\](|!](?=\p{Ll})|(?<=\p{Ll})\.(?=\p{Ll}{2})"
DAMAGED = regex.compile(rf"(?P<fixed>{ADDRESS})|(?P<number>\d+(?!{INNER}))|(?P<word>(?:{INNER})+)|(?P<mark>\S)")
CODE_PART = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}]{0,6}")


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] hangs on a slash or hyphen in a number of a document, such as 22/QD-UBND."""
    if not CODE_PART.fullmatch(text, start, end) or not any(c.isupper() for c in text[start + 1 : end]):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return before in ("/", "-") or after == "-" or (after == "/" and before.isdigit())


@cache
def _signs() -> dict[tuple[str, str], str]:
    rows = (files(__package__) / "data" / "codes.tsv").read_text(encoding="utf-8").splitlines()
    table = [row.split("\t") for row in rows if row[0] not in "#s"]
    return {(seen, where): meant for seen, meant, where in table}


def known_sign(token: Token) -> str | None:
    """The sign of a document or agency that a token in capitals spoils: QD in 22/QD-UBND is QĐ."""
    if token.kind not in ("code", "word") or not token.text.isupper():
        return None
    part = _signs().get((token.text, "part")) if token.kind == "code" else None
    return part or _signs().get((token.text, "any"))


def tokenize(text: str, damaged: bool = False) -> list[Token]:
    """All tokens of a text, in order; `damaged` lets a word hold what a scanner puts into words."""
    tokens = []
    line, seen = 0, 0
    for match in (DAMAGED if damaged else CLEAN).finditer(text):
        start, end = match.span()
        line += text.count("\n", seen, start)
        seen = start
        kind = match.lastgroup or "mark"
        if kind == "word" and _in_code(text, start, end):
            kind = "code"
        tokens.append(Token(match.group(), start, end, line, kind))  # type: ignore[arg-type]
    return tokens
