"""A declaration as its form holds it: texts, kept as they were typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gate_service.domain.drivers import Driver
from gate_service.domain.slots import SlotRules
from gate_service.domain.visits import Appointment, ExpectedContainer

MOST = 8
"""Containers each way."""
BOTH = ("containers", "leaves_with")
_CELL = re.compile(r"(containers|leaves_with)\.([0-7])\.([a-z_]+)")
_CELLS = frozenset(
    ("number", "size_type", "seals", "un", "imdg", "vgm", "commodity", "empty")
)
_NAMED = ("reference", "haulier", "plate", "trailer", "lane", "leaves", "version")
_TIMES = ("slot", "opens", "closes")
_FIELDS = frozenset((*_NAMED, *_TIMES, "driver.name", "driver.licence", "driver.phone"))
_LONGEST = 300

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``texts`` by the name of their input; the rows of containers beside them."""

    texts: Mapping[str, str] = field(default_factory=dict)
    containers: tuple[Row, ...] = ()
    leaves_with: tuple[Row, ...] = ()

    def __call__(self, name: str) -> str:
        """Give what was typed into an input; empty where nothing was."""
        return self.texts.get(name, "")

    def rows(self, kind: str) -> tuple[Row, ...]:
        """Give the rows of one way."""
        return self.containers if kind == "containers" else self.leaves_with

    def shown(self, kind: str, add: str) -> Sequence[Row]:
        """Give the rows to show: one more where one was asked to be *add*-ed.

        The first is there from the beginning, for what comes in.
        """
        rows = [*self.rows(kind)]
        if (add == kind or (kind == BOTH[0] and not rows)) and len(rows) < MOST:
            rows.append({})
        return rows


def draft_of(form: Sequence[tuple[str, str]]) -> Draft:
    """Read a form; what it cannot hold is left out, blank rows are dropped."""
    texts: dict[str, str] = {}
    rows: dict[str, dict[int, dict[str, str]]] = {kind: {} for kind in BOTH}
    for name, told in form:
        text = told.strip()[:_LONGEST]
        cell = _CELL.fullmatch(name)
        if name in _FIELDS:
            texts[name] = text
        elif cell and cell[3] in _CELLS and text:
            rows[cell[1]].setdefault(int(cell[2]), {})[cell[3]] = text
    filled = {
        kind: tuple(row for _, row in sorted(rows[kind].items())) for kind in BOTH
    }
    return Draft(texts=texts, **filled)


def draft_from(booked: Appointment, driver: Driver | None, rules: SlotRules) -> Draft:
    """Fill the form with what is on file."""
    texts = {
        "reference": booked.reference,
        "haulier": booked.haulier,
        "plate": booked.plate,
        "trailer": booked.trailer or "",
        "lane": booked.lane or "",
        "leaves": "unknown" if booked.leaves_with is None else "nothing",
        "version": str(booked.version),
        "slot": booked.opens.astimezone(UTC).isoformat(),
        "opens": local(booked.opens, rules),
        "closes": local(booked.closes, rules),
    }
    if driver:
        texts |= {"driver.name": driver.name, "driver.licence": driver.licence}
        texts["driver.phone"] = driver.phone or ""
    return Draft(
        texts=texts,
        containers=tuple(_row(each) for each in booked.containers),
        leaves_with=tuple(_row(each) for each in booked.leaves_with or ()),
    )


def local(at: datetime, rules: SlotRules) -> str:
    """Word a time as ``datetime-local`` inputs do, by the site's clock."""
    return at.astimezone(rules.zone).strftime("%Y-%m-%dT%H:%M")


def _row(each: ExpectedContainer) -> Row:
    return dict(_cells(each))


def _cells(each: ExpectedContainer) -> Iterator[tuple[str, str]]:
    yield "number", each.number
    yield "size_type", each.size_type or ""
    yield "seals", " ".join(each.seals)
    yield "un", " ".join(goods.un for goods in each.dangerous)
    yield "imdg", " ".join(goods.imdg for goods in each.dangerous)
    yield "vgm", "" if each.vgm is None else f"{each.vgm:g}"
    yield "commodity", each.commodity or ""
    if each.empty:
        yield "empty", "yes"
