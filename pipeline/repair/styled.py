"""Text with fonts → its repair: the encodings that the fonts tell first, then as any text."""

from pipeline.config import RepairOptions
from pipeline.repair.edit import Edit, Edits, apply, chain
from pipeline.repair.encoding import Decoded, read_styled
from pipeline.repair.models import Models
from pipeline.repair.outcome import Repaired
from pipeline.repair.text import repair_text
from pipeline.styled import StyledText


def repair_styled(styled: StyledText, models: Models, options: RepairOptions) -> Repaired:
    """As `repair_text`; where a run's font is known, its letters are what the font shows.

    A text that is mostly in such fonts was typed and not scanned: nothing but its encoding (and, if asked for, the
    place of its tone marks) is changed.
    """
    if not styled.runs or not options.enabled:
        return repair_text(styled.text, models, options)
    decoded = read_styled(styled)
    typed = _mostly_old(decoded)
    repaired = repair_text(decoded.text, models, options) if options.tones or not typed else None
    later = Edits.of(edit for edit in repaired.edits if _is_wanted(edit, typed)) if repaired else Edits()
    edits = chain(styled.text, Edits.of(decoded.edits), later)
    notes = decoded.notes + (repaired.notes if repaired else ())
    damage = decoded.encoding or (repaired.damage if repaired else "clean")
    return Repaired(styled.text, apply(decoded.text, later), edits, damage, notes)


def _mostly_old(decoded: Decoded) -> bool:
    """Whether most of a text was in an encoding before Unicode."""
    old = sum(passage.end - passage.start for passage in decoded.passages)
    return 2 * old > len(decoded.text)


def _is_wanted(edit: Edit, typed: bool) -> bool:
    return not typed or edit.reason == "tones"
