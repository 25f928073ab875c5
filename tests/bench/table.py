"""Measurements as a table for people, and as the rates that the baseline keeps."""

from collections.abc import Mapping

from tests.bench.measure import Measured

HEADS = (
    "sample", "CER %", "words wrong %", "repaired %", "syllables %", "figures", "strict", "wrong", "cells", "citations",
    "sections", "metadata", "s/page",
)  # fmt: skip


def as_table(measured: Mapping[str, Measured]) -> str:
    """One line a sample. `words wrong` is before repair, `repaired` after it; pairs count right ones of all."""
    rows = [HEADS, *(_row(name, numbers) for name, numbers in measured.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = [
        "  ".join(
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    failures = [f"{name}: {numbers.failure}" for name, numbers in measured.items() if numbers.failure]
    return "\n".join([*lines, *failures])


def _row(name: str, numbers: Measured) -> tuple[str, ...]:
    pairs = (numbers.cells, numbers.citations, numbers.sections, numbers.metadata)
    return (
        name,
        f"{100 * numbers.character_edits / max(1, numbers.characters):.2f}",
        f"{100 * numbers.edits_before / max(1, numbers.words):.2f}",
        f"{100 * numbers.edits_after / max(1, numbers.words):.2f}",
        f"{100 * numbers.syllables.recall:.2f}" if numbers.syllables.expected else "-",
        f"{numbers.prose.right}/{numbers.prose.expected}",
        f"{numbers.prose_strict.right}/{numbers.prose_strict.expected}",
        str(numbers.wrong),
        *(f"{pair.right}/{pair.expected}" if pair.expected else "-" for pair in pairs),
        f"{numbers.seconds / max(1, numbers.pages):.1f}",
    )


def rates(numbers: Measured) -> dict[str, float]:
    """What the baseline keeps: error rates (names end in `_error`, less is better) and rates where more is better."""
    found: dict[str, float] = {
        "character_error": numbers.character_edits / max(1, numbers.characters),
        "word_error": numbers.edits_after / max(1, numbers.words),
        "wrong_figure_error": numbers.wrong / max(1, numbers.prose.found),
        "figures_f1": numbers.prose.f1,
        "figures_strict_f1": numbers.prose_strict.f1,
        "cells_f1": numbers.cells.f1,
        "citations_f1": numbers.citations.f1,
        "sections_f1": numbers.sections.f1,
        "metadata_f1": numbers.metadata.f1,
        "syllables": numbers.syllables.recall,
    }
    return {name: round(value, 5) for name, value in found.items()}
