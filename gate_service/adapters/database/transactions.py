"""Opening the database, and the transactions that use cases work in.

One writer at a time: within the process by a lock, between processes by BEGIN
IMMEDIATE (SQLite) or an advisory lock (PostgreSQL), which also keeps the audit
chain in one line. Readers do not wait. Watchers are told after the commit.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from gate_service.adapters.database import sqlite
from gate_service.adapters.database.store import SqlStore
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName

_WRITERS = 0x51414745
"""The advisory lock that PostgreSQL writers queue for."""


class DatabaseError(Exception):
    """The database cannot be opened or brought up to date."""


class SqlTransactions:
    """Transactions port; *changed* is told the lanes and yards of each commit.

    *appended* is called after each commit that made the audit chain longer.
    """

    def __init__(
        self,
        engine: Engine,
        changed: Callable[[Collection[LaneName | YardName]], None],
        appended: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine = engine
        self._changed = changed
        self._appended = appended
        self._turn = Lock()

    @contextmanager
    def write(self) -> Iterator[SqlStore]:
        """Begin as the only writer; commit on leaving, undo on an exception."""
        with (
            self._turn,
            self._engine.connect() as connection,
            _only_writer(connection),
        ):
            store = SqlStore(connection)
            yield store
            store.write()
        if store.audit.touched:
            self._changed(store.audit.touched)
        if store.audit.appended:
            self._appended()

    @contextmanager
    def read(self) -> Iterator[SqlStore]:
        """Begin with one consistent view."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield SqlStore(connection)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def open_engine(url: str) -> Engine:
    """Open the database at *url* and bring its tables up to date.

    Who opens it at the same time waits until that is done. Raises DatabaseError with
    the reason in one line.
    """
    try:
        engine = create_engine(
            url,
            pool_use_lifo=True,
            json_serializer=_as_json,
            json_deserializer=from_json,
        )
        if engine.dialect.name == "sqlite":
            sqlite.prepare(engine)
        with engine.connect() as connection, _only_writer(connection):
            command.upgrade(migrations(connection), "head")
    except (SQLAlchemyError, ImportError, OSError) as error:
        msg = f"cannot open the database: {str(error).splitlines()[0]}"
        raise DatabaseError(msg) from error
    return engine


def migrations(connection: Connection) -> Config:
    """Tell Alembic where the migrations are and which connection to use."""
    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _only_writer(connection: Connection) -> Iterator[None]:
    """Begin when no other process writes; commit on leaving, undo on an exception."""
    connection.execution_options(writes=True)
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        yield


def _as_json(value: object) -> str:
    """Write a JSON column, as pydantic does and in a fifth of the time of ``json``."""
    return to_json(value).decode()
