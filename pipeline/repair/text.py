"""A text to its repair: encoding first, then passage by passage what its damage calls for, until nothing changes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from pipeline.config import RepairOptions
from pipeline.repair.chunks import Chunks, chunks, tokenize
from pipeline.repair.damage import Damage, added, judge, judge_passage, read_signs, scanned
from pipeline.repair.edit import Edit, Edits, apply, chain
from pipeline.repair.encoding import read
from pipeline.repair.guard import sparing_numbers
from pipeline.repair.letters import like, tone_new, tone_old
from pipeline.repair.models import Models
from pipeline.repair.outcome import Repaired
from pipeline.repair.passages import passage_starts
from pipeline.repair.syllables import syllables
from pipeline.repair.tokens import Tokens

BLOCK = 10_000  # lines repaired at once, some 250 pages: what bounds the memory that a long text takes
NEWLINE = re.compile("\n")
ROUNDS = 4  # a second reading finds what the first cleared the way for; almost always two rounds are enough


def mend(
    text: str, models: Models, options: RepairOptions, trust: Mapping[int, float] | None = None
) -> tuple[Edits, Damage]:
    """One reading of a Unicode text: its edits, and the damage of most of what is damaged.

    `trust` maps the places of words to what their reader's confidence adds to leaving them; None for no scan.
    """
    edits, sizes = list[Edits](), Counter[Damage]()
    for start, end in _blocks(text):
        near = {at - start: log for at, log in trust.items() if start <= at < end} if trust else trust
        found, damage = _mend(text[start:end], models, options, near)
        edits.append(found.shifted(np.full(len(found), start)) if start else found)
        sizes[damage] += end - start
    damaged = [damage for damage, _ in sizes.most_common() if damage != "clean"]
    return Edits.merged(edits), damaged[0] if damaged else "clean"


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a long text begin and end: repair never changes lines, so a repaired text has the same."""
    start = 0
    for lines, match in enumerate(NEWLINE.finditer(text), 1):
        if lines % BLOCK == 0:
            yield start, match.end()
            start = match.end()
    if start < len(text) or not start:
        yield start, len(text)


def _mend(text: str, models: Models, options: RepairOptions, trust: Mapping[int, float] | None) -> tuple[Edits, Damage]:
    """As `mend`, for a text that is no longer than what is held in memory at once."""
    parts = chunks(text)
    tokens = parts.tokens(damaged=True)
    starts = passage_starts(tokens)
    signs = read_signs(tokens, starts, models.language.numbers)
    total = added(signs)
    overall = judge(total)
    damages = np.array([judge_passage(sign, overall) for sign in signs], object)
    overall = overall or "clean"
    found: list[Edits] = []
    if "foreign-ocr" in damages:
        from pipeline.repair.rereading import Scan, reread  # compiled code: only when there is work

        part, begins = _part(tokens, starts, damages == "foreign-ocr")
        found.append(reread(Scan(part, begins, np.ones(len(part))), "foreign", models, options))
    slight = _slight_edits(*_clean_part(parts, tokens, starts, damages == "clean"), models, options, trust)
    if len(slight):
        found.append(slight)
        overall = "vietnamese-ocr" if overall == "clean" else overall
    if "stripped" in damages:
        from pipeline.repair.restoring import restore  # compiled code: only when there is work

        found.append(restore(*_clean_part(parts, tokens, starts, damages == "stripped"), models, options))
    edits = sparing_numbers(text, Edits.merged(found))
    return edits.written(_new_tones) if len(edits) and _new_style(tokens) else edits, overall


def _slight_edits(
    tokens: Tokens, starts: np.ndarray, models: Models, options: RepairOptions, trust: Mapping[int, float] | None
) -> Edits:
    """The edits of passages that look clean, if they were scanned: a part of them tells."""
    if not len(tokens):
        return Edits()
    from pipeline.repair.rereading import PROBE, Scan, glance, reread  # compiled code: only when there is work

    logs = [trust.get(start, 0.0) for start in tokens.start.tolist()] if trust else np.zeros(len(tokens))
    scan = Scan(tokens, starts, np.exp(logs))
    probe = scan if trust is not None else scan.sample(PROBE)
    part = len(probe.tokens) < len(tokens)
    edits = (glance if part else reread)(probe, "vietnamese", models, options)
    if not scanned(tokens.text, edits, probe.words, trust is not None):
        return Edits()
    return reread(scan, "vietnamese", models, options) if part else edits


def _part(tokens: Tokens, starts: np.ndarray, chosen: np.ndarray) -> tuple[Tokens, np.ndarray]:
    """The tokens of the chosen passages, and where these begin among them."""
    if chosen.all():
        return tokens, starts
    sizes = np.diff(np.append(starts, len(tokens)))
    return tokens.rows(np.repeat(chosen, sizes)), np.cumsum(np.append(0, sizes[chosen]))[:-1]


def _clean_part(parts: Chunks, tokens: Tokens, starts: np.ndarray, chosen: np.ndarray) -> tuple[Tokens, np.ndarray]:
    """The tokens of the chosen passages as clean text has them: letters alone make a word."""
    strange = tokens.facts(lambda spelling: spelling.kind == "word" and not spelling.text.isalpha())
    if not chosen.any() or not strange.any():
        return _part(tokens, starts, chosen)
    clean = parts.tokens(damaged=False)
    return _part(clean, np.searchsorted(clean.start, tokens.start[starts]), chosen)


def _new_style(tokens: Tokens) -> bool:
    """Whether a text puts tone marks the new way more often than the old: hoà, thuý."""
    balance = 0
    for spelling, times in tokens.counts():
        low = spelling.text.lower()
        if not low.isascii():
            balance += times * ((tone_old(low) != low) - (tone_new(low) != low))
    return balance > 0


def _new_tones(text: str) -> str:
    low = text.lower()
    new = tone_new(low)
    return text if new == low else like(text, new)


def _toned(text: str, tones: str) -> Edits:
    """The edits that put all tone marks of a text the "old" or the "new" way."""
    place = tone_old if tones == "old" else tone_new
    tokens = tokenize(text)
    moved = {}
    for spelling in tokens.spellings:
        low = spelling.text.lower()
        if spelling.kind == "word" and place(low) != low and tone_old(low) in syllables():
            moved[spelling.text] = like(spelling.text, place(low))
    chosen = np.flatnonzero(tokens.facts(lambda spelling: spelling.text in moved))
    found = [tokens[i] for i in chosen.tolist()]
    return Edits.of(Edit(token.start, token.end, moved[token.text], "tones", 1.0) for token in found)


def find_edits(text: str, models: Models, options: RepairOptions, trust: Mapping[int, float] | None = None) -> Repaired:
    """All edits that a text needs, encoding first; `trust` as for `mend`."""
    decoded = read(text)
    edits, now, damage = Edits.of(decoded.edits), decoded.text, "clean"
    for number in range(ROUNDS):
        # Places have moved after the first reading, and what a reader was sure of has had its say.
        found, kind = mend(now, models, options, trust if now == text or trust is None else {})
        damage = kind if number == 0 else damage
        # What is in doubt is told by the first reading, which saw what was given.
        told = found if number == 0 else found.rows(found.changing(now))
        edits = chain(text, edits, told)
        after = apply(now, told)
        if after == now:
            break
        now = after
    if options.tones:
        moved = _toned(now, options.tones)
        edits, now = chain(text, edits, moved), apply(now, moved)
    return Repaired(text, now, edits, decoded.encoding or damage, decoded.notes)


def repair_text(text: str, models: Models, options: RepairOptions) -> Repaired:
    """Give a text back what scanning, stripping or a wrong encoding took from it.

    Line for line and word for word: figures, addresses, punctuation and layout stay. Clean text comes out as it went
    in (but for its Unicode form, NFC), and a repaired text is not changed by a second repair.
    """
    return find_edits(text, models, options) if options.enabled else Repaired(text, text, Edits(), "clean")
