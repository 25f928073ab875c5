"""Good text becomes what archives hold: an English OCR engine's reading, text without marks, text in old encodings."""

from collections.abc import Callable
from random import Random
from typing import Any

from pipeline.letters import unmarked
from samples.generator.facts import read_facts

Mangler = Callable[[str, Random], str]


def misread(line: str, random: Random) -> str:
    """A line as an English OCR model reads it."""
    facts = read_facts("confusions")
    words = [misread_word(word, random, facts) for word in line.split(" ")]
    text = words[0]
    for word in words[1:]:
        text += ("" if random.random() < facts["join_rate"] else " ") + word
    if text and random.random() < facts["stray_rate"]:
        stray = random.choice(facts["strays"])
        text = f"{stray} {text}" if random.random() < 0.5 else f"{text} {stray}"
    return text


def misread_word(word: str, random: Random, facts: dict[str, Any]) -> str:
    """A word as an English OCR model reads it, letter by letter; digits survive."""
    out = ""
    for letter in word:
        if letter in facts["letters"]:
            out += random.choice(facts["letters"][letter])
        elif letter in facts["slips"] and random.random() < facts["slip_rate"]:
            out += random.choice(facts["slips"][letter])
        else:
            out += strip_marks(letter)
    return out


def strip_marks(line: str, random: Random | None = None) -> str:
    """A line without any diacritics, as typed on a keyboard that has none."""
    return unmarked(line)


def to_tcvn3(line: str, random: Random | None = None) -> str:
    """A line in TCVN3, each byte as its Latin-1 character; capitals with a tone take the bytes of the small letter."""
    table = read_facts("legacy")["tcvn3"]
    return "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in line)


def to_vni(line: str, random: Random | None = None) -> str:
    """A line in VNI-Windows, each byte as its Latin-1 character."""
    table = read_facts("legacy")["vni"]
    return "".join(
        table[letter] if letter in table else table.get(letter.lower(), letter).upper() if letter.isupper() else letter
        for letter in line
    )


MANGLERS: dict[str, Mangler] = {"english-ocr": misread, "no-marks": strip_marks, "tcvn3": to_tcvn3, "vni": to_vni}
