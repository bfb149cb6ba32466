"""What SQLite is asked to do: statements and transactions, counted as they run."""

import sqlite3
import threading
from collections import Counter

from sqlalchemy import Engine, event

_LONGEST = 16


class SqliteCount:
    """Counts the statements of every connection opened after ``install``."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self._on = False
        self._seen: Counter[str] = Counter()
        self._lock = threading.Lock()

    def install(self) -> None:
        """Watch the connections that this process opens from now on."""
        event.listen(Engine, "connect", self._opened)

    def start(self) -> None:
        """Count from zero."""
        with self._lock:
            self._seen.clear()
            self._on = True

    def stop(self) -> dict[str, int]:
        """Stop, and give how often each kind of statement ran."""
        with self._lock:
            self._on = False
            return dict(self._seen)

    def _opened(self, connection: object, _: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(self._ran)

    def _ran(self, statement: str) -> None:
        if self._on:
            kind = statement[:_LONGEST].lstrip().split(" ", 1)[0].upper()
            if statement.startswith("BEGIN IMMEDIATE"):
                kind = "BEGIN IMMEDIATE"
            with self._lock:
                self._seen[kind] += 1
