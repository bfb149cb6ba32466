"""The watch list: kept whole."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.prepared import Prepared, each_of, several
from gate_service.domain.errors import UnknownWatchEntryError
from gate_service.domain.watchlist import WatchEntry, WatchId

_WATCHLIST = Documents(
    t.WATCHLIST,
    TypeAdapter(WatchEntry),
    lambda value: {
        "id": value.id,
        "value": value.value,
        "active": value.removed is None,
    },
)


@lru_cache(maxsize=64)
def _naming(count: int) -> Prepared:
    named = t.WATCHLIST.c.value.in_(several("value", count))
    return _WATCHLIST.asking(named, t.WATCHLIST.c.active)


@dataclass(frozen=True, slots=True)
class SqlWatchlist:
    """Watchlist port."""

    connection: Connection

    def save(self, entry: WatchEntry) -> None:
        """Keep a new or changed one."""
        _WATCHLIST.save(self.connection, entry)

    def get(self, wanted: WatchId) -> WatchEntry:
        """Find by id."""
        found = _WATCHLIST.find(self.connection, wanted)
        if found is None:
            msg = f"no watch-list entry {wanted[:40]!r}"
            raise UnknownWatchEntryError(msg)
        return found

    def listed(self) -> tuple[WatchEntry, ...]:
        """List those that count."""
        return _WATCHLIST.where(self.connection, t.WATCHLIST.c.active)

    def naming(self, values: Collection[str]) -> tuple[WatchEntry, ...]:
        """List those that count and name one of the values."""
        if not values:
            return ()
        asked = _naming(len(values))
        return _WATCHLIST.read(self.connection, asked, **each_of("value", values))
