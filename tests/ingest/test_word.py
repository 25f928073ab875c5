"""Text with fonts from files of Word 97 to 2003: runs, lists, styles, symbols, and what nobody sees."""

from pathlib import Path
from struct import pack

import pytest
from written.word import DELETED, HIDDEN, LEGAL, OWN_RESTART, Change, Level, Paragraph, Piece, word_file

from pipeline.errors import InputError
from pipeline.ingest import read_styled
from pipeline.styled import StyledText

FONTS = ["Times New Roman", ".VnTimeH", ".VnTime"]
TIMES, HIGH, LOW = range(3)


def read(tmp_path: Path, data: bytes) -> StyledText:
    (tmp_path / "a.doc").write_bytes(data)
    return read_styled(tmp_path / "a.doc", 30)


def by_font(styled: StyledText) -> list[tuple[str, str]]:
    return [(styled.text[run.start : run.end], run.font) for run in styled.runs if run.font]


@pytest.mark.parametrize("wide", [False, True])
def test_word_keeps_the_font_of_every_run(wide: bool, tmp_path: Path) -> None:
    body = [
        Paragraph((Piece("céng hoµ", HIGH), Piece(" n­íc – François", TIMES))),
        Paragraph((Piece("Sè 12", None),), style=LOW),
    ]
    styled = read(tmp_path, word_file(body, FONTS, wide=wide))
    assert styled.text == "céng hoµ n­íc – François\nSè 12\n"
    assert by_font(styled) == [
        ("céng hoµ", ".VnTimeH"), (" n­íc – François", "Times New Roman"), ("Sè 12", ".VnTime"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ((Piece("tr. \x13 PAGE \\* \x13 X \x14y\x15 \x14"), Piece("12\x15.")), "tr. 12."),
        ((Piece("seen"), Piece("not", changes=HIDDEN), Piece("\x01\x08\x02")), "seen"),
        ((Piece("a\x0bb\tc\x1ed\x1fe"),), "a\nb\tc-de"),
    ],
)
def test_word_without_instructions_hidden_text_and_anchors(
    pieces: tuple[Piece, ...], text: str, tmp_path: Path
) -> None:
    assert read(tmp_path, word_file([Paragraph(pieces)], FONTS)).text == text + "\n"


LEVELS = (Level(1, 0, "Điều \0.", 0), Level(3, 2, "\0.\1)", 1), Level(1, 23, "\uf0b7", 0))


def test_numbers_that_word_sets_before_paragraphs_are_text(tmp_path: Path) -> None:
    def item(text: str, level: int = 0, number: int = 1) -> Paragraph:
        return Paragraph((Piece(text),), list=number, level=level)

    body = [
        item("a"),
        item("b"),
        item("c", 1),
        item("d", 1),
        item("e", 2),
        item("f"),
        item("g", 1),
        item("h", number=9),
    ]
    styled = read(tmp_path, word_file([Paragraph((Piece("x"),)), *body], FONTS, levels=LEVELS))
    lines = ["x", "Điều 1.\ta", "Điều 2.\tb", "2.iii) c", "2.iv) d", "•\te", "Điều 3.\tf", "3.iii) g", "h"]
    assert styled.text.splitlines() == lines


@pytest.mark.parametrize(
    ("form", "texts"),
    [(0, "1 4 9 14 40"), (1, "I IV IX XIV XL"), (2, "i iv ix xiv xl"), (3, "A D I N NN"),
     (4, "a d i n nn"), (22, "01 04 09 14 40")],
)  # fmt: skip
def test_numbers_have_the_form_of_their_level(form: int, texts: str, tmp_path: Path) -> None:
    for number, text in zip((1, 4, 9, 14, 40), texts.split(), strict=True):
        data = word_file([Paragraph((Piece("a"),), list=1)], FONTS, levels=(Level(number, form, "\0", 2),))
        assert read(tmp_path, data).text == f"{text}a\n"


UP, DOWN = Level(1, 0, "\0.", 2), Level(1, 0, "\0.\1.", 2)


@pytest.mark.parametrize(
    ("levels", "uses", "items", "text"),
    [
        ((UP,), ((), ((0, 1, None),)), "1a 1b 2c 2d 1e", "1.a 2.b 1.c 2.d 3.e"),  # restarts; the uses count together
        ((UP,), ((), ()), "1a 2b", "1.a 2.b"),
        ((UP,), ((), ((0, 5, None),)), "1a 2b 2c", "1.a 5.b 6.c"),
        ((UP,), ((), ((0, None, Level(4, 1, "\0)", 2)),)), "1a 2b", "1.a II)b"),  # looks other, but counts on
        ((UP,), ((), ((0, 9, Level(4, 1, "\0)", 2)),)), "1a 2b", "1.a IV)b"),  # the start is the level's own
        ((UP, DOWN), ((), ((0, 1, None), (1, 1, None))), "1a 1.b 1.c 2.d 2e", "1.a 1.1.b 1.2.c 1.1.d 2.e"),
        ((UP, DOWN), ((),), "1a 1.b 1.c 1d 1.e", "1.a 1.1.b 1.2.c 2.d 2.1.e"),
        ((UP, Level(1, 0, "\1.", 2, OWN_RESTART)), ((),), "1a 1.b 1c 1.d", "1.a 1.b 2.c 2.d"),
        ((Level(1, 1, "\0.", 2), Level(1, 0, "\0.\1.", 2, LEGAL)), ((),), "1a 1.b", "I.a 1.1.b"),
        ((Level(0, 0, "\0.", 2),), ((),), "1a 1b 1c", "0.a 1.b 2.c"),
    ],
)
def test_lists_count_as_word_counts(
    levels: tuple[Level, ...], uses: tuple[tuple[Change, ...], ...], items: str, text: str, tmp_path: Path
) -> None:
    body = [Paragraph((Piece(item[-1]),), list=int(item[0]), level=item.count(".")) for item in items.split()]
    assert read(tmp_path, word_file(body, FONTS, levels=levels, uses=uses)).text.split() == text.split()


def test_no_number_is_as_long_as_a_damaged_file_says(tmp_path: Path) -> None:
    for form in range(5):
        data = word_file([Paragraph((Piece("a"),), list=1)], FONTS, levels=(Level(2**31 - 1, form, "\0", 2),))
        assert read(tmp_path, data).text == "2147483647a\n"


def test_letters_are_those_of_word_which_knows_no_d_with_stroke(tmp_path: Path) -> None:
    body = [Paragraph((Piece("x"),), list=1) for _ in range(3)]
    assert read(tmp_path, word_file(body, FONTS, levels=(Level(4, 4, "\0)", 2),))).text == "d)x\ne)x\nf)x\n"


def test_a_number_of_a_list_stands_in_the_cell(tmp_path: Path) -> None:
    body = [Paragraph((Piece("a"),), "in cell", list=1), Paragraph((Piece("b"),), "cell", list=1)]
    body += [Paragraph((Piece("c"),), "cell", list=2), Paragraph((), "row"), Paragraph((Piece("d"),), list=2)]
    data = word_file(body, FONTS, levels=(UP,), uses=((), ((0, 1, None),)))
    assert read(tmp_path, data).text == "1.a\t1.c\n2.b\t\n2.d\n"


def style(number: int) -> bytes:
    return pack("<HH", 0x4A30, number)


@pytest.mark.parametrize(
    ("changes", "seen", "font"),
    [
        (b"", "a", ".VnTime"),  # a style of characters that says nothing of fonts leaves that of the paragraph
        (pack("<HB", 0x0835, 1), "a", ".VnTime"),  # bold
        (b"".join(pack("<HH", sprm, HIGH) for sprm in (0x4A4F, 0x4A51)), "a", ".VnTimeH"),
        (HIDDEN, "", ""),
    ],
)
def test_a_style_of_characters_changes_what_it_says(changes: bytes, seen: str, font: str, tmp_path: Path) -> None:
    piece = Piece("a", changes=style(len(FONTS)))
    data = word_file([Paragraph((piece, Piece(".", TIMES)), style=LOW)], FONTS, character_styles=[changes])
    assert by_font(read(tmp_path, data)) == ([(seen, font)] if seen else []) + [(".", "Times New Roman")]


def test_what_a_style_hides_a_run_can_show(tmp_path: Path) -> None:
    pieces = [Piece(text, changes=style(len(FONTS)) + b"\x3c\x08" + bytes([how])) for text, how in SHOWN.items()]
    data = word_file([Paragraph(tuple(pieces))], FONTS, character_styles=[HIDDEN])
    assert read(tmp_path, data).text == "ad\n"


SHOWN = {"a": 0x00, "b": 0x01, "c": 0x81, "d": 0x80}  # off, on, unlike the style of the paragraph (shown), as that
PHI, CHECK, STRANGE_SIGN = (pack("<HHH", 0x6A09, font, sign) for font, sign in ((3, 0xF046), (4, 0xF0FE), (4, 0xF021)))


@pytest.mark.parametrize(
    ("piece", "text", "told"),
    [
        (Piece("(", changes=PHI), "Φ", ""),
        (Piece("((", changes=CHECK), "☑☑", ""),  # neighbours that look alike are one run
        (Piece("(", changes=STRANGE_SIGN), "\ufffd", "Left out: symbols, a \ufffd for each (1)."),
        (Piece("F32 ³ 5", 3), "Φ32 ≥ 5", ""),
        (Piece('\x13 SYMBOL 179 \\f "Symbol" \\s 12 \x15'), "≥", ""),
        (Piece("\x13SYMBOL 233 \\f .VnTime\x15"), "é", ""),
        (Piece("\x13 FORMCHECKBOX \x14\x15 a"), " a", "Left out: fields without a result (1)."),
    ],
)
def test_signs_of_fonts_of_symbols_are_read_or_marked(piece: Piece, text: str, told: str, tmp_path: Path) -> None:
    styled = read(tmp_path, word_file([Paragraph((piece,))], [*FONTS, "Symbol", "Wingdings"]))
    assert styled.text == text + "\n"
    assert styled.unread == ((told,) if told else ())


def test_a_raised_digit_is_no_part_of_the_number_before_it(tmp_path: Path) -> None:
    raised, lowered = pack("<HB", 0x2A48, 1), pack("<HB", 0x2A48, 2)
    pieces = [Piece("10"), Piece("6", changes=raised), Piece(" m"), Piece("2", changes=raised), Piece(" CO")]
    pieces += [Piece("2", changes=lowered), Piece(" 12"), Piece("*", changes=raised)]
    assert read(tmp_path, word_file([Paragraph(tuple(pieces))], FONTS)).text == "10^6 m2 CO2 12*\n"


@pytest.mark.parametrize("sign", ["\xa7", "\uf0a7", "q"])
def test_a_bullet_of_a_font_of_symbols_is_one_of_unicode(sign: str, tmp_path: Path) -> None:
    fonts = [*FONTS, "Wingdings"]
    body = [Paragraph((Piece("a"),), list=1, end=pack("<HHHH", 0x4A4F, 3, 0x4A51, 3))]
    assert read(tmp_path, word_file(body, fonts, levels=(Level(1, 23, sign, 0),))).text == "•\ta\n"


def test_a_paragraph_whose_end_is_deleted_or_hidden_goes_on_in_the_next(tmp_path: Path) -> None:
    for unseen in (DELETED, HIDDEN):
        gone = Paragraph((Piece("b", changes=unseen),), list=1, end=unseen)
        body = [Paragraph((Piece("a"),), list=1), gone, Paragraph((Piece("c"),), list=1)]
        assert read(tmp_path, word_file(body, FONTS, levels=(UP,))).text == "1.a\n2.c\n"


def test_a_row_of_more_cells_than_a_page_of_formatting_holds_ends_too(tmp_path: Path) -> None:
    row = [Paragraph((Piece("1"),), "cell"), Paragraph((), "row", elsewhere=True)]
    assert read(tmp_path, word_file([*row, *row], FONTS)).text == "1\n1\n"


@pytest.mark.parametrize("sprm", [0x5C, 0x41])  # hidden, deleted
def test_what_is_said_of_a_whole_piece_in_short_counts(sprm: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no text"):
        read(tmp_path, word_file([Paragraph((Piece("a"),))], FONTS, short=sprm << 1 | 1 << 8))


def test_a_piece_beyond_the_file_is_damage(tmp_path: Path) -> None:
    data = word_file([Paragraph((Piece("abc"),))], FONTS)
    pieces = b"\x02" + pack("<III", 16, 0, 4)  # how the table of pieces begins
    assert data.count(pieces) == 1
    with pytest.raises(InputError, match="damaged"):
        read(tmp_path, data.replace(pieces, b"\x02" + pack("<III", 16, 0, 1 << 28)))


def test_rows_of_word_are_lines_with_tabs_between_their_cells(tmp_path: Path) -> None:
    def ended(text: str, kind: str) -> Paragraph:
        return Paragraph((Piece(text),), kind)  # type: ignore[arg-type]

    head = [ended("UBND tỉnh".replace("ỉ", "Ø"), "in cell"), ended("Sè", "cell"), ended("CHXHCN", "in cell")]
    head += [ended("-----", "cell"), ended("", "row")]
    row = [ended("1", "cell"), ended("", "cell"), ended("487", "cell"), ended("", "row")]
    body = [ended("before", "paragraph"), *head, *row, ended("after", "paragraph")]
    styled = read(tmp_path, word_file(body, FONTS, notes=[ended("a note", "paragraph")]))
    assert styled.text == "before\nUBND tØnh\tCHXHCN\nSè\t-----\n1\t\t487\nafter\na note\n"
