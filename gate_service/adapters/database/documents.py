"""Values kept whole: how one is written with its columns and read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Table, insert, select, update

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
        mine = self.table.c.id == row["id"]
        if connection.execute(update(self.table).where(mine).values(row)).rowcount < 1:
            connection.execute(insert(self.table).values(row))

    def add(self, connection: Connection, values: Sequence[Value]) -> None:
        """Write *values*, all of them new and at least one, in one step."""
        connection.execute(insert(self.table), [self._row(each) for each in values])

    def _row(self, value: Value) -> dict[str, object]:
        body = self.codec.dump_python(value, mode="json")
        return {**self.columns(value), "body": body}

    def find(self, connection: Connection, wanted: str) -> Value | None:
        """Read the value of that id."""
        return next(iter(self.where(connection, self.table.c.id == wanted)), None)

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
