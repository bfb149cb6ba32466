"""Notes beside the outbox: written with an event in one transaction, or not at all."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST = 100_000
"""Notes that are kept, the newest: a month of trucks at a busy lane."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class TakenError(Exception):
    """A note that may be written once is there already: ``key``."""

    def __init__(self, key: str) -> None:
        """Keep the key."""
        super().__init__(f"noted before: {key}")
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What to write: ``once`` only where it is new, ``keep`` over what was there."""

    once: Mapping[str, str] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


def write(db: sqlite3.Connection, notes: Notes) -> None:
    """Write all of *notes* in the caller's transaction; TakenError undoes it."""
    for key, value in notes.once.items():
        done = db.execute("INSERT OR IGNORE INTO notes VALUES (?, ?)", (key, value))
        if done.rowcount != 1:
            raise TakenError(key)
    db.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", notes.keep.items())
    db.executemany("DELETE FROM notes WHERE key = ?", [(key,) for key in notes.drop])
    db.execute(
        "DELETE FROM notes WHERE rowid <= (SELECT max(rowid) - ? FROM notes)", (_MOST,)
    )


def read(db: sqlite3.Connection, key: str) -> str | None:
    """Give what is noted under *key*."""
    row = db.execute("SELECT value FROM notes WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])
