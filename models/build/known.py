"""Lines that no corpus holds often enough: formulas, labels of figures, names of places and persons in context."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

DATA = Path(__file__).parent / "data"
TURNS = 12  # surnames that a given name is written behind
TITLED = ("{}", "ông {},", "bà {} và", "đồng chí {}, Chủ tịch", "Ông {} là", "{};", "Bà {}, sinh năm 1")
PLACES = ("places.tsv", "former_places.tsv")


def _rows(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _places() -> Iterator[tuple[str, str]]:
    """Every unit with its kind, and the unit above it, or ""."""
    for table in PLACES:
        for row in _rows(table)[1:]:
            name, above = row.split("\t")
            yield name, above


def _contexts(name: str, above: str) -> list[str]:
    """How reports name a unit."""
    short = name.split(" ", 1)[-1]
    lines = [f"UBND {name}", f"UBND {name} báo cáo", f"Chủ tịch UBND {name};", f"Đảng ủy, HĐND {name} đã"]
    lines += [f"trên địa bàn {name}.", f"tại {name} và", f"{name}: 1", name, f"{short}, ngày 1 tháng 1 năm 2024"]
    return lines + ([f"{name}, {above}", f"{name} ({above})", f"{short}, {above.split(' ', 1)[-1]}"] if above else [])


def _indicators() -> Iterator[str]:
    """The labels of figures as reports print them."""
    source = files("pipeline.parse") / "data" / "kpis.toml"
    for facts in tomllib.loads(source.read_text(encoding="utf-8")).values():
        for label in facts.get("labels", []) if isinstance(facts, dict) else []:
            yield label
            yield f"{label[:1].upper()}{label[1:]}: 1"
            yield f"; {label} đạt 1%"


def _persons() -> Iterator[str]:
    """Names of persons as reports write them: every given name behind as many surnames as it was met behind, the
    commonest first, or TURNS of them."""
    parts: dict[str, list[tuple[str, int]]] = {"surname": [], "given": []}
    for row in _rows("persons.tsv")[1:]:
        part, name, count = row.split("\t")
        parts[part].append((name, int(count)))
    surnames = [name for name, _ in parts["surname"]]
    for given, count in parts["given"]:
        for number, surname in enumerate(surnames[: min(count, TURNS)]):
            yield TITLED[number % len(TITLED)].format(f"{surname} {given}")


def known_text() -> dict[str, list[str]]:
    """The lines by domain, as corpora are."""
    return {
        "formulas": _rows("formulas.txt") + list(_indicators()),
        "persons": list(_persons()),
        "places": [line for name, above in _places() for line in _contexts(name, above)],
    }
