"""Words of TCVN3, whose marked capitals have the bytes of small letters → capitals where the plain letters are."""

import regex

PLAIN = regex.compile(r"[A-Za-z]")
CODE = regex.compile(r"\S*[\d/]\S*")  # "144/2002/QĐ-BTC" says nothing of the words beside it


def raised(run: str, letters: str) -> str:
    """`letters`, what a run means, in capitals if the run has two plain letters or more and all are capitals."""
    plain = PLAIN.findall(run)
    return letters.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else letters


def is_capital_line(line: str) -> bool:
    """Whether nearly all plain letters of a line are capitals, so that words with few of them are capitals too."""
    plain = PLAIN.findall(CODE.sub("", line))
    return len(plain) > 2 and sum(char.isupper() for char in plain) > 0.8 * len(plain)
