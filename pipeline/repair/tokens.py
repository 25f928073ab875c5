"""Text to tokens with their places: words, numbers, punctuation; and the spans that repair must not enter."""

from typing import Literal, NamedTuple

import regex

Kind = Literal["word", "number", "mark", "fixed"]


class Token(NamedTuple):
    """text[start:end]; `line` counts from 0. A fixed token is an address: its letters are not ours to mend."""

    text: str
    start: int
    end: int
    line: int
    kind: Kind


ADDRESS = r"(?:https?:/{1,2}|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)\b[\w/.?=&%-]*"
TOKEN = regex.compile(rf"(?P<fixed>{ADDRESS})|(?P<word>[^\W\d_]\p{{M}}*(?:[^\W\d_]\p{{M}}*)*)|(?P<number>\d+)|(?P<mark>\S)")


def tokenize(text: str) -> list[Token]:
    """All tokens of a text, in order; what lies between them is white space."""
    tokens = []
    line, seen = 0, 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        line += text.count("\n", seen, start)
        seen = start
        tokens.append(Token(match.group(), start, end, line, match.lastgroup or "mark"))  # type: ignore[arg-type]
    return tokens
