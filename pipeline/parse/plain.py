"""Plain text → a transcript over it."""

from pipeline.document import Transcript, document_from_text


def over_text(text: str) -> Transcript:
    """A transcript over plain text as it stands, so that spans are those of the text, whatever its spaces."""
    plain = Transcript.of(document_from_text(text, ""))
    starts, at = [], 0
    for start, end in zip(plain.starts, plain.ends, strict=True):
        at = text.index(plain.text[start:end], at)
        starts.append(at)
        at += end - start
    ends = tuple(start + end - begin for start, begin, end in zip(starts, plain.starts, plain.ends, strict=True))
    return Transcript(plain.document, text, plain.places, tuple(starts), ends)
