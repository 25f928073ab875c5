"""Figures of tables → claims: printed formulas, identities of forms, totals, groups, per cents of the plan.

A rule that is not printed is believed only where most of the table obeys it: a list of rows need not be complete, and
a false alarm costs more than a contradiction that goes unseen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from pipeline.document import Span
from pipeline.parse.folding import squeezed
from pipeline.parse.formulas import PER_CENT, Claim, Node, Operand, operand, parse_formula, sum_of
from pipeline.parse.lexicon import Lexicon
from pipeline.parse.numbers import NUMBER
from pipeline.parse.prose_checks import NEAR
from pipeline.parse.table_figures import column_uses
from pipeline.parse.table_forms import form_named
from pipeline.parse.table_rows import Row, body_rows
from pipeline.parse.table_structure import Shape, numbers_row, pieces
from pipeline.report import Kpi, Table, TableCell

_NUMBERED = regex.compile(r"\s*\(?(?P<number>\d{1,2})\)?\s*(?P<formula>=.*)?")
_FEWEST, _MOST_WRONG = 2, Decimal("0.4")  # claims of a rule that must hold, and the share that may not
_MANY = 3  # claims elsewhere in the table that hold, for each that does not, to believe a rule seen only once here


@dataclass(frozen=True)
class Joined:
    """A table over all its pages: cells by row and column, rows counted through, and where each row stands."""

    cells: Mapping[tuple[int, int], TableCell]
    rows: tuple[Row, ...]
    places: Mapping[int, tuple[Table, int]]
    first: Table
    shape: Shape


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim about a cell of a table."""

    claim: Claim
    table: Table
    row: int
    column: int


def joined(group: Sequence[Table], shape: Shape, lexicon: Lexicon) -> Joined:
    """The pieces of one table as one: a group of rows may go on over the page."""
    cells: dict[tuple[int, int], TableCell] = {}
    places: dict[int, tuple[Table, int]] = {}
    at = 0
    for table in group:
        for row in range(table.header_rows, table.rows):
            places[at + row - table.header_rows] = (table, row)
        for cell in table.cells:
            if not cell.is_header:
                cells[at + cell.row - table.header_rows, cell.column] = cell
        at += table.rows - table.header_rows
    texts = {place: cell.text for place, cell in cells.items()}
    rows = body_rows(texts, 0, at, shape.ordinals, shape.labels, lexicon.totals)
    return Joined(cells, rows, places, group[0], shape)


def table_claims(
    tables: tuple[Table, ...], shapes: Mapping[str, Shape], kpis: Iterable[Kpi], lexicon: Lexicon
) -> Iterator[Placed]:
    """All claims of all tables that are believed."""
    owners = {(kpi.table_id, kpi.row, kpi.column): kpi.kpi_id for kpi in kpis if kpi.table_id}
    for group in pieces(tables):
        reader = CellReader(joined(group, shapes[group[0].table_id], lexicon), owners, lexicon)
        for rule in (reader.formulas, reader.ratios, reader.totals, reader.groups):
            yield from believed(list(rule()))


def believed(scopes: Sequence[Sequence[Placed]]) -> Iterator[Placed]:
    """Claims of rules that hold mostly; `scopes` are the claims of each rule, say of one column or one total row.

    Where a number cannot be read, a claim of a rule that holds elsewhere stays, not checkable.
    """
    held = [[placed for placed in scope if placed.claim.holds()] for scope in scopes]
    broken = [[placed for placed in scope if placed.claim.holds() is False] for scope in scopes]
    telling = [[placed for placed in scope if any(part.value for part in placed.claim.parts)] for scope in held]
    good, bad = sum(map(len, telling)), sum(map(len, broken))
    for scope, right, shown, wrong in zip(scopes, held, telling, broken, strict=True):
        yield from right
        if len(shown) >= _FEWEST:
            yield from (placed for placed in scope if not placed.claim.readable)
        sure = len(shown) >= _FEWEST and len(wrong) <= _MOST_WRONG * (len(shown) + len(wrong))
        for placed in wrong:
            known = placed.claim.rule == "form" and good >= bad  # its identities are law: some figure was misread
            slip = good >= _MANY * bad and good >= _MANY and placed.claim.distance() <= NEAR and placed.claim.hint()
            if sure or slip or known:
                yield placed


_PRINTED = regex.compile(NUMBER)


@dataclass(frozen=True)
class CellReader:
    """Makes claims from the cells of one table."""

    table: Joined
    owners: Mapping[tuple[str, int | None, int | None], str]
    lexicon: Lexicon

    def operand(self, row: int, column: int, blank: bool = False) -> Operand | None:
        """The figure of a cell; with `blank` an empty cell or a dash counts as nothing. Words are no figure: None."""
        cell = self.table.cells.get((row, column))
        if cell is None:
            return None
        if cell.value is None:
            return self._without_value(cell, row, blank)
        table, place = self.table.places[row]
        exact = self.lexicon.unit_kind(cell.unit) == "count"
        owner = self.owners.get((table.table_id, place, column), "")
        assert cell.span is not None
        number = _PRINTED.search(cell.text)
        return operand(number[0] if number else cell.text, cell.value * cell.factor, cell.span, exact, owner)

    def _without_value(self, cell: TableCell, row: int, blank: bool) -> Operand | None:
        """Nothing, where that may stand for 0; or a number that cannot be read."""
        span = cell.span or self._any_span(row)
        if span is not None and (not cell.text or "nil_marker" in cell.flags):
            return Operand(Decimal(0), "0", Decimal(1), True, span) if blank else None
        unread = span is not None and any(c.isdigit() for c in cell.text)
        return Operand(Decimal(0), cell.text, Decimal(1), True, span, known=False) if unread and span else None

    def _any_span(self, row: int) -> Span | None:
        return next((cell.span for (r, _), cell in sorted(self.table.cells.items()) if r == row and cell.span), None)

    def placed(self, rule: str, row: int, column: int, formula: Node, parts: Sequence[Operand | None]) -> Placed | None:
        """The claim that a cell is what the formula makes of the parts; None where any has no value."""
        found = self.operand(row, column)
        known = [part for part in parts if part is not None]
        if found is None or len(known) < len(parts):
            return None
        table, place = self.table.places[row]
        return Placed(Claim(rule, found, formula, tuple(known)), table, place, column)

    def formulas(self) -> Iterator[list[Placed]]:
        """The formulas of the row of column numbers, and the identities of a known form."""
        columns, printed = self._numbered()
        for rule, column, node in printed:
            yield self._best(rule, column, node, columns)

    def _numbered(self) -> tuple[dict[int, int], list[tuple[str, int, Node]]]:
        """Columns by their printed number, and (rule, column, formula) of all formulas."""
        columns: dict[int, int] = {}
        texts: list[tuple[str, int, str]] = []
        row = numbers_row(self.table.first)
        for cell in self.table.first.cells:
            match = _NUMBERED.fullmatch(squeezed(cell.text)) if cell.is_header and cell.row == row else None
            if match:
                columns[int(match["number"])] = cell.column
                texts += [
                    ("formula", cell.column, part) for part in (match["formula"] or "").split("=") if part.strip()
                ]
        form = form_named(self.table.first.form)
        if form is not None and form.identities:
            columns = {number: number - 1 for number in range(1, len(form.columns) + 1)}
            texts = [("form", number - 1, part) for number, part in form.formulas()]
        most = max(columns, default=0)
        nodes = [(rule, column, parse_formula(part, most)) for rule, column, part in texts]
        return columns, [
            (rule, column, node) for rule, column, node in nodes if node and set(node.refs()) <= set(columns)
        ]

    def _best(self, rule: str, column: int, node: Node, columns: Mapping[int, int]) -> list[Placed]:
        """The claims of a formula; a quotient is often meant as a per cent without "*100"."""
        forms = [node, Node("*", 0, node, Node("const", 100))] if node.sign == "/" else [node]
        tried = [
            [placed for row in self.table.rows if (placed := self._by_refs(rule, row.index, column, form, columns))]
            for form in forms
        ]
        return max(tried, key=lambda claims: sum(placed.claim.holds() is True for placed in claims))

    def _by_refs(self, rule: str, row: int, column: int, node: Node, columns: Mapping[int, int]) -> Placed | None:
        refs = sorted(set(node.refs()))
        order = {ref: at for at, ref in enumerate(refs, 1)}
        blank = node.sign in ("+", "-")
        return self.placed(
            rule, row, column, renumbered(node, order), [self.operand(row, columns[r], blank) for r in refs]
        )

    def ratios(self) -> Iterator[list[Placed]]:
        """Per cents of the plan, where the table has one plan, one result and one ratio, or its form says which."""
        for ratio, result, plan in self._ratio_columns():
            yield [placed for row in self.table.rows if (placed := self._per_cent(row.index, ratio, result, plan))]

    def _ratio_columns(self) -> tuple[tuple[int, int, int], ...]:
        form = form_named(self.table.first.form)
        if form is not None:
            return tuple(form.ratios())
        uses = column_uses(dict(enumerate(self.table.shape.paths)), self.lexicon)
        by_use = {use: [column for column, other in uses if other == use] for use in ("result", "plan", "ratio")}
        if any(len(columns) != 1 for columns in by_use.values()):
            return ()
        return ((by_use["ratio"][0], by_use["result"][0], by_use["plan"][0]),)

    def _per_cent(self, row: int, ratio: int, result: int, plan: int) -> Placed | None:
        cell = self.table.cells.get((row, result))
        if cell is None or cell.unit == "%":
            return None
        return self.placed("ratio", row, ratio, PER_CENT, [self.operand(row, result), self.operand(row, plan)])

    def totals(self) -> Iterator[list[Placed]]:
        """A total row and the rows of the highest level on its side, up to the next total."""
        rows = self.table.rows
        ends = [row.index for row in rows if row.total]
        for end in ends:
            above = [
                row for row in rows if row.index < end and row.index > max((e for e in ends if e < end), default=-1)
            ]
            below = [row for row in rows if end < row.index < min((e for e in ends if e > end), default=len(rows))]
            side = above or below
            tops = [row for row in side if row.parent is None and row.level]
            complete = len(tops) > 1 and not any(row.loose or (not row.level and row.label) for row in side)
            yield self._sums("total", end, tops) if complete else []

    def groups(self) -> Iterator[list[Placed]]:
        """A group and the rows under it, unless "trong đó" says that there may be more."""
        for row in self.table.rows:
            children = [child for child in self.table.rows if child.parent == row.index]
            if len(children) > 1 and not any(child.loose for child in children):
                yield self._sums("group", row.index, children)

    def _sums(self, rule: str, whole: int, parts: Sequence[Row]) -> list[Placed]:
        shape = self.table.shape
        skipped = {shape.ordinals, shape.units, shape.labels}
        found = []
        for column in range(self.table.first.columns):
            cells = [self.table.cells.get((row, column)) for row in (whole, *(part.index for part in parts))]
            units = {cell.unit for cell in cells if cell is not None and cell.value is not None}
            if (
                column in skipped
                or len(units) != 1
                or "%" in units
                or not any(cell and cell.value for cell in cells[1:])
            ):
                continue
            operands = [self.operand(part.index, column, blank=True) for part in parts]
            placed = self.placed(rule, whole, column, sum_of(len(parts)), operands)
            if placed:
                found.append(placed)
        return found


def renumbered(node: Node, order: Mapping[int, int]) -> Node:
    """The formula with other numbers for what it refers to."""
    if node.left is None or node.right is None:
        return Node("ref", order[node.number]) if node.sign == "ref" else node
    return Node(node.sign, 0, renumbered(node.left, order), renumbered(node.right, order))
