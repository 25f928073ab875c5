"""The lines of a document → those that it only quotes, to be put into another: their numbers are none of its own."""

from itertools import pairwise

import regex

from pipeline.parse.layout import TextLine

_OPENED = regex.compile(r"\s*[“\"„]")
_ENDED = regex.compile(r"[”\"]\s*[;.,]?(?:\s*và)?\s*[./]*\s*$")
_LONGEST = 60  # lines of a quotation; OCR may have lost what closes a longer one


def quoted_lines(lines: tuple[TextLine, ...]) -> frozenset[int]:
    """Places of the lines that are put into another document: from “ below a colon to the ” that ends a line."""
    found: set[int] = set()
    for at, (above, line) in enumerate(pairwise(lines), 1):
        if at not in found and _OPENED.match(line.text) and above.text.rstrip().endswith(":"):
            ends = (place for place in range(at, min(len(lines), at + _LONGEST)) if _ENDED.search(lines[place].text))
            found.update(range(at, next(ends, at - 1) + 1))
    return frozenset(found)
