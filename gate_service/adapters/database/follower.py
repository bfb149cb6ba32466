"""How far the audit chain was followed, and what was counted, over SQLAlchemy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update

from gate_service.adapters.database import tables_archive as t
from gate_service.adapters.database.prepared import Prepared
from gate_service.domain.archive_ports import Counts

_PLACE = "place"
_COUNT = Prepared(select(t.COUNTS.c.value).where(t.COUNTS.c.name == bindparam("of")))


@dataclass(frozen=True, slots=True)
class SqlFollower:
    """Follower port."""

    connection: Connection

    def place(self) -> int:
        """Give the last event that was taken in."""
        return _COUNT.value(self.connection, {"of": _PLACE}) or 0

    def go_on(self, before: int, after: int, counts: Counts) -> bool:
        """Move from *before* to *after* if nobody else has."""
        if self.place() != before:
            return False
        more = {json.dumps(labels): number for labels, number in counts.items()}
        self._add(more | {_PLACE: after - before})
        return True

    def counts(self) -> Counts:
        """Give all counts since the first event."""
        rows = self.connection.execute(select(t.COUNTS.c.name, t.COUNTS.c.value))
        return {tuple(json.loads(n)): value for n, value in rows if n != _PLACE}

    def _add(self, more: Mapping[str, int]) -> None:
        name, value = t.COUNTS.c.name, t.COUNTS.c.value
        known = set(
            self.connection.execute(select(name).where(name.in_(more))).scalars()
        )
        change = update(t.COUNTS).where(name == bindparam("counted"))
        change = change.values(value=value + bindparam("more"))
        rows = [{"counted": each, "more": more[each]} for each in sorted(known)]
        if rows:
            self.connection.execute(change, rows)
        if new := [{"name": n, "value": v} for n, v in more.items() if n not in known]:
            self.connection.execute(insert(t.COUNTS), new)
