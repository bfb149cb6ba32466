"""Opening the database, and the transactions that use cases work in.

One writer at a time: within the process by a lock, between processes by BEGIN
IMMEDIATE (SQLite) or an advisory lock (PostgreSQL), which also keeps the audit
chain in one line. Readers do not wait. Watchers are told after the commit.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from gate_service.adapters.database import sqlite
from gate_service.adapters.database.archive import SqlStays
from gate_service.adapters.database.calls import (
    SqlApiKeys,
    SqlKeptAnswers,
    SqlTokens,
)
from gate_service.adapters.database.customs import (
    SqlAuthorities,
    SqlHolds,
    SqlRiskHits,
    SqlRiskRules,
)
from gate_service.adapters.database.desk import SqlCorrections, SqlDeskCases
from gate_service.adapters.database.follower import SqlFollower
from gate_service.adapters.database.guarded import SqlCommands, SqlPasses
from gate_service.adapters.database.journal import SqlAuditLog, SqlInbox
from gate_service.adapters.database.manifests import SqlManifests
from gate_service.adapters.database.offline import SqlComing, SqlLaneDecisions
from gate_service.adapters.database.parties import (
    SqlDrivers,
    SqlMeasurements,
    SqlRights,
)
from gate_service.adapters.database.records import (
    SqlAppointments,
    SqlLaneStates,
    SqlPassages,
    SqlVisits,
)
from gate_service.adapters.database.rules import SqlJudgements, SqlRooms
from gate_service.adapters.database.safety import (
    SqlAlerts,
    SqlHeatMaps,
    SqlMessages,
    SqlYards,
)
from gate_service.adapters.database.telling import (
    SqlDeadLetters,
    SqlProgresses,
    SqlSubscribers,
)
from gate_service.adapters.database.watchlist import SqlWatchlist
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName

_WRITERS = 0x51414745
"""The advisory lock that PostgreSQL writers queue for."""


class DatabaseError(Exception):
    """The database cannot be opened or brought up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlStore:
    """Every stored port, over one connection in a transaction."""

    appointments: SqlAppointments
    visits: SqlVisits
    passages: SqlPassages
    lanes: SqlLaneStates
    holds: SqlHolds
    watchlist: SqlWatchlist
    passes: SqlPasses
    commands: SqlCommands
    inbox: SqlInbox
    audit: SqlAuditLog
    keys: SqlApiKeys
    alerts: SqlAlerts
    yards: SqlYards
    heat: SqlHeatMaps
    messages: SqlMessages
    drivers: SqlDrivers
    rights: SqlRights
    measurements: SqlMeasurements
    subscribers: SqlSubscribers
    progresses: SqlProgresses
    dead_letters: SqlDeadLetters
    judgements: SqlJudgements
    rooms: SqlRooms
    desk: SqlDeskCases
    corrections: SqlCorrections
    stays: SqlStays
    follower: SqlFollower
    risk_rules: SqlRiskRules
    risk_hits: SqlRiskHits
    manifests: SqlManifests
    authorities: SqlAuthorities
    tokens: SqlTokens
    answers: SqlKeptAnswers
    coming: SqlComing
    lane_decisions: SqlLaneDecisions


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
            store = _store(connection)
            yield store
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
                yield _store(connection)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def open_engine(url: str) -> Engine:
    """Open the database at *url* and bring its tables up to date.

    Who opens it at the same time waits until that is done. Raises DatabaseError with
    the reason in one line.
    """
    try:
        engine = create_engine(url)
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
    connection.execution_options(begin="BEGIN IMMEDIATE")
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        yield


def _store(connection: Connection) -> SqlStore:
    audit = SqlAuditLog(connection)
    return SqlStore(
        appointments=SqlAppointments(connection),
        visits=SqlVisits(connection),
        passages=SqlPassages(connection),
        lanes=SqlLaneStates(connection),
        holds=SqlHolds(connection),
        watchlist=SqlWatchlist(connection),
        passes=SqlPasses(connection),
        commands=SqlCommands(connection),
        inbox=SqlInbox(connection),
        audit=audit,
        keys=SqlApiKeys(connection),
        alerts=SqlAlerts(connection),
        yards=SqlYards(connection, audit.touched),
        heat=SqlHeatMaps(connection),
        messages=SqlMessages(connection),
        drivers=SqlDrivers(connection),
        rights=SqlRights(connection),
        measurements=SqlMeasurements(connection),
        subscribers=SqlSubscribers(connection),
        progresses=SqlProgresses(connection),
        dead_letters=SqlDeadLetters(connection),
        judgements=SqlJudgements(connection),
        rooms=SqlRooms(connection),
        desk=SqlDeskCases(connection),
        corrections=SqlCorrections(connection),
        stays=SqlStays(connection),
        follower=SqlFollower(connection),
        risk_rules=SqlRiskRules(connection),
        risk_hits=SqlRiskHits(connection),
        manifests=SqlManifests(connection),
        authorities=SqlAuthorities(connection),
        tokens=SqlTokens(connection),
        answers=SqlKeptAnswers(connection),
        coming=SqlComing(connection),
        lane_decisions=SqlLaneDecisions(connection),
    )
