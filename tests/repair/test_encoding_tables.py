"""The tables against what the system and Python know of these encodings."""

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.encoding.tables import LEGACY, tables
from pipeline.repair.letters import MARKED


def bytes_of(name: str) -> dict[bytes, str]:
    rows = tables()[name].letters.items()  # type: ignore[index]
    return {
        seen.encode("latin-1"): meant
        for seen, meant in rows
        if meant in MARKED and all(ord(char) < 0x100 for char in seen)
    }


@pytest.mark.skipif(not shutil.which("iconv"), reason="no iconv here")
@pytest.mark.parametrize(("name", "system"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII"), ("cp1258", "CP1258")])
def test_a_table_says_what_iconv_says(name: str, system: str) -> None:
    for code, meant in bytes_of(name).items():
        done = subprocess.run(["iconv", "-f", system, "-t", "UTF-8"], input=code, capture_output=True)
        assert unicodedata.normalize("NFC", done.stdout.decode()) == meant


def test_windows_1258_says_what_python_says() -> None:
    for code, meant in bytes_of("cp1258").items():
        assert unicodedata.normalize("NFC", code.decode("cp1258")) == meant


@pytest.mark.parametrize("name", [name for name in LEGACY if name != "tcvn3"])
def test_a_table_has_all_134_letters(name: str) -> None:
    assert set(bytes_of(name).values()) == MARKED


def test_tcvn3_has_all_small_letters_and_seven_capitals() -> None:
    letters = set(bytes_of("tcvn3").values())
    assert {char for char in MARKED if char.islower()} | set("ĂÂÊÔƠƯĐ") <= letters


@pytest.mark.parametrize("name", LEGACY)
def test_no_two_letters_share_a_byte(name: str) -> None:
    # A byte of VPS or VISCII may be shown in two ways, by Latin-1 and by Windows-1252: all ways mean one letter.
    for seen, meant in tables()[name].letters.items():
        assert tables()[name].read(seen) == meant


@given(st.text(alphabet=sorted(MARKED) + list("bcdghklmnpqrstvxaeiouy ,.")))
def test_single_bytes_go_there_and_back(text: str) -> None:
    for name in ("vps", "viscii"):
        back = {meant: code.decode("latin-1") for code, meant in bytes_of(name).items()}
        assert tables()[name].read("".join(back.get(char, char) for char in text)) == text  # type: ignore[index]
