"""How well a text was read, in reading order and whatever the order."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.evaluate.repaired import Verdict, judge_flow, text_lines
from pipeline.evaluate.spelling import has_digit, has_letter, normalise, tokens
from pipeline.evaluate.tally import tally
from pipeline.letters import unmarked


@dataclass(frozen=True, slots=True)
class TextScore:
    """Error rates count edits per unit of the truth and may exceed 1; shares lie between 0 and 1.

    `cer` characters; `ser` words; `found` share of the truth's syllables that occur, whatever the order; `bare` the
    same without diacritics, so `bare - found` is what only lost its marks; `numbers` share of words with a digit.
    """

    cer: float
    ser: float
    found: float
    bare: float
    numbers: float
    characters: int
    words: int


def score_text(truth: str, output: str) -> TextScore:
    """Compare a text with the truth. White space, dashes, quotes and the place of the tone mark do not count."""
    true_text, text = normalise(truth), normalise(output)
    expected, got = tokens(true_text), tokens(text)
    syllables = [word for word in expected if has_letter(word) and not has_digit(word)]
    return TextScore(
        cer=Levenshtein.distance(text, true_text) / max(1, len(true_text)),
        ser=Levenshtein.distance(got, expected) / max(1, len(expected)),
        found=tally(syllables, got).recall,
        bare=tally(map(unmarked, syllables), map(unmarked, got)).recall,
        numbers=tally(filter(has_digit, expected), got).recall,
        characters=len(true_text),
        words=len(expected),
    )


def judge_text(truth: str, output: str) -> tuple[Verdict, ...]:
    """A verdict on every word of the truth, in reading order, with the spellings that do not count made one."""
    true_lines, lines = ([normalise(line) for line in text_lines(text)] for text in (truth, output))
    return judge_flow(dict(enumerate(true_lines, 1)), lines, literal=True)
