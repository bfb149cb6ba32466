"""Drivers, rights and what instruments told: kept whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, func, or_

from gate_service.adapters.database import tables as t
from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.prepared import Prepared, each_of, several
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.pages import Cut, Page
from gate_service.domain.rights import Right
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import LaneName

_DRIVERS = Documents(
    t.DRIVERS,
    TypeAdapter(Driver),
    lambda value: {
        "id": value.id,
        "haulier": value.haulier,
        "licence": value.licence,
    },
)
_RIGHTS = Documents(
    t.RIGHTS,
    TypeAdapter(Right),
    lambda value: {
        "id": value.container,
        "carrier": value.carrier,
        "holder": value.holder,
    },
)
_MEASUREMENTS = Documents(
    t.MEASUREMENTS,
    TypeAdapter(Measured),
    lambda value: {
        "id": value.id,
        "lane": value.lane,
        "instrument": str(value.instrument),
        "at": value.at,
    },
)

_AT_LANE = _MEASUREMENTS.asking(
    t.MEASUREMENTS.c.lane == bindparam("at"),
    t.MEASUREMENTS.c.at >= bindparam("since"),
    t.MEASUREMENTS.c.at <= bindparam("until"),
)


@lru_cache(maxsize=64)
def _rights_of(count: int) -> Prepared:
    return _RIGHTS.asking(t.RIGHTS.c.id.in_(several("container", count)))


@dataclass(frozen=True, slots=True)
class SqlDrivers:
    """Drivers port."""

    connection: Connection

    def save(self, driver: Driver) -> None:
        """Keep a new or changed one."""
        _DRIVERS.save(self.connection, driver)

    def find(self, wanted: DriverId) -> Driver | None:
        """Find by id."""
        return _DRIVERS.find(self.connection, wanted)

    def by_licence(self, haulier: str, licence: str) -> Driver | None:
        """Find a haulier's driver by licence number."""
        mine = (t.DRIVERS.c.haulier == haulier, t.DRIVERS.c.licence == licence)
        return next(iter(_DRIVERS.where(self.connection, *mine)), None)

    def with_licence(self, licence: str) -> tuple[Driver, ...]:
        """List all hauliers' drivers with that licence number."""
        return _DRIVERS.where(self.connection, t.DRIVERS.c.licence == licence)

    def listed(self, haulier: str | None, limit: int) -> tuple[Driver, ...]:
        """List the newest."""
        whose = [] if haulier is None else [t.DRIVERS.c.haulier == haulier]
        return _DRIVERS.where(self.connection, *whose, newest=limit)

    def page(self, haulier: str | None, cut: Cut) -> Page[Driver]:
        """List a haulier's, or all, newest first."""
        whose = [] if haulier is None else [t.DRIVERS.c.haulier == haulier]
        return _DRIVERS.page(self.connection, cut, *whose)

    def forget(self, wanted: DriverId) -> bool:
        """Delete the row."""
        gone = self.connection.execute(
            delete(t.DRIVERS).where(t.DRIVERS.c.id == wanted)
        )
        return gone.rowcount == 1


@dataclass(frozen=True, slots=True)
class SqlRights:
    """Rights port."""

    connection: Connection

    def save(self, right: Right) -> None:
        """Keep a new or changed one."""
        _RIGHTS.save(self.connection, right)

    def find(self, container: str) -> Right | None:
        """Find by container number."""
        return _RIGHTS.find(self.connection, container)

    def of(self, containers: Collection[str]) -> tuple[Right, ...]:
        """List those on file of the containers."""
        if not containers:
            return ()
        asked = _rights_of(len(containers))
        return _RIGHTS.read(self.connection, asked, **each_of("container", containers))

    def page(self, party: str | None, cut: Cut) -> Page[Right]:
        """List those of a party, or all, newest first."""
        names = (t.RIGHTS.c.carrier, t.RIGHTS.c.holder)
        whose = []
        if party is not None:
            whose = [or_(*(func.lower(each) == party.lower() for each in names))]
        return _RIGHTS.page(self.connection, cut, *whose)


@dataclass(frozen=True, slots=True)
class SqlMeasurements:
    """Measurements port."""

    connection: Connection

    def save(self, measured: Measured) -> None:
        """Keep a new one."""
        _MEASUREMENTS.save(self.connection, measured)

    def find(self, wanted: ReadingId) -> Measured | None:
        """Find by id."""
        return _MEASUREMENTS.find(self.connection, wanted)

    def at_lane(
        self, lane: LaneName, since: datetime, until: datetime
    ) -> tuple[Measured, ...]:
        """List what a lane's instruments told between two times."""
        return _MEASUREMENTS.read(
            self.connection, _AT_LANE, at=lane, since=since, until=until
        )

    def listed(
        self, instruments: Collection[Instrument], limit: int
    ) -> tuple[Measured, ...]:
        """List the newest of those instruments."""
        names = [str(each) for each in instruments]
        which = [t.MEASUREMENTS.c.instrument.in_(names)] if names else []
        return _MEASUREMENTS.where(self.connection, *which, newest=limit)
