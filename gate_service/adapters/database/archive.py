"""Stays with their stops and names, over SQLAlchemy."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from gate_service.adapters.database import tables_archive as t
from gate_service.domain.archive_ports import Booked, Seen, StayFilter
from gate_service.domain.stays import Stay, Stop
from gate_service.domain.visits import VisitId, VisitState

_STOP = TypeAdapter(Stop)
_STOPS = TypeAdapter(tuple[Stop, ...])
_STAY = TypeAdapter(Stay)
_STAYS = TypeAdapter(tuple[Stay, ...])


@dataclass(frozen=True, slots=True)
class SqlStays:
    """Stays port."""

    connection: Connection

    def save(self, stays: Collection[Stay]) -> None:
        """Keep each with its stops and names, in the place of those before."""
        ids = [stay.visit for stay in stays]
        if not ids:
            return
        for column in (t.STAYS.c.id, t.STOPS.c.visit, t.STAY_NAMES.c.visit):
            self.connection.execute(delete(column.table).where(column.in_(ids)))
        self.connection.execute(insert(t.STAYS), [_stay_row(stay) for stay in stays])
        if stops := [row for stay in stays for row in _stop_rows(stay)]:
            self.connection.execute(insert(t.STOPS), stops)
        if names := [row for stay in stays for row in _name_rows(stay)]:
            self.connection.execute(insert(t.STAY_NAMES), names)

    def find(self, wanted: VisitId) -> Stay | None:
        """Find by visit."""
        return next(iter(self._read(t.STAYS.c.id == wanted, limit=1)), None)

    def listed(self, asked: StayFilter, limit: int) -> tuple[Stay, ...]:
        """List the newest that were asked for."""
        return self._read(*_asked(asked, limit), limit=limit)

    def stops(self, since: datetime, until: datetime) -> tuple[Stop, ...]:
        """List the stops that were decided in that time."""
        decided = t.STOPS.c.decided
        query = select(_text(t.STOPS)).where(decided >= since, decided < until)
        bodies = self.connection.execute(query.order_by(decided)).scalars()
        return _STOPS.validate_json(f"[{','.join(bodies)}]")

    def turns(self, since: datetime, until: datetime) -> tuple[float, ...]:
        """List the turn times of trucks that went out in that time."""
        out = t.STAYS.c.gated_out
        query = select(t.STAYS.c.turn).where(out >= since, out < until)
        turns = self.connection.execute(query.where(t.STAYS.c.turn.is_not(None)))
        return tuple(each / 1000 for each in turns.scalars())

    def slots(self, since: datetime, until: datetime) -> tuple[Booked, ...]:
        """Count the booked stays whose windows open in that time."""
        opens, gone = t.STAYS.c.opens, str(VisitState.CANCELLED)
        query = select(opens, func.count(), func.count(t.STAYS.c.arrived))
        mine = (opens >= since, opens < until, t.STAYS.c.state != gone)
        rows = self.connection.execute(query.where(*mine).group_by(opens))
        return tuple(Booked(*row) for row in rows)

    def inside(self) -> int:
        """Count the trucks that are on the terminal."""
        query = select(func.count()).where(t.STAYS.c.inside == 1)
        return self.connection.execute(query).scalar_one()

    def to_forget(
        self, over_before: datetime, behind: Stay | None, limit: int
    ) -> tuple[Stay, ...]:
        """List the oldest that ended before that time and were not forgotten."""
        due, name = t.STAYS.c.due, t.STAYS.c.id
        query = select(_text(t.STAYS)).where(due < over_before)
        if behind is not None:
            last = behind.over
            later = and_(due == last, name > behind.visit)
            query = query.where(or_(due > last, later))
        bodies = self.connection.execute(query.order_by(due, name).limit(limit))
        return _STAYS.validate_json(f"[{','.join(bodies.scalars())}]")

    def see(self, kind: Seen, name: str, at: datetime) -> None:
        """Remember the latest time."""
        mine = (t.SEEN.c.kind == str(kind), t.SEEN.c.name == name)
        last = self.connection.execute(select(t.SEEN.c.at).where(*mine)).scalar()
        if last is None:
            row = {"kind": str(kind), "name": name, "at": at}
            self.connection.execute(insert(t.SEEN).values(row))
        elif last < at:
            self.connection.execute(update(t.SEEN).where(*mine).values(at=at))

    def unseen(self, kind: Seen, since: datetime, limit: int) -> tuple[str, ...]:
        """List those that were not heard of since that time."""
        old = (t.SEEN.c.kind == str(kind), t.SEEN.c.at < since)
        query = select(t.SEEN.c.name).where(*old).order_by(t.SEEN.c.at).limit(limit)
        return tuple(self.connection.execute(query).scalars())

    def unsee(self, kind: Seen, name: str) -> None:
        """Forget when it was heard of."""
        mine = (t.SEEN.c.kind == str(kind), t.SEEN.c.name == name)
        self.connection.execute(delete(t.SEEN).where(*mine))

    def _read(self, *conditions: ColumnElement[bool], limit: int) -> tuple[Stay, ...]:
        query = select(_text(t.STAYS)).where(*conditions)
        newest = query.order_by(t.STAYS.c.at.desc(), t.STAYS.c.id.desc()).limit(limit)
        bodies = self.connection.execute(newest).scalars()
        stays = _STAYS.validate_json(f"[{','.join(bodies)}]")
        stops = self._stops_of([stay.visit for stay in stays])
        return tuple(replace(s, stops=tuple(stops.get(s.visit, ()))) for s in stays)

    def _stops_of(self, visits: Collection[VisitId]) -> dict[VisitId, list[Stop]]:
        mine = t.STOPS.c.visit.in_(list(visits))
        query = select(t.STOPS.c.visit, _text(t.STOPS)).where(mine)
        found: dict[VisitId, list[Stop]] = {}
        for visit, body in self.connection.execute(query):
            stop = _STOP.validate_json(body)
            found.setdefault(VisitId(visit), []).append(stop)
        for stops in found.values():
            stops.sort(key=lambda stop: stop.begun)
        return found


def _stay_row(stay: Stay) -> dict[str, object]:
    return {
        "id": stay.visit,
        "at": stay.at,
        "state": str(stay.state),
        "verdict": stay.verdict and str(stay.verdict),
        "haulier": stay.haulier,
        "lane": stay.lane,
        "driver": stay.driver,
        "opens": stay.opens,
        "arrived": stay.arrived,
        "gated_out": stay.gated_out,
        "turn": None if stay.turn is None else round(stay.turn * 1000),
        "inside": int(stay.gated_in is not None and stay.gated_out is None),
        "due": None if stay.forgotten else stay.over,
        "body": _STAY.dump_python(replace(stay, stops=()), mode="json"),
    }


def _text(table: Table) -> ColumnElement[str]:
    """Select a body as it is written: thousands are read in one go."""
    return cast(table.c.body, Text)


def _stop_rows(stay: Stay) -> Iterator[dict[str, object]]:
    for stop in stay.stops:
        yield {
            "visit": stay.visit,
            "passage": stop.passage,
            "decided": stop.decided,
            "body": _STOP.dump_python(stop, mode="json"),
        }


def _name_rows(stay: Stay) -> Iterator[dict[str, object]]:
    for kind, names in (("plate", stay.plates), ("container", stay.containers)):
        for name in dict.fromkeys(names):
            yield {"visit": stay.visit, "kind": kind, "name": name, "at": stay.at}


def _asked(asked: StayFilter, limit: int) -> Iterator[ColumnElement[bool]]:
    columns = t.STAYS.c
    exact = {
        columns.verdict: asked.verdict and str(asked.verdict),
        columns.haulier: asked.haulier,
        columns.lane: asked.lane,
        columns.driver: asked.driver,
    }
    told = [column == wanted for column, wanted in exact.items() if wanted]
    if asked.states:
        told.append(columns.state.in_([str(state) for state in asked.states]))
    yield from told
    yield from _between(asked, columns.at, columns.id)
    names = (("plate", asked.plate), ("container", asked.container))
    begins = [(kind, begin) for kind, begin in names if begin]
    alone = not told and len(begins) == 1
    for kind, begin in begins:
        yield columns.id.in_(_named(kind, begin, asked, limit if alone else None))


def _between(
    asked: StayFilter, at: Column[Any], visit: Column[Any]
) -> Iterator[ColumnElement[bool]]:
    if asked.since is not None:
        yield at >= asked.since
    if asked.until is not None:
        yield at < asked.until
    if asked.behind is not None:
        last, name = asked.behind
        yield or_(at < last, and_(at == last, visit < name))


def _named(
    kind: str, begin: str, asked: StayFilter, limit: int | None
) -> Select[tuple[str]]:
    """Find by a beginning: a range, so that the index serves on every database.

    With *limit* nothing else is asked for, and the newest few of the index do.
    """
    names = t.STAY_NAMES.c
    query = select(names.visit).where(names.kind == kind, names.name >= begin)
    query = query.where(*_between(asked, names.at, names.visit))
    end = successor(begin)
    if end is not None:
        query = query.where(names.name < end)
    if limit is None:
        return query
    newest = query.group_by(names.visit, names.at)
    return newest.order_by(names.at.desc(), names.visit.desc()).limit(limit)


_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def successor(begin: str) -> str | None:
    """Give the first text behind all that begin with *begin*; None behind ZZZ.

    Of A-Z 0-9 alone, as names are: digits sort before letters in every collation.

    >>> successor("AB9"), successor("ABZ"), successor("Z")
    ('ABA', 'AC', None)
    """
    begin = begin.rstrip("Z")
    if not begin:
        return None
    return begin[:-1] + _ALPHABET[_ALPHABET.index(begin[-1]) + 1]
