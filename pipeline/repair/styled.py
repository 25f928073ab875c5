"""Text with fonts → its repair: the encodings that the fonts tell first, then as any text."""

from pipeline.config import RepairOptions
from pipeline.repair.encoding import read_styled
from pipeline.repair.models import Models
from pipeline.repair.outcome import Repaired, chain
from pipeline.repair.text import repair_text
from pipeline.styled import StyledText


def repair_styled(styled: StyledText, models: Models, options: RepairOptions) -> Repaired:
    """As `repair_text`; where a run's font is known, its letters are what the font shows."""
    if not options.enabled:
        return Repaired(styled.text, styled.text, (), "clean")
    decoded = read_styled(styled)
    repaired = repair_text(decoded.text, models, options)
    edits = chain(styled.text, list(decoded.edits), list(repaired.edits))
    damage = decoded.encoding or repaired.damage
    return Repaired(styled.text, repaired.text, tuple(edits), damage, decoded.notes + repaired.notes)
