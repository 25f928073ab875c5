"""What a sentence hands from one figure to the next: its place, its brackets, the words between."""

from dataclasses import dataclass, field
from typing import Literal

import regex

from pipeline.document import Span
from pipeline.parse.clauses import Around, Labeller
from pipeline.parse.folding import spelled
from pipeline.parse.measures import Quantity
from pipeline.parse.paragraphs import Paragraph
from pipeline.report import Kpi, Section

KpiKind = Literal["result", "target", "plan", "estimate", "norm"]

_SHARE = regex.compile(r"\s*\([^()]*%[^()]*\)\s*(?=\p{Ll})")
_BRACKETS = regex.compile(r"[();]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its section, the periods that it inherits; `normative`: in an article of a law.

    `told`: what the section, or one above it, says its figures are. `opens`: the kind of all figures of a sentence
    that begins with "Kế hoạch năm 2026" or "Dự kiến"; "" for others. `planned`: neither tells, but the document is a
    plan, and the sentence tells of nothing that is so already. `year` in which the document was written; 0: unknown.
    """

    sentence: Span
    section: Section | None
    section_period: str
    document_period: str
    normative: bool = False
    told: KpiKind | Literal[""] = ""
    opens: KpiKind | Literal[""] = ""
    planned: bool = False
    year: int = 0


@dataclass
class Thread:
    """What earlier figures of a paragraph leave to later ones; `seen` and the rest live for one sentence.

    `latest` is the figure before, also one that speaks of another ("tăng 5%"); `seen` are those that do not, `earlier`
    those of the last sentence that had any.
    """

    before: Kpi | None = None
    latest: Kpi | None = None
    seen: list[Kpi] = field(default_factory=list)
    earlier: list[Kpi] = field(default_factory=list)
    bracket: list[Kpi | None] = field(default_factory=list)
    part_of: Kpi | None = None
    keeps: bool = False

    @property
    def last(self) -> Kpi | None:
        return self.seen[-1] if self.seen else None

    def parent(self) -> Kpi | None:
        """The figure of which the next one is a part."""
        inner = [kpi for kpi in self.bracket if kpi is not None]
        return inner[-1] if inner else self.part_of

    def next_sentence(self) -> None:
        """Forget the sentence but its last figure."""
        self.before = self.last or self.before
        self.earlier = self.seen or self.earlier
        self.latest, self.seen, self.bracket, self.part_of, self.keeps = None, [], [], None, False


def follow(tools: Labeller, thread: Thread, gap: str) -> None:
    """Open and close "(", "trong đó", ";" in the words between two figures. "trong đó:" reaches over ";"."""
    plain, whole = spelled(gap), thread.last
    events = [(m.start(), m[0]) for m in _BRACKETS.finditer(plain)]
    events += [(m.start(), "parts:" if m["colon"] else "parts") for m in tools.opener.finditer(plain)]
    for _, event in sorted(events):
        if event == "(":
            thread.bracket.append(whole)
        elif event == ")":
            del thread.bracket[-1:]
        elif event == ";":
            thread.part_of = thread.part_of if thread.keeps else None
        elif whole is not None:
            thread.part_of, thread.keeps = whole, event == "parts:"


def around_figure(paragraph: Paragraph, quantities: tuple[Quantity, ...], at: int, sentence: Span) -> Around:
    """The words around one of the quantities of a sentence, up to its neighbours.

    A bracket with one figure behind a count parts it not from what is told of it: "12 xã (80%) đạt chuẩn".
    """
    quantity = quantities[at]
    begin = quantities[at - 1].span.end if at else sentence.start
    starts = [*(each.number.start for each in quantities), sentence.end]
    right = paragraph.clip(Span(quantity.span.end, max(starts[at + 1], quantity.span.end)))
    precedes = at + 1 < len(quantities)
    bracket = _SHARE.match(paragraph.text, quantity.span.end - paragraph.span.start) if precedes else None
    end = paragraph.span.start + bracket.end() if bracket else 0
    if quantity.kind in ("count", "noun") and quantities[at + 1 : at + 2] and starts[at + 1] < end <= starts[at + 2]:
        right, precedes = f" {paragraph.clip(Span(end, starts[at + 2]))}", at + 2 < len(quantities)
    left = paragraph.clip(Span(begin, quantity.number.start))
    return Around(
        left=left,
        unit_words=paragraph.clip(Span(quantity.number.end, quantity.span.end)),
        right=right,
        follows=at > 0,
        precedes=precedes,
        closes=left.count(")") > left.count("("),
    )
