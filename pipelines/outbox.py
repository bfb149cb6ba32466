"""The outbox: what happened, kept on disk until the gate service has it.

One SQLite file in WAL mode with ``synchronous=FULL``: once ``append`` returns, the
event survives a power cut. Sequences have no gaps. ``source`` names one life of the
numbering; it changes only when events must be numbered anew, because one was parked
or the other side has lost its memory. Event ids never change, so nothing is doubled.
"""

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines import notes
from pipelines.notes import Notes
from pipelines.proofs import Proof

_log = logging.getLogger(__name__)
HEALTH = "lane.health"
YARD_HEALTH, YARD_PRESENCE = "yard.health", "yard.presence"
_PASSING = frozenset({HEALTH, YARD_HEALTH, YARD_PRESENCE})
"""What nobody misses once the next of its kind is there."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS numbering (
    one INTEGER PRIMARY KEY CHECK (one = 1), source TEXT NOT NULL, last INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS events (
    sequence INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
    at TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS evidence (
    event_id TEXT NOT NULL, digest TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (event_id, digest)
);
CREATE TABLE IF NOT EXISTS dead_letters (
    event_id TEXT PRIMARY KEY, type TEXT NOT NULL, at TEXT NOT NULL,
    data TEXT NOT NULL, reason TEXT NOT NULL
);
"""


class OutboxError(Exception):
    """The outbox cannot take or keep an event."""


class OutboxFullError(OutboxError):
    """Too many events wait; only passing reports are refused for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as it goes over the wire; ``at`` is RFC 3339, UTC."""

    sequence: int
    event_id: str
    type: str
    at: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pending:
    """The oldest events that wait, in order, with the source that numbers them."""

    source: str
    events: tuple[Event, ...]


def rfc3339(at: datetime) -> str:
    """Write an aware time as the wire wants it, in UTC with milliseconds."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class Outbox:
    """The file, open; every method may be called from any thread."""

    def __init__(
        self,
        path: Path,
        *,
        sender: str,
        new_id: Callable[[], str],
        max_events: int = 100_000,
        max_bytes: int = 2 * 1024**3,
    ) -> None:
        """Open or make the file; raises OutboxError when it cannot be used."""
        self._sender, self._new_id = sender, new_id
        self._max, self._max_bytes = max_events, max_bytes
        self._lock, self._news = threading.RLock(), threading.Event()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False
            )
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA + notes.SCHEMA)
            with self._transaction():
                self._db.execute(
                    "INSERT OR IGNORE INTO numbering VALUES (1, ?, 0)", (self._life(),)
                )
        except (OSError, sqlite3.Error, OutboxError) as error:
            message = f"the outbox {path} cannot be opened: {error}"
            raise OutboxError(message) from error

    def close(self) -> None:
        """Close the file; what is in it stays."""
        with self._lock:
            self._db.close()

    def append(
        self,
        type_: str,
        at: datetime,
        data: Mapping[str, Any],
        evidence: Sequence[Proof] = (),
        noted: Notes | None = None,
    ) -> int:
        """Store an event, its *evidence* and notes for good; return its sequence.

        Raises TakenError where a note for once is there, OutboxFullError for a passing
        report while too many events wait, and OutboxError where the disk takes nothing;
        nothing is stored then. Where the file has grown too large, the event is kept
        without its evidence.
        """
        text, event_id = json.dumps(data), self._new_id()
        with self._transaction():
            if type_ in _PASSING and self._count() >= self._max:
                message = f"{self._max} events wait: {type_} is not kept"
                raise OutboxFullError(message)
            (last,) = self._db.execute("SELECT last FROM numbering").fetchone()
            self._db.execute("UPDATE numbering SET last = ?", (last + 1,))
            self._db.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
                (last + 1, event_id, type_, rfc3339(at), text),
            )
            if evidence and self._bytes() > self._max_bytes:
                _log.error("outbox too large, evidence left out: event=%s", event_id)
                evidence = ()
            self._db.executemany(
                "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?)",
                [(event_id, item.digest, item.body) for item in evidence],
            )
            notes.write(self._db, noted or Notes())
        self._news.set()
        return int(last) + 1

    def note(self, wanted: Notes) -> None:
        """Write notes without an event; TakenError, OutboxError."""
        with self._transaction():
            notes.write(self._db, wanted)

    def noted(self, key: str) -> str | None:
        """Give what is noted under *key*."""
        with self._lock:
            return notes.read(self._db, key)

    def pending(self, limit: int) -> Pending:
        """Return up to *limit* of the oldest events."""
        with self._lock:
            (source,) = self._db.execute("SELECT source FROM numbering").fetchone()
            rows = self._db.execute(
                "SELECT sequence, event_id, type, at, data FROM events "
                "ORDER BY sequence LIMIT ?",
                (limit,),
            ).fetchall()
        return Pending(source, tuple(_event(*row) for row in rows))

    def evidence(self, event_id: str) -> tuple[Proof, ...]:
        """Return the evidence of an event that is still to be sent."""
        with self._lock:
            rows = self._db.execute(
                "SELECT digest, body FROM evidence WHERE event_id = ?", (event_id,)
            ).fetchall()
        return tuple(Proof(digest, body) for digest, body in rows)

    def evidence_sent(self, digest: str) -> None:
        """Forget evidence that the gate service has."""
        with self._transaction():
            self._db.execute("DELETE FROM evidence WHERE digest = ?", (digest,))

    def acknowledged(self, source: str, sequence: int) -> None:
        """Forget every event of *source* up to *sequence*: the gate service has it."""
        with self._transaction():
            if self._db.execute("SELECT source FROM numbering").fetchone() == (source,):
                self._delete("sequence <= ?", sequence)

    def park(self, event_id: str, reason: str) -> None:
        """Move an event that is refused for ever aside; number the rest anew."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO dead_letters SELECT event_id, type, at, data, ?"
                " FROM events WHERE event_id = ?",
                (reason, event_id),
            )
            self._delete("event_id = ?", event_id)
            self._renumber()

    def begin_anew(self) -> None:
        """Give what waits new numbers from 1, under a new source."""
        with self._transaction():
            self._renumber()

    def dead_letters(self) -> tuple[tuple[str, str, str], ...]:
        """Return event id, type and reason of every parked event."""
        with self._lock:
            rows = self._db.execute("SELECT event_id, type, reason FROM dead_letters")
            return tuple(rows.fetchall())

    def wait_for_news(self, seconds: float) -> None:
        """Return once something was appended, or after *seconds*."""
        self._news.wait(seconds)
        self._news.clear()

    def _count(self) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM events").fetchone()
        return int(count)

    def _bytes(self) -> int:
        """Size of what is stored, free pages of the file not counted."""
        names = ("page_count", "freelist_count", "page_size")
        count, free, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in names
        )
        return int((count - free) * size)

    def _delete(self, where: str, value: object) -> None:
        """Delete events and their evidence; *where* is a constant of this file."""
        select = f"SELECT event_id FROM events WHERE {where}"  # noqa: S608  # constants only
        self._db.execute(f"DELETE FROM evidence WHERE event_id IN ({select})", (value,))  # noqa: S608  # constants only
        self._db.execute(f"DELETE FROM events WHERE {where}", (value,))  # noqa: S608  # constants only

    def _renumber(self) -> None:
        rows = self._db.execute(
            "SELECT sequence FROM events ORDER BY sequence"
        ).fetchall()
        for new, (old,) in enumerate(rows, start=1):
            self._db.execute(
                "UPDATE events SET sequence = ? WHERE sequence = ?", (new, old)
            )
        self._db.execute(
            "UPDATE numbering SET source = ?, last = ?", (self._life(), len(rows))
        )

    def _life(self) -> str:
        return f"{self._sender}/{self._new_id()}"

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:  # SQLite itself takes back on a full disk
                    self._db.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    message = f"the outbox cannot be written: {error}"
                    raise OutboxError(message) from error
                raise


def _event(sequence: int, event_id: str, type_: str, at: str, data: str) -> Event:
    return Event(
        sequence=sequence, event_id=event_id, type=type_, at=at, data=json.loads(data)
    )
