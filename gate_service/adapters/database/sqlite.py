"""SQLite connections: durable, patient, and with transactions that we begin."""

import sqlite3
import time

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor

from gate_service.adapters.database.prepared import Prepared

_PATIENCE = 10.0
"""Seconds that a connection waits for others."""
_PAUSE = 0.02
_READING, _WRITING = Prepared(text("BEGIN")), Prepared(text("BEGIN IMMEDIATE"))
_PRAGMAS = ("synchronous = FULL", "foreign_keys = ON")


def prepare(engine: Engine) -> None:
    """Make every connection durable, and begin transactions ourselves.

    The driver would begin them late and never as IMMEDIATE:
    https://docs.sqlalchemy.org/en/20/dialects/sqlite.html#pysqlite-serializable
    """

    @event.listens_for(engine, "connect")
    def _connected(raw: DBAPIConnection, _: object) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")
        _keep_a_log(cursor)
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        (_WRITING if writes else _READING).run(connection, {})


def _keep_a_log(cursor: DBAPICursor) -> None:
    """Switch to the write-ahead log; the first to open a new file does it for all.

    SQLite does not wait here, whatever its busy_timeout: to switch it needs the file
    for itself, and says "database is locked" at once where another switches, too.
    """
    over = time.monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > over:
                raise
            time.sleep(_PAUSE)
        else:
            return
