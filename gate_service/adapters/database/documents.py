"""Values kept whole: how one is written with its columns and read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from gate_service.adapters.database.prepared import Prepared
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
        row = {**self.columns(value), "body": self.codec.dump_json(value).decode()}
        _saving(self.table, connection.dialect.name, tuple(row)).run(connection, row)

    def add(self, connection: Connection, values: Sequence[Value]) -> None:
        """Write *values*, all of them new and at least one, in one step."""
        connection.execute(insert(self.table), [self._row(each) for each in values])

    def _row(self, value: Value) -> dict[str, object]:
        body = self.codec.dump_python(value, mode="json")
        return {**self.columns(value), "body": body}

    def find(self, connection: Connection, wanted: str) -> Value | None:
        """Read the value of that id."""
        found = _finding(self.table).value(connection, {"wanted": wanted})
        return None if found is None else self.codec.validate_json(found)

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
        bodies = connection.execute(query).scalars()
        return tuple(self.codec.validate_python(body) for body in bodies)

    def asking(self, *conditions: ColumnElement[bool]) -> Prepared:
        """Make a statement for ``read`` once; its parameters are ``bindparam``."""
        query = select(_body(self.table)).where(*conditions)
        return Prepared(query.order_by(self.table.c.serial))

    def read(
        self, connection: Connection, asked: Prepared, **parameters: object
    ) -> tuple[Value, ...]:
        """Read those that a statement of ``asking`` gives, oldest first."""
        bodies = asked.values(connection, parameters)
        return tuple(self.codec.validate_json(body) for body in bodies)

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
def _saving(table: Table, dialect: str, columns: tuple[str, ...]) -> Prepared:
    """Insert a row, or where its id is known write over *columns*."""
    names = [name for name in columns if name != "id"]
    makes = postgresql.insert if dialect == "postgresql" else sqlite.insert
    into = makes(table)
    changed = {name: into.excluded[name] for name in names}
    saves = into.on_conflict_do_update(index_elements=[table.c.id], set_=changed)
    return Prepared(saves, columns, written=("body",))


@cache
def _finding(table: Table) -> Prepared:
    return Prepared(select(_body(table)).where(table.c.id == bindparam("wanted")))


def _body(table: Table) -> ColumnElement[str]:
    """Give a value's column as text, which pydantic reads faster than Python does."""
    return cast(table.c.body, Text)
