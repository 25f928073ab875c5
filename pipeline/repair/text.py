"""A text to its repair: encoding first, then passage by passage what its damage calls for, until nothing changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from pipeline.config import RepairOptions
from pipeline.repair.damage import Damage, Signs, judge, judge_passage, read_signs
from pipeline.repair.encoding import decode
from pipeline.repair.letters import tone_new, tone_old
from pipeline.repair.models import Models
from pipeline.repair.outcome import Change, Edit, Repaired, apply, chain
from pipeline.repair.tokens import Token, tokenize

ROUNDS = 4  # a second reading finds what the first cleared the way for; almost always two rounds are enough
LONGEST = 400  # tokens decoded at once
PARAGRAPH = regex.compile(r"(?:[^\S\n]*\n){2,}|\f")


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens of one paragraph and the damage they have."""

    tokens: list[Token]
    damage: Damage


def _passages(text: str, language: Models, whole: Damage | None) -> tuple[list[Passage], Damage]:
    """The passages of a text with their damage, and the damage of the whole."""
    tokens = tokenize(text, damaged=True)
    blocks = list(_blocks(text, tokens))
    signs = [read_signs(block, language.language) for block in blocks]
    overall = whole or judge(sum(signs, Signs()))
    judged = [
        Passage(block, judge_passage(sign, overall)) for block, sign in zip(blocks, signs, strict=True)
    ]
    return judged, overall or "clean"


def _blocks(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens parted at empty lines and page ends, and at the line end before a block grows too long."""
    cuts = iter([match.start() for match in PARAGRAPH.finditer(text)])
    cut = next(cuts, len(text))
    block: list[Token] = []
    for token in tokens:
        full = len(block) >= LONGEST and token.line != block[-1].line
        if block and (token.start >= cut or full):
            yield block
            block = []
        while token.start >= cut:
            cut = next(cuts, len(text) + 1)
        block.append(token)
    if block:
        yield block


def _new_style(text: str) -> bool:
    """Whether a text puts tone marks the new way more often than the old: hoà, thuý."""
    new = old = 0
    for word in regex.findall(r"\p{L}+", text.lower()):
        new += tone_old(word) != word
        old += tone_new(word) != word
    return new > old


def _clean_tokens(text: str, block: list[Token]) -> list[Token]:
    """The tokens of a block as clean text has them: letters alone make a word."""
    start, line = block[0].start, block[0].line
    tokens = tokenize(text[start : block[-1].end])
    return [Token(t.text, t.start + start, t.end + start, t.line + line, t.kind) for t in tokens]


def mend(
    text: str, models: Models, options: RepairOptions, whole: Damage | None = None, trust: Mapping[int, float] | None = None
) -> tuple[list[Edit], Damage]:
    """One reading of a Unicode text: its edits and its damage. `trust` maps places of words to a bonus for keeping."""
    from pipeline.repair.passage import reread_passage, restore_passage  # compiled code: only when there is work
    from pipeline.repair.readings import Reader

    readers = {name: Reader(models, channel, name == "foreign") for name, channel in models.channels.items()}
    edits: list[Edit] = []
    judged, overall = _passages(text, models, whole)
    for passage in judged:
        if passage.damage == "stripped":
            edits += restore_passage(_clean_tokens(text, passage.tokens), models)
        elif passage.damage != "clean":
            reader = readers["foreign" if passage.damage == "foreign-ocr" else "vietnamese"]
            bonus = {i: trust[t.start] for i, t in enumerate(passage.tokens) if t.start in trust} if trust else {}
            edits += reread_passage(passage.tokens, reader, options.threshold, bonus)
    if edits and _new_style(text):
        edits = [_restyled(edit) for edit in edits]
    return edits, overall


def _restyled(edit: Edit) -> Edit:
    low = edit.new.lower()
    new = tone_new(low)
    if new == low:
        return edit
    cased = "".join(n.upper() if o.isupper() else n for o, n in zip(edit.new, new, strict=True))
    return Edit(edit.start, edit.end, cased, edit.reason, edit.conf)


def find_edits(text: str, models: Models, options: RepairOptions) -> tuple[list[Edit], str]:
    """All edits that a text needs, encoding first, and a label for the damage."""
    edits, encoding = decode(text)
    now, damage = apply(text, edits), "clean"
    for number in range(ROUNDS):
        found, kind = mend(now, models, options)
        damage = kind if number == 0 else damage
        if not found:
            break
        edits = chain(text, edits, found)
        now = apply(text, edits)
    return edits, encoding or damage


def repair_text(text: str, models: Models, options: RepairOptions) -> Repaired:
    """Give a text back what scanning, stripping or a wrong encoding took from it.

    Line for line and word for word: figures, addresses, punctuation and layout stay. Clean text comes out as it went
    in (but for its Unicode form, NFC), and a repaired text is not changed by a second repair.
    """
    if not options.enabled:
        return Repaired(text, (), "clean")
    edits, damage = find_edits(text, models, options)
    return Repaired(apply(text, edits), tuple(_changes(text, edits)), damage)


def _changes(text: str, edits: list[Edit]) -> Iterator[Change]:
    line, begin, at = 1, 0, 0
    for edit in edits:
        line += text.count("\n", at, edit.start)
        begin = text.rfind("\n", 0, edit.start) + 1
        at = edit.start
        yield Change(line, edit.start - begin + 1, text[edit.start : edit.end], edit.new, edit.reason, edit.conf)
