"""Values kept whole: how one is written with its columns and read back.

Putting a statement together takes SQLAlchemy longer than SQLite takes to run it, so
those of the judging path are made once, with parameters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    Table,
    bindparam,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from gate_service.domain.pages import Cut, Page

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Documents(Generic[Value]):
    """One table of values; ``columns`` gives what is searched, the id included."""

    table: Table
    codec: TypeAdapter[Value]
    columns: Callable[[Value], Mapping[str, object]]

    def save(self, connection: Connection, value: Value) -> None:
        """Write a value over the one with its id, or as a new row."""
        row = self._row(value)
        saves = _saving(self.table, connection.dialect.name, tuple(row))
        connection.execute(saves, row)

    def add(self, connection: Connection, values: Sequence[Value]) -> None:
        """Write *values*, all of them new and at least one, in one step."""
        connection.execute(insert(self.table), [self._row(each) for each in values])

    def _row(self, value: Value) -> dict[str, object]:
        body = self.codec.dump_python(value, mode="json")
        return {**self.columns(value), "body": body}

    def find(self, connection: Connection, wanted: str) -> Value | None:
        """Read the value of that id."""
        found = connection.execute(_finding(self.table), {"wanted": wanted}).scalar()
        return None if found is None else self.codec.validate_python(found)

    def where(
        self,
        connection: Connection,
        *conditions: ColumnElement[bool],
        newest: int | None = None,
    ) -> tuple[Value, ...]:
        """Read those that meet all *conditions*, oldest first, or the *newest* few."""
        query = select(self.table.c.body).where(*conditions)
        serial = self.table.c.serial
        if newest is None:
            query = query.order_by(serial)
        else:
            query = query.order_by(serial.desc()).limit(newest)
        return self.read(connection, query)

    def asking(self, *conditions: ColumnElement[bool]) -> Select[tuple[object]]:
        """Make a statement for ``read`` once; its parameters are ``bindparam``."""
        return (
            select(self.table.c.body).where(*conditions).order_by(self.table.c.serial)
        )

    def read(
        self, connection: Connection, query: Executable, **parameters: object
    ) -> tuple[Value, ...]:
        """Read what *query* gives, bodies alone."""
        bodies = connection.execute(query, parameters).scalars()
        return tuple(self.codec.validate_python(body) for body in bodies)

    def page(
        self, connection: Connection, cut: Cut, *conditions: ColumnElement[bool]
    ) -> Page[Value]:
        """Read those that meet all *conditions*, newest first, as *cut* says."""
        serial = self.table.c.serial
        query = select(serial, self.table.c.body).where(*conditions)
        if cut.before is not None:
            query = query.where(serial < cut.before)
        query = query.order_by(serial.desc()).limit(cut.limit + 1)
        rows = connection.execute(query).all()
        here = rows[: cut.limit]
        values = tuple(self.codec.validate_python(row.body) for row in here)
        return Page(values, here[-1].serial if len(rows) > len(here) else None)


@cache
def _saving(table: Table, dialect: str, columns: tuple[str, ...]) -> Executable:
    """Insert a row, or where its id is known write over *columns*."""
    names = [name for name in columns if name != "id"]
    if dialect == "postgresql":
        into = postgresql.insert(table)
        changed = {name: into.excluded[name] for name in names}
        return into.on_conflict_do_update(index_elements=[table.c.id], set_=changed)
    new = sqlite.insert(table)
    changed = {name: new.excluded[name] for name in names}
    return new.on_conflict_do_update(index_elements=[table.c.id], set_=changed)


@cache
def _finding(table: Table) -> Select[tuple[object]]:
    return select(table.c.body).where(table.c.id == bindparam("wanted"))
