"""The tokenizer: syllables, numbers as printed, marks; the text of the Doc is the text that went in."""

from typing import Any

import regex
from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = regex.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?=\D|$)|\d+(?:,\d+)?|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)?|\n|[^\S\n]+|\S"
)


class SyllableTokenizer:
    """Cuts at every mark, so that "(92,5%)," holds the token "92,5" and a span can stand on it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if token == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Nothing to write: the rules are code."""

    def from_disk(self, path: Any, **kwargs: Any) -> "SyllableTokenizer":
        """Nothing to read."""
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "SyllableTokenizer":
        """Nothing to read."""
        return self
