"""Every stored port over one connection, each made when it is first asked for."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

from sqlalchemy import Connection

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
from gate_service.adapters.database.passages import SqlLaneStates, SqlPassages
from gate_service.adapters.database.records import (
    SqlAppointments,
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

Port = TypeVar("Port")


class _Made(Generic[Port]):
    """A port of a store: made over its connection once, when first asked for.

    Most transactions ask for a few of the many.
    """

    def __init__(self, make: Callable[[Connection], Port]) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, store: None, owner: type) -> Self: ...

    @overload
    def __get__(self, store: "SqlStore", owner: type) -> Port: ...

    def __get__(self, store: "SqlStore | None", owner: type) -> Self | Port:
        if store is None:
            return self
        made = self._make(store.connection)
        vars(store)[self._name] = made  # found there from now on
        return made


class SqlStore:
    """Every stored port, over one connection in a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work over *connection*, which is in a transaction."""
        self.connection = connection
        self.audit = SqlAuditLog(connection)

    def write(self) -> None:
        """Write what its ports left for the end of the transaction.

        They alone know their tables, so nobody misses it before.
        """
        made = vars(self)
        for name in ("inbox", "passages", "lanes"):
            if name in made:
                made[name].write()
        self.audit.write()

    @property
    def yards(self) -> SqlYards:
        """Give the yards; a change of one is noted with those of the chain."""
        return SqlYards(self.connection, self.audit.touched)

    appointments = _Made(SqlAppointments)
    visits = _Made(SqlVisits)
    passages = _Made(SqlPassages)
    lanes = _Made(SqlLaneStates)
    holds = _Made(SqlHolds)
    watchlist = _Made(SqlWatchlist)
    passes = _Made(SqlPasses)
    commands = _Made(SqlCommands)
    inbox = _Made(SqlInbox)
    keys = _Made(SqlApiKeys)
    alerts = _Made(SqlAlerts)
    heat = _Made(SqlHeatMaps)
    messages = _Made(SqlMessages)
    drivers = _Made(SqlDrivers)
    rights = _Made(SqlRights)
    measurements = _Made(SqlMeasurements)
    subscribers = _Made(SqlSubscribers)
    progresses = _Made(SqlProgresses)
    dead_letters = _Made(SqlDeadLetters)
    judgements = _Made(SqlJudgements)
    rooms = _Made(SqlRooms)
    desk = _Made(SqlDeskCases)
    corrections = _Made(SqlCorrections)
    stays = _Made(SqlStays)
    follower = _Made(SqlFollower)
    risk_rules = _Made(SqlRiskRules)
    risk_hits = _Made(SqlRiskHits)
    manifests = _Made(SqlManifests)
    authorities = _Made(SqlAuthorities)
    tokens = _Made(SqlTokens)
    answers = _Made(SqlKeptAnswers)
    coming = _Made(SqlComing)
    lane_decisions = _Made(SqlLaneDecisions)
