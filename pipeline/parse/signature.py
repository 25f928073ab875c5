"""The foot of a document → recipients, and who signed in what capacity."""

from dataclasses import dataclass, replace

import regex

from pipeline.parse.fields import make_field
from pipeline.parse.folding import folded, squeezed
from pipeline.parse.layout import Layout, TextLine
from pipeline.parse.lexicon import Lexicon, one_of
from pipeline.parse.offices import Known, is_prefixed, known_offices, line_meant, office_by_place, office_meant
from pipeline.parse.recipients import ITEM, Wordings, find_recipients, wordings
from pipeline.parse.signers import Surnames, find_signer, surnames
from pipeline.report import Field, Issue

_DEPUTIES = {"BỘ TRƯỞNG": "THỨ TRƯỞNG"}  # all others are called PHÓ
_HIDDEN = 6  # letters that OCR makes of "PHÓ" under a seal
_CUT = "signature.cut"  # of a prefix that a seal cuts: "KT. CHỦ"


@dataclass(frozen=True)
class Signs:
    """The patterns of a signature block."""

    capacity: regex.Pattern[str]
    office: regex.Pattern[str]
    body: regex.Pattern[str]
    surnames: Surnames
    competences: dict[str, str]
    offices: dict[str, str]
    known: Known
    wordings: Wordings


def signs(lexicon: Lexicon) -> Signs:
    """Compile the patterns of a signature block."""
    competences = dict(lexicon.titles["competences"])
    prefixes, chairs = one_of(competences), one_of(lexicon.titles["offices"])
    bodies = one_of(map(folded, [*lexicon.titles["offices"], *lexicon.agencies["heads"]]))
    offices = one_of(map(folded, lexicon.titles["offices"]))
    return Signs(
        capacity=regex.compile(
            rf"(?:^\s*|\s)(?P<cap>{prefixes})(?:\s*[.,:]\s*|(?<=/\p{{Lu}})\s+|\s+(?={chairs}))"
            r"(?P<who>\p{Lu}[\p{Lu} ,\-]*)\s*$"
        ),
        office=regex.compile(
            rf"(?:^(?:[^\s.]{{1,2}}\s+)?|(?<=[;.:])|^noi nhan)\s*(?P<office>(?:{offices})(?:\s+[a-z .&]+)?)\s*$"
        ),
        body=regex.compile(rf"(?:{bodies})(?![a-z])"),
        surnames=surnames(lexicon.titles["surnames"], lexicon.titles["also_given"]),
        competences=competences,
        offices={folded(office): office for office in lexicon.titles["offices"]},
        known=known_offices(lexicon, _DEPUTIES),
        wordings=wordings(lexicon),
    )


def _right(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    zoned = tuple(line for line in lines if line.zone == "foot-right")
    return zoned or lines


def _capacities(
    layout: Layout, lines: tuple[TextLine, ...], organ: str, tools: Signs
) -> tuple[list[Field], list[Field]]:
    """The prefixes and the offices; the last office is that of the person who signed."""
    prefixes: list[Field] = []
    offices: list[Field] = []
    for line in lines:
        if ITEM.match(line.text) and ";" not in line.text:
            continue
        prefix = _prefix(layout, line, organ, tools)
        if prefix:
            prefixes.append(prefix)
        else:
            offices += _office(layout, line, prefixes, organ, tools)
    return prefixes, offices


def _prefix(layout: Layout, line: TextLine, organ: str, tools: Signs) -> Field | None:
    """The authority line "TM. ỦY BAN NHÂN DÂN"; of one that a seal cuts, "KT. CHỦ", what is left."""
    cap = tools.capacity.search(line.text)
    who = squeezed(cap["who"]) if cap else ""
    whole = cap is not None and tools.body.match(folded(who)) is not None
    cut = line.page.source == "ocr" and any(office.startswith(f"{folded(who)} ") for office in tools.offices)
    if cap and (whole or (cut and cap["cap"] == "KT")):
        value = f"{tools.competences[cap['cap']]} {tools.offices.get(folded(who), who)}"
        start, end = (line.span.start + at for at in (cap.start("cap"), cap.end("who")))
        return make_field(layout, "signer_competence", value, start, end, "signature.prefix" if whole else _CUT)
    named = tools.office.search(folded(line.text)) is not None
    meant = "" if named else line_meant(line, organ, tools.known)
    return _listed(layout, line, "signer_competence", meant, "competence_by_list") if meant else None


def _office(layout: Layout, line: TextLine, prefixes: list[Field], organ: str, tools: Signs) -> list[Field]:
    """The office that a line names, in letters as they must have been printed."""
    if is_prefixed(line):
        return []
    office = tools.office.search(folded(line.text))
    words = line.text[office.start("office") : office.end("office")] if office else ""
    if office and words == words.upper():
        start = line.span.start + office.start("office")
        value = tools.offices.get(squeezed(folded(words)), words)
        return [make_field(layout, "signer_position", value, start, start + len(words), "signature.office")]
    hidden = _under_seal(layout, line, prefixes[-1].value) if prefixes and office is None else []
    meant = "" if hidden else office_meant(line, organ, tools.known)
    return hidden or ([_listed(layout, line, "signer_position", meant, "office_by_list")] if meant else [])


def _listed(layout: Layout, line: TextLine, name: str, meant: str, flag: str) -> Field:
    """A field by the list of offices, from a line that was read badly."""
    field = make_field(layout, name, meant, *line.span, "signature.list", 0.8)
    return replace(field, flags=(*field.flags, flag))


def _under_seal(layout: Layout, line: TextLine, competence: str) -> list[Field]:
    """The office of the line under "KT. CHỦ TỊCH" of which a seal hides the first word: "HỒ CHỦ TỊCH"."""
    chair = competence.removeprefix("KT. ")
    start = line.span.end - len(chair)
    hidden = folded(line.text).endswith(folded(chair)) and len(line.text) - len(chair) <= _HIDDEN
    if chair == competence or not hidden:
        return []
    return [make_field(layout, "signer_position", chair, start, line.span.end, "signature.office", 0.8)]


def _by_deputy(prefixes: list[Field], offices: list[Field]) -> list[Field]:
    """The prefixes; of the last, OCR may have lost a word: a "PHÓ CHÁNH VĂN PHÒNG" signs "KT. CHÁNH VĂN PHÒNG".

    One of which nobody tells the rest is left out.
    """
    chair = offices[-1].value.removeprefix("PHÓ ") if offices else ""
    last, kept = prefixes[-1], prefixes[-1].value.removeprefix("KT. ")
    part = chair.endswith(f" {kept}") or chair.startswith(f"{kept} ")
    lost = last.value.startswith("KT. ") and part and chair != offices[-1].value
    if not lost:
        return [each for each in prefixes if each.rule != _CUT]
    return [*prefixes[:-1], replace(last, value=f"KT. {chair}", flags=(*last.flags, "competence_by_deputy"))]


def _is_open(fields: list[Field], prefixes: list[Field]) -> bool:
    """Whether the office is that of the agency's head or his deputy, and was not read."""
    ordered = any(prefix.value.startswith(("TL.", "TUQ.", "KT.")) for prefix in prefixes)
    return not ordered and all(field.name != "signer_position" for field in fields)


def _by_place(layout: Layout, lines: tuple[TextLine, ...], signer: Field, organ: str, tools: Signs) -> list[Field]:
    """The office of which a seal hides the beginning, by the middle of the name below it."""
    above = [line for line in lines if line.span.end < signer.span.start]
    name = [box for _, box in layout.transcript.boxes(signer.span)]
    meant = office_by_place(layout, above[-1], name[0], organ, tools.known) if above and len(name) == 1 else ""
    return [_listed(layout, above[-1], "signer_position", meant, "office_by_place")] if meant else []


def _position(office: Field, competence: str, tools: Signs) -> list[Field]:
    """The office of who signed. Who signs for the chair is not the chair but, where there is one, the deputy."""
    if competence != f"KT. {office.value}":
        return [office]
    deputy = _DEPUTIES.get(office.value) or tools.offices.get(folded(f"PHÓ {office.value}"))
    if deputy is None:
        return []
    return [replace(office, value=deputy, conf=office.conf * 0.9, flags=(*office.flags, "deputy_by_competence"))]


def read_signature(layout: Layout, organ: str, tools: Signs) -> tuple[tuple[Field, ...], tuple[Issue, ...]]:
    """Recipients, capacity, office and name of the signature block, and a doubt where the name cannot be trusted.

    `organ` is the agency of the letterhead, or "": who heads it tells what a seal hides.
    """
    lines = tuple(layout.lines[number] for number in layout.foot)
    prefixes, offices = _capacities(layout, _right(lines), organ, tools)
    fields = find_recipients(layout, lines, tools.wordings)
    prefixes = _by_deputy(prefixes, offices) if prefixes else []
    if prefixes:
        first, last = prefixes[0], prefixes[-1]
        chain = "; ".join(dict.fromkeys(each.value for each in prefixes))
        fields.append(
            make_field(layout, "signer_competence", chain, first.span.start, last.span.end, "signature.prefix")
        )
    if offices:
        fields += _position(offices[-1], prefixes[-1].value if prefixes else "", tools)
    elif prefixes and prefixes[-1].value.startswith("KT. "):
        chair = replace(prefixes[-1], name="signer_position", value=prefixes[-1].value.removeprefix("KT. "))
        fields += _position(chair, prefixes[-1].value, tools)  # a seal lies over the whole office
    elif prefixes and prefixes[-1].value.startswith("Q. "):
        fields.append(replace(prefixes[-1], name="signer_position", rule="signature.acting"))  # no other office follows
    right = _right(lines)
    signed = [each.span.end for each in (*prefixes, *offices)]
    if not signed and right and right[-1].zone == "foot-right" and len(right) > 1:
        signed = [right[-2].span.end]  # a seal lies over the office: the last line of its column is the name
    signer = find_signer(layout, right, max(signed), tools.surnames) if signed else None
    if isinstance(signer, Field):
        fields += _by_place(layout, right, signer, organ, tools) if _is_open(fields, prefixes) else []
        fields.append(signer)
    return tuple(fields), (signer,) if isinstance(signer, Issue) else ()
