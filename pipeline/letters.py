"""Latin letters without their marks, one for one."""

import unicodedata
from functools import cache

from unidecode import unidecode

LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))  # the Unicode blocks that hold every Vietnamese letter


def unmarked(text: str) -> str:
    """The text in NFC without diacritics: "Đồng" gives "Dong". NFC text keeps its length; "ß" and "æ" stay."""
    return unicodedata.normalize("NFC", text).translate(_plain_letters())


@cache
def _plain_letters() -> dict[int, str]:
    plain = {code: unidecode(chr(code)) for block in LATIN for code in block}
    return {code: letter for code, letter in plain.items() if len(letter) == 1 and letter.isalpha()}
