"""A family, a seed and a look become an entry like those of the catalogue: reports that nobody has tuned to."""

from datetime import date, timedelta
from random import Random
from typing import Any

from samples.generator.facts import read_facts

PERIODS = {3: "quý I năm {y}", 6: "6 tháng đầu năm {y}", 9: "9 tháng đầu năm {y}", 12: "năm {y}"}
SIGNATURES = (
    ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
    ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ["CHỦ TỊCH"],
)
# Figures that may be made wrong, by how much, and the issue that must tell it at one of the figures.
FAULTS: dict[str, tuple[tuple[dict[str, int], list[list[str]]], ...]] = {
    "cchc": (
        ({"tasks_rate": -7}, [["rate_mismatch", "tasks_rate"]]),
        ({"received": 10}, [["sum_mismatch", "received"]]),
    ),
    "tthc": (({"received": 7}, [["sum_mismatch", "received"]]),),
    "budget": (({"paid_rate": -9}, [["rate_mismatch", "paid_rate"]]),),
    "petitions": (
        ({"resolved_rate": -11}, [["rate_mismatch", "resolved_rate"]]),
        ({"received": 4}, [["sum_mismatch", "received"]]),
    ),
}
OFFICE_SIGNATURES = (["TRƯỞNG PHÒNG"], ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"])


def draw_entry(family: str, seed: int, look: dict[str, Any] | None = None) -> dict[str, Any]:
    """An entry of its own name, agency, date, period and signature; equal for equal seeds."""
    random = Random(f"{seed}:{family}:entry")
    agencies = [
        agency for agency in read_facts("places")["agency"] if (agency["symbol"] == "TCKH") == (family == "budget")
    ]
    agency = random.choice(agencies)
    month, year = random.choice(
        [(9, 2025), (12, 2025), (3, 2026), (6, 2026), (9, 2026), (12, 2026)]
    )  # all cited is older
    faults = FAULTS.get(family, ())
    fault = random.choice(faults) if faults and random.random() < 0.7 else ({}, [])
    return {
        "name": f"{family}-{seed}",
        "family": family,
        "agency": agency["id"],
        "issued": date(year, month, 1) + timedelta(days=random.randint(4, 26)),
        "period": PERIODS[month].format(y=year),
        "signature": random.choice(OFFICE_SIGNATURES if family == "budget" else SIGNATURES),
        "size": random.choice((13, 14)),
        "form": "scan",
        "look": look or {"ink": "grey", "dpi": 300},
        "fault": fault[0],
        "doubts": fault[1],
    }
