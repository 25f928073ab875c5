"""What a reader leaves out of a text → a sentence for people."""

from collections import Counter
from typing import Literal

# What was deleted stands beside what replaced it: 12 that became 15 would be read as 1215.
Unseen = Literal[
    "pictures or objects",
    "passages marked as deleted",
    "hidden passages",
    "symbols, a \ufffd for each",
    "fields without a result",
    "formulas without a result",
    "comments",
    "hidden sheets",
]
LeftOut = Counter[Unseen]


def told(left_out: LeftOut) -> tuple[str, ...]:
    """One sentence, or none where nothing was left out."""
    what = ", ".join(f"{what} ({count})" for what, count in left_out.items() if count)
    return (f"Left out: {what}.",) if what else ()
