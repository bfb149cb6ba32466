"""Cases and corrections of the clerk desk: kept whole."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select

from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.tables_desk import CORRECTIONS, DESK_CASES
from gate_service.domain.corrections import Correction
from gate_service.domain.desk import DeskCase
from gate_service.domain.visits import PassageId

_CASES = Documents(
    DESK_CASES,
    TypeAdapter(DeskCase),
    lambda value: {
        "id": value.id,
        "passage": value.passage,
        "ended": value.ended,
    },
)
_CORRECTIONS = Documents(
    CORRECTIONS,
    TypeAdapter(Correction),
    lambda value: {"id": value.id, "passage": value.passage},
)


@dataclass(frozen=True, slots=True)
class SqlDeskCases:
    """DeskCases port."""

    connection: Connection

    def save(self, case: DeskCase) -> None:
        """Keep a new or changed one."""
        _CASES.save(self.connection, case)

    def open_of(self, passage: PassageId) -> DeskCase | None:
        """Find the open case of a passage."""
        mine = (DESK_CASES.c.passage == passage, DESK_CASES.c.ended.is_(None))
        return next(iter(_CASES.where(self.connection, *mine)), None)

    def of_passage(self, passage: PassageId) -> tuple[DeskCase, ...]:
        """List those of a passage."""
        return _CASES.where(self.connection, DESK_CASES.c.passage == passage)

    def open(self) -> tuple[DeskCase, ...]:
        """List the open ones."""
        return _CASES.where(self.connection, DESK_CASES.c.ended.is_(None))

    def ended_since(self, since: datetime) -> tuple[DeskCase, ...]:
        """List those that ended since then."""
        return _CASES.where(self.connection, DESK_CASES.c.ended >= since)


@dataclass(frozen=True, slots=True)
class SqlCorrections:
    """Corrections port."""

    connection: Connection

    def save(self, correction: Correction) -> None:
        """Keep a new one."""
        _CORRECTIONS.save(self.connection, correction)

    def after(self, serial: int, limit: int) -> tuple[tuple[int, Correction], ...]:
        """List those behind a number."""
        column = CORRECTIONS.c.serial
        query = select(column, CORRECTIONS.c.body).where(column > serial)
        rows = self.connection.execute(query.order_by(column).limit(limit))
        read = _CORRECTIONS.codec.validate_python
        return tuple((number, read(body)) for number, body in rows)

    def forget(self, passage: str) -> int:
        """Delete those of one passage."""
        mine = delete(CORRECTIONS).where(CORRECTIONS.c.passage == passage)
        return self.connection.execute(mine).rowcount
