"""Plain text → what a line of a report may hold: prose, rows of a table, figures, headings, words without context."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import regex

from models.build.known import known_text
from pipeline.repair.syllables import syllables

GAP = "\t"  # between cells of one row
LONGEST = 100  # characters
# The network has one sign of each kind; "²" is read as the digit.
SAME = str.maketrans({"–": "-", "‑": "-", "−": "-", "…": "...", "‘": "'", "’": "'", "″": '"', "⁄": "/", "\u00a0": " "})
DOMAINS = {"admin": 5.0, "legal": 4.0, "news": 2.0}  # by the first part of a file's name; 1 for others
SYMBOLS = """QĐ-UBND NĐ-CP TT-BTC QĐ-TTg NQ-HĐND BC-UBND TTLT-BTC-BNV CT-TTg KH-UBND QH13 QH14 CV-SNV TB-VPCP
TT-BGDĐT TT-BYT QĐ-BNN PL-UBTVQH11 HD-BTĐKT"""
LABELS = """- x X % 0 TT STT Tr.đ ha Tổng Cộng người hộ kg tấn km A B C I II III Đvt Tổng~cộng Triệu~đồng Tỷ~đồng
Ghi~chú"""
ORDINALS = "I II III IV V VI VII VIII IX X 1 2 3 1.1 1.2 2.3 a b c d đ"
UNITS = ("", ")", "", " đồng", " triệu đồng", " tỷ đồng", " ha", " km", " người", " hộ")


class Lines:
    """Lines without end, drawn from files of plain text: UTF-8, a paragraph a line."""

    def __init__(self, paths: Sequence[Path], known: frozenset[str], seed: int) -> None:
        """`known`: the characters that a line may hold."""
        self.rng = random.Random(seed)
        self.files = [path.open("rb") for path in paths]
        self.sizes = [path.stat().st_size for path in paths]
        self.weights = [DOMAINS.get(path.name.split("-")[0], 1.0) for path in paths]
        self.known = known | {GAP}
        self.words = sorted(syllables())
        self.formulas = known_text()
        self.kinds: dict[Callable[[], str], float] = {
            self.prose: 60, self.row: 10, self.cell: 6, self.figures: 9, self.lone_words: 8, self.formula: 7
        }  # fmt: skip

    def line(self) -> str:
        """One line; wide gaps between its cells."""
        while True:
            (kind,) = self.rng.choices(list(self.kinds), list(self.kinds.values()))
            text = unicodedata.normalize("NFC", regex.sub(" +", " ", kind().strip()))
            if text and len(text) <= LONGEST and self.known.issuperset(text):
                return text

    def paragraph(self) -> str:
        """A paragraph of one of the files."""
        while True:
            (number,) = self.rng.choices(range(len(self.files)), self.weights)
            self.files[number].seek(self.rng.randrange(self.sizes[number]))
            self.files[number].readline()
            text = self.files[number].readline().decode("utf-8", "ignore").translate(SAME)
            if len(text) > 3:
                return regex.sub(r"\s+", " ", text).strip()

    def prose(self) -> str:
        """Some words of a paragraph; one line in eight in capitals, as headings are."""
        text, length = self.paragraph(), int(self.rng.triangular(3, 95, 40))
        if len(text) > length:
            start = text.find(" ", self.rng.randrange(len(text) - length)) + 1
            text = text[start : max(text.rfind(" ", start, start + length), start + 1)]
        kind = self.rng.random()
        return text[:60].upper() if kind < 0.13 else text.title() if kind < 0.17 else text

    def row(self) -> str:
        """Cells of one row of a table."""
        cells = [self.cell() for _ in range(self.rng.choice((2, 3, 4, 6, 8)))]
        while len(GAP.join(cells)) > 80:
            cells.pop()
        return GAP.join(cells)

    def cell(self) -> str:
        """A number, a unit, a label, some words."""
        kind = self.rng.random()
        if kind < 0.25:
            return str(self.rng.randint(0, 99))
        if kind < 0.65:
            return self.number()
        if kind < 0.70:
            return self.rng.choice(LABELS.split()).replace("~", " ")
        if kind < 0.75:
            return f"{self.rng.choice(('T', 'TH', 'Đ', 'N', 'M'))}{self.rng.randint(1, 99)}"
        if kind < 0.80:
            return f"{self.rng.randint(0, 120)},{self.rng.randrange(100)}"
        return " ".join(self.paragraph().split()[: self.rng.randint(1, 4)])[:28]

    def figures(self) -> str:
        """Numbers and words that follow one another."""
        return " ".join(
            self.number() if self.rng.random() < 0.75 else " ".join(self.paragraph().split()[: self.rng.randint(1, 3)])
            for _ in range(self.rng.choice((1, 1, 1, 2, 3, 5)))
        )

    def lone_words(self) -> str:
        """Words without context: their marks must be seen, not guessed."""
        text = " ".join(self.rng.choices(self.words, k=self.rng.randint(1, 10)))
        kind = self.rng.random()
        return text.upper() if kind < 0.25 else text.title() if kind < 0.4 else text

    def formula(self) -> str:
        """A formula or a label of an administrative document, a person, a place."""
        kind = self.rng.choice(("formulas", "formulas", "persons", "places"))
        return self.rng.choice(self.formulas[kind]).translate(SAME)

    def number(self) -> str:
        """An amount, a share, a date, a symbol of a document, an ordinal."""
        rng = self.rng
        day, month, year = rng.randint(1, 31), rng.randint(1, 12), rng.randint(1975, 2030)
        return rng.choice((
            self._grouped,
            lambda: f"{self._grouped()},{self._digits(3)}",
            lambda: f"{self._digits(4)},{self._digits(3)}{rng.choice(('', '%', ' %'))}",
            lambda: self._digits(6),
            lambda: f"{day}/{month}/{year}" if rng.random() < 0.5 else f"{day:02}/{month:02}/{year}",
            lambda: f"{self._digits(4)}/{rng.choice((f'{year}/', ''))}{rng.choice(SYMBOLS.split())}",
            lambda: rng.choice(("", "-", "+", "(", "")) + self._grouped() + rng.choice(UNITS),
            lambda: rng.choice(ORDINALS.split()) + rng.choice((".", ")", "/")),
            lambda: f"Năm {year}",
        ))()  # fmt: skip

    def _digits(self, most: int) -> str:
        length = self.rng.randint(1, most)
        return str(self.rng.randrange(10 ** (length - 1) if length > 1 else 0, 10**length))

    def _grouped(self) -> str:
        return self._digits(3) + "".join(f".{self.rng.randrange(1000):03}" for _ in range(self.rng.randint(1, 3)))
