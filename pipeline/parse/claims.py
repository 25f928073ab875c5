"""Signature fields of a PDF → metadata fields and doubts. All of it is claims: no signature was validated."""

import regex

from pipeline.document import Box, Document, Span
from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded
from pipeline.parse.layout import Layout, TextLine
from pipeline.report import Field, Issue
from pipeline.signature import Signature

# People sign as "Nguyễn Văn Bình"; bodies in capitals, or with words in small letters: "Sở Tài nguyên và Môi trường".
_PERSON = regex.compile(r"\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}*){1,4}")
_BODY = ("so ", "uy ban ", "chi cuc ", "cuc ", "bo ", "van phong ", "phong ", "trung tam ", "cong ", "ban ", "dang uy ")
_CLAIM = 0.9  # sure as a claim can be: the certificate may be that of a clerk
_SIGNATURE = "signature_field"


def claimed_number(layout: Layout, lines: tuple[TextLine, ...]) -> Field | None:
    """The number that a signature field shows behind "Số:", where the symbol behind it could not be read."""
    for line in lines:
        match = regex.match(r"so\s*[:;.,]?\s*(?P<n>\d{1,5})(?!\d)", folded(line.text))
        if match:
            start, end = (line.span.start + at for at in match.span("n"))
            if layout.transcript.claimed(Span(start, end)):
                return make_field(layout, "code_number", match["n"], start, end, "number.signature")
    return None


def signature_fields(document: Document, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Who signed and when, each signer once, in the order of time; the signer's name where the page shows none.

    These fields stand outside the text: their span is empty.
    """
    found: list[Field] = []
    signatures = sorted(document.signatures, key=lambda each: each.time)
    for each in signatures:
        if each.signer and each.signer not in (field.value for field in found):
            found.append(_outside("signed_by", each.signer))
            found += [_outside("signed_at", each.time)] if each.time else []
    people = [each.signer for each in signatures if is_person(each.signer) and _on_the_right(document, each)]
    if people and not any(field.name == "signer_name" for field in fields):
        found.append(_outside("signer_name", people[-1]))  # whoever initials a draft does so before
    return tuple(found)


def _on_the_right(document: Document, signature: Signature) -> bool:
    """Whether it stands in the right half of its page, as the signature block does; initials of clerks stand left."""
    page = document.pages[signature.page - 1]
    middle = page.points(Box(0, 0, page.width, page.height))[2] / 2
    return signature.place[0] + signature.place[2] > 2 * middle


def is_person(name: str) -> bool:
    """Whether a certificate's name is a person's: two to five capitalised syllables that do not begin a body's name."""
    return bool(_PERSON.fullmatch(name)) and not folded(name).startswith(_BODY)


def signature_issues(signatures: tuple[Signature, ...], fields: tuple[Field, ...]) -> tuple[Issue, ...]:
    """Where the page and its signature fields contradict each other; neither is corrected."""
    values = {field.name: field for field in fields}
    issues = []
    issued, last = values.get("issued_date"), max((each.time for each in signatures), default="")
    if issued and last and issued.value > last[:10]:
        facts = {"issued": issued.value, "last": last}
        issues.append(Issue(code="date_after_signature", facts=facts, span=issued.span))
    printed = values.get("signer_name")
    people = sorted({each.signer for each in signatures if is_person(each.signer)})
    if printed and people and folded(printed.value) not in map(folded, people):
        facts = {"printed": printed.value, "signers": ", ".join(people)}
        issues.append(Issue(code="signer_differs", facts=facts, span=printed.span))
    return tuple(issues)


def _outside(name: str, value: str) -> Field:
    return Field(
        span=Span(0, 0), text=value, conf=_CLAIM, flags=(_SIGNATURE,), name=name, value=value, rule="signature.field"
    )
