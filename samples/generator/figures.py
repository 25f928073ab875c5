"""A seed becomes the figures of one report, consistent with one another: parts sum up, rates follow from counts."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Figures = dict[str, Decimal]


def percent(part: Decimal | int, whole: Decimal | int, places: int = 1) -> Decimal:
    """100 * part / whole, rounded half up."""
    step = Decimal(1).scaleb(-places)
    return (Decimal(100) * Decimal(part) / Decimal(whole)).quantize(step, ROUND_HALF_UP)


def draw_figures(family: str, random: Random) -> Figures:
    """The figures of a report of one family: "cchc", "tthc", "ktxh", "budget" or "petitions"."""
    return {name: Decimal(value) for name, value in FAMILIES[family](random).items()}


def _files(random: Random) -> dict[str, Decimal | int]:
    """Applications received and settled at the one-stop desk."""
    carried, new = random.randint(3, 28), random.randint(220, 1450)
    received = carried + new
    pending = random.randint(4, 30)
    late, overdue = random.randint(0, 4), random.randint(0, 2)
    resolved = received - pending
    partial, post = random.randint(15, 60), random.randint(2, 20)
    direct = random.randint(30, 90)
    return {
        "carried": carried, "new": new, "received": received,
        "partial": partial, "post": post, "direct": direct, "online": received - partial - post - direct,
        "resolved": resolved, "ontime": resolved - late, "late": late,
        "ontime_rate": percent(resolved - late, resolved, 2), "late_rate": percent(late, resolved, 2),
        "pending": pending, "pending_in": pending - overdue, "overdue": overdue,
    }  # fmt: skip


def _cchc(random: Random) -> dict[str, Decimal | int]:
    figures = _files(random)
    tasks, docs = random.randint(18, 32), random.randint(9, 26)
    done = tasks - random.randint(1, 6)
    procedures, full = random.randint(120, 215), random.randint(40, 70)
    partial = random.randint(20, 45)
    forms = random.randint(60, 240)
    digitized = int(figures["resolved"]) - random.randint(10, 60)
    staff, outgoing = random.randint(17, 23), random.randint(210, 980)
    teams = random.randint(6, 14)
    asked, asked_before = random.randint(5, 30), random.randint(1, 4)
    return figures | {
        "docs": docs, "tasks": tasks, "tasks_done": done, "tasks_rate": percent(done, tasks),
        "articles": random.randint(12, 48), "events": random.randint(3, 9),
        "procedures": procedures, "proc_full": full, "proc_partial": partial,
        "forms": forms, "satisfaction": percent(forms - random.randint(0, 3), forms),
        "digitized": digitized, "digitized_rate": percent(digitized, figures["resolved"]),
        "ecopies": random.randint(24, 180), "epay": random.randint(60, 210),
        "epay_amount": random.randint(1500, 9900) * 1000,
        "staff": staff, "trained": random.randint(6, 25), "units": random.randint(3, 6),
        "outgoing": outgoing, "teams": teams, "members": teams * random.randint(5, 8),
        "asked": asked + asked_before, "asked_before": asked_before, "asked_new": asked,
        "answered": asked + asked_before - 1, "unanswered": 1,
    }  # fmt: skip


def _tthc(random: Random) -> dict[str, Decimal | int]:
    """The columns of form II.06a for five fields and their total."""
    figures: dict[str, Decimal | int] = {}
    names = ("online", "direct", "carried", "early", "ontime", "late", "pending")
    total = dict.fromkeys(names, 0)
    for field, scale in enumerate((6, 20, 3, 2, 1), 1):
        part = {
            "online": random.randint(4, 16) * scale, "direct": random.randint(1, 3) * scale,
            "carried": random.randint(0, 2), "late": random.randint(0, 1), "pending": random.randint(1, 4),
        }  # fmt: skip
        settled = part["online"] + part["direct"] + part["carried"] - part["pending"] - part["late"]
        part["early"] = settled * random.randint(40, 80) // 100
        part["ontime"] = settled - part["early"]
        figures |= {f"f{field}_{name}": part[name] for name in names} | _row(part, f"f{field}_")
        total = {name: total[name] + part[name] for name in names}
    figures |= total | _row(total, "")
    resolved = int(figures["resolved"])
    kept = resolved - total["late"]
    shared = random.randint(3, 9)
    full, partial = random.randint(50, 80), random.randint(25, 48)
    return figures | {
        "new": total["online"] + total["direct"], "kept": kept, "kept_rate": percent(kept, resolved, 2),
        "late_rate": percent(total["late"], resolved, 2),
        "online_rate": percent(total["online"], total["online"] + total["direct"]),
        "proc_total": full + partial + shared, "proc_full": full, "proc_partial": partial, "proc_shared": shared,
        "published": random.randint(2, 9), "abolished": random.randint(1, 4), "ecopies": random.randint(20, 90),
        "epay": random.randint(60, 300), "epay_rate": percent(random.randint(600, 950), 1000),
        "forms": 120, "satisfaction": percent(120 - random.randint(0, 3), 120, 2),
    }  # fmt: skip


def _row(part: dict[str, int], prefix: str) -> dict[str, int]:
    """The two sums of one row: what came in, what was settled."""
    return {
        f"{prefix}received": part["online"] + part["direct"] + part["carried"],
        f"{prefix}resolved": part["early"] + part["ontime"] + part["late"],
    }


def _ktxh(random: Random) -> dict[str, Decimal | int]:
    tenth = Decimal("0.1")
    rice, maize = random.randint(2800, 6200) * tenth, random.randint(300, 900) * tenth
    other = random.randint(200, 700) * tenth
    rice_yield, maize_yield = random.randint(560, 660) * tenth, random.randint(420, 520) * tenth
    sown = rice + maize + other
    plan = (sown * random.randint(102, 131) / 100).quantize(tenth)
    households = random.randint(1450, 2900)
    poor, near = random.randint(22, 90), random.randint(30, 120)
    revenue_plan = random.randint(3800, 9000)
    revenue = revenue_plan * random.randint(44, 68) // 100
    cattle, buffalo = random.randint(320, 990), random.randint(90, 300)
    accidents = random.randint(1, 5)
    return {
        "rice": rice, "maize": maize, "other": other, "sown": sown, "sown_plan": plan, "sown_rate": percent(sown, plan),
        "rice_yield": rice_yield, "rice_output": (rice * rice_yield / 10).quantize(tenth, ROUND_HALF_UP),
        "maize_yield": maize_yield, "maize_output": (maize * maize_yield / 10).quantize(tenth, ROUND_HALF_UP),
        "herd": cattle + buffalo, "cattle": cattle, "buffalo": buffalo, "pigs": random.randint(1800, 5200),
        "poultry": random.randint(21, 64) * 1000 + random.randint(1, 9) * 100, "doses": random.randint(1200, 3900),
        "revenue": revenue, "revenue_plan": revenue_plan, "revenue_rate": percent(revenue, revenue_plan),
        "growth": random.randint(31, 118) * tenth,
        "poor": poor, "poor_rate": percent(poor, households, 2),
        "near": near, "near_rate": percent(near, households, 2),
        "insured": random.randint(921, 978) * tenth, "jobs": random.randint(45, 160),
        "criteria": random.randint(14, 18), "income": random.randint(480, 720) * tenth,
        "pupils": random.randint(640, 1900),
        "water": random.randint(925, 995) * tenth, "accidents": accidents,
        "injured": accidents, "enlisted": random.randint(9, 17), "certificates": random.randint(38, 150),
        "schools": random.randint(2, 3), "all_schools": 3, "visits": random.randint(2100, 6800),
    }  # fmt: skip


def _budget(random: Random) -> dict[str, Decimal | int]:
    cents = Decimal("0.01")
    figures: dict[str, Decimal | int] = {}
    rows = {"own": (60, 240), "shared": (150, 600), "balance": (3200, 5200), "target": (400, 1900)}
    rows |= {"invest": (500, 2200), "recurrent": (3000, 5200), "reserve": (60, 140)}
    for name, (low, high) in rows.items():
        figures[f"{name}_plan"] = Decimal(random.randint(low * 10, high * 10)) / 10
        figures[name] = (Decimal(figures[f"{name}_plan"]) * random.randint(41, 72) / 100).quantize(cents)
    for total, parts in {
        "in": ("own", "shared", "balance", "target"),
        "out": ("invest", "recurrent", "reserve"),
    }.items():
        figures[f"{total}_plan"] = Decimal(sum(figures[f"{part}_plan"] for part in parts))
        figures[total] = Decimal(sum(figures[part] for part in parts))
    for name in (*rows, "in", "out"):
        figures[f"{name}_rate"] = percent(figures[name], figures[f"{name}_plan"])
    project = (Decimal(figures["invest_plan"]) / 2).quantize(cents)
    paid = (project * random.randint(30, 80) / 100).quantize(cents)
    school, office, social = (Decimal(random.randint(2000, 60000)) / 100 for _ in range(3))
    return figures | {
        "in_change": percent(random.randint(20, 140), 1000), "project": project,
        "paid": paid, "paid_rate": percent(paid, project),
        "adjust": school + office + social, "school": school, "office": office, "social": social,
        "saving": Decimal(random.randint(1500, 9900)) / 100,
    }  # fmt: skip  # fmt: skip


def _petitions(random: Random) -> dict[str, Decimal | int]:
    scheduled, regular = random.randint(9, 24), random.randint(14, 40)
    carried, new = random.randint(1, 6), random.randint(28, 70)
    received = carried + new
    complaints, denunciations = random.randint(5, 12), random.randint(1, 4)
    own = random.randint(14, 24)
    resolved = own - random.randint(1, 5)
    guided = random.randint(3, 6)
    mediation = random.randint(6, 18)
    settled = mediation - random.randint(1, 3)
    return {
        "visits": scheduled + regular, "scheduled": scheduled, "regular": regular,
        "people": scheduled + regular + random.randint(2, 18), "groups": random.randint(1, 2),
        "carried": carried, "new": new, "received": received, "complaints": complaints,
        "denunciations": denunciations, "petitions": received - complaints - denunciations,
        "processed": received, "own": own, "resolved": resolved, "resolved_rate": percent(resolved, own, 2),
        "guided": guided, "transferred": received - own - guided, "money": Decimal(random.randint(210, 990)) / 10,
        "land": random.randint(120, 900), "mediation": mediation, "settled": settled,
        "settled_rate": percent(settled, mediation),
        "talks": random.randint(2, 6), "listeners": random.randint(120, 480),
    }  # fmt: skip


FAMILIES: dict[str, Callable[[Random], dict[str, Decimal | int]]] = {
    "cchc": _cchc,
    "tthc": _tthc,
    "ktxh": _ktxh,
    "budget": _budget,
    "petitions": _petitions,
}
