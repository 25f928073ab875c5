"""A text to its repair: encoding first, then passage by passage what its damage calls for, until nothing changes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from pipeline.config import RepairOptions
from pipeline.repair.damage import Damage, Signs, judge, judge_passage, read_signs, scanned
from pipeline.repair.encoding import decode
from pipeline.repair.letters import like, tone_new, tone_old
from pipeline.repair.models import Models
from pipeline.repair.outcome import Change, Edit, Repaired, apply, chain
from pipeline.repair.tokens import Token, tokenize

ROUNDS = 4  # a second reading finds what the first cleared the way for; almost always two rounds are enough
# A channel is adapted to a document that has so many certain words and, for each of them, so many edits: a scan has
# 0.01 or more, clean text 0.001.
LEAST_CERTAIN, LEAST_EDITS = 150, 0.003
LONGEST = 400  # tokens decoded at once
NUMERAL = regex.compile(r"[IVX]+")
DIGIT_BEFORE, DIGIT_AFTER = regex.compile(r"\d$"), regex.compile(r"/?\d")
FIGURE = regex.compile(r"(\S?)\s*(\d+)\s*(\S?)", regex.V0)  # a run of digits between what stands next to it
PARAGRAPH = regex.compile(r"(?:[^\S\n]*\n){2,}|\f")


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens of one paragraph and the damage they have."""

    tokens: list[Token]
    damage: Damage


def _passages(text: str, known: Mapping[str, int]) -> tuple[list[Passage], Damage, int]:
    """The passages of a text with their damage, the damage of the whole, and the number of words."""
    blocks = list(_blocks(text, tokenize(text, damaged=True)))
    signs = [read_signs(block, known) for block in blocks]
    total = sum(signs, Signs())
    overall = judge(total)
    passages = []
    for block, sign in zip(blocks, signs, strict=True):
        damage = judge_passage(sign, overall)
        plain = all(token.kind != "word" or token.text.isalpha() for token in block)
        passages.append(Passage(block if plain or damage == "foreign-ocr" else _clean_tokens(text, block), damage))
    return passages, overall or "clean", total.words


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
    text: str, models: Models, options: RepairOptions, trust: Mapping[int, float] | None = None
) -> tuple[list[Edit], Damage]:
    """One reading of a Unicode text: its edits and its damage.

    `trust` maps the places of words to what their reader's confidence adds to leaving them; None for no scan.
    """
    from pipeline.repair.passage import restore_passage  # compiled code: only when there is work

    passages, overall, words = _passages(text, models.language.numbers)
    edits = _reread([p.tokens for p in passages if p.damage == "foreign-ocr"], "foreign", models, options, {})
    clean = [p.tokens for p in passages if p.damage not in ("foreign-ocr", "stripped")]
    slight = _reread(clean, "vietnamese", models, options, trust or {})
    if scanned(text, slight, words, trust is not None):
        edits += slight
        overall = "vietnamese-ocr" if overall == "clean" else overall
    for passage in passages:
        if passage.damage == "stripped":
            edits += restore_passage(passage.tokens, models)
    edits = [edit for edit in edits if spares_numbers(text, edit)]
    if edits and _new_style(text):
        edits = [_restyled(edit) for edit in edits]
    return sorted(edits, key=lambda edit: edit.start), overall


def _reread(
    passages: list[list[Token]], kind: str, models: Models, options: RepairOptions, trust: Mapping[int, float]
) -> list[Edit]:
    """The edits of scanned passages: once by the trained channel, then by one adapted to this document."""
    from pipeline.repair.alignment import adapt
    from pipeline.repair.passage import certain_words, edits_of, read_passage
    from pipeline.repair.readings import Reader

    bonus = [{i: trust[t.start] for i, t in enumerate(tokens) if t.start in trust} for tokens in passages]
    channel, edits = models.channels[kind], list[Edit]()
    for _ in range(2):
        reader = Reader(models, channel, kind == "foreign")
        chosen = [read_passage(*one, reader) for one in zip(passages, bonus, strict=True)]
        each = list(zip(passages, chosen, strict=True))
        edits = [edit for one in each for edit in edits_of(*one, reader, options.threshold)]
        met = Counter(pair for one in each for pair in certain_words(*one))
        if met.total() < LEAST_CERTAIN or len(edits) < LEAST_EDITS * met.total():
            break
        channel = adapt(channel, met)
    return edits


def spares_numbers(text: str, edit: Edit) -> bool:
    """Whether a change leaves numbers alone, and what touches them: a letter beside a digit may be a digit misread.

    "tháng l1" is no "tháng1", and "ngàyÁ8" no "ngày8"; but "thang8" is "tháng 8", and "s6" may be the word "số".
    A Roman numeral is a number too: "HI." may be II or III.
    """
    old, new = text[edit.start : edit.end].strip(), edit.new.strip()
    if NUMERAL.fullmatch(new) or (FIGURE.search(new) and FIGURE.findall(old) != FIGURE.findall(new)):
        return False
    if DIGIT_BEFORE.search(text, endpos=edit.start) and old[:1] != new[:1]:
        return False
    return not (DIGIT_AFTER.match(text, edit.end) and old[-1:] != new[-1:])


def _restyled(edit: Edit) -> Edit:
    low = edit.new.lower()
    new = tone_new(low)
    if new == low:
        return edit
    return Edit(edit.start, edit.end, like(edit.new, new), edit.reason, edit.conf)


def find_edits(
    text: str, models: Models, options: RepairOptions, trust: Mapping[int, float] | None = None
) -> tuple[list[Edit], str]:
    """All edits that a text needs, encoding first, and a label for the damage; `trust` as for `mend`."""
    edits, encoding = decode(text)
    now, damage = apply(text, edits), "clean"
    for number in range(ROUNDS):
        # Places have moved after the first reading, and what a reader was sure of has had its say.
        found, kind = mend(now, models, options, trust if not edits or trust is None else {})
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
