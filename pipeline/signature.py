"""What a signature field of a PDF claims."""

from dataclasses import dataclass

Place = tuple[float, float, float, float]  # left, top, right, bottom in PDF points from the top left of the page


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature field; nothing of it was validated.

    Its appearance shows `text` (digits, names, "" for a picture) at `place` of page `page`, from 1. `signer` and `time`
    (ISO 8601) are "" where the field does not say.
    """

    page: int
    place: Place
    text: str
    signer: str
    time: str


def shown(signatures: tuple[Signature, ...], page: int, place: Place) -> frozenset[str]:
    """The words that signature fields show at a place of a page: those of every field over its middle line."""
    left, top, right, bottom = place
    middle = (top + bottom) / 2
    return frozenset(
        word
        for each in signatures
        if each.page == page and left < each.place[2] and right > each.place[0]
        if each.place[1] <= middle <= each.place[3]
        for word in each.text.split()
    )
