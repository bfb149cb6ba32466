"""Drivers: kept as hauliers declare them; inducted and banned by the terminal."""

from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.record import Clock, NewId, record
from gate_service.domain.bookings import DeclaredDriver
from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.errors import (
    Fault,
    InvalidFaultsError,
    NotYoursError,
    UnknownDriverError,
)
from gate_service.domain.pages import Cut, Page
from gate_service.domain.ports import Store, Transactions

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ListDrivers:
    """Tell who is on file."""

    transactions: Transactions

    def __call__(self, haulier: str | None, limit: int = 100) -> tuple[Driver, ...]:
        """List the newest of one haulier or (None) of all."""
        with self.transactions.read() as store:
            return store.drivers.listed(haulier, limit)

    def page(self, haulier: str | None, cut: Cut) -> Page[Driver]:
        """List those of one haulier or (None) of all, a page at a time."""
        with self.transactions.read() as store:
            return store.drivers.page(haulier, cut)

    def find(self, wanted: DriverId) -> Driver | None:
        """Find one; None where there is none or the driver was forgotten."""
        with self.transactions.read() as store:
            return store.drivers.find(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStanding:
    """Write down a driver's safety induction or ban, for every haulier alike."""

    transactions: Transactions
    clock: Clock

    def __call__(
        self,
        wanted: DriverId,
        *,
        inducted: datetime | None,
        banned: str | None,
        by: Caller,
    ) -> Driver:
        """Set both; UnknownDriverError, and InvalidFaultsError names all fields."""
        if by.role not in {Role.CLERK, Role.ADMIN}:
            msg = "only the terminal inducts and bans drivers"
            raise NotYoursError(msg)
        now, why = self.clock(), (banned or "").strip() or None
        _check(inducted, why, now)
        with self.transactions.write() as store:
            driver = store.drivers.find(wanted)
            if driver is None:
                msg = f"no driver {wanted[:40]!r} is on file"
                raise UnknownDriverError(msg)
            for each in store.drivers.with_licence(driver.licence):
                same = replace(each, inducted=inducted, banned=why)
                store.drivers.save(same)
                record(store, now, "driver.kept", driver=each.id, by=by.name)
        return replace(driver, inducted=inducted, banned=why)


def keep_driver(
    store: Store, at: datetime, new_id: NewId, haulier: str, told: DeclaredDriver
) -> DriverId:
    """Keep a declared driver, in the caller's transaction; give the id.

    A driver who is new at this haulier, but known at another, brings induction and
    ban along: they are the person's.
    """
    known = store.drivers.by_licence(haulier, told.licence)
    if known is None:
        same = next(iter(store.drivers.with_licence(told.licence)), None)
        driver = Driver(
            id=DriverId(new_id()),
            haulier=haulier,
            name=told.name,
            licence=told.licence,
            phone=told.phone,
            inducted=same.inducted if same else None,
            banned=same.banned if same else None,
        )
    else:
        driver = replace(known, name=told.name, phone=told.phone or known.phone)
    if driver != known:
        store.drivers.save(driver)
        record(store, at, "driver.kept", driver=driver.id, haulier=haulier)
    return driver.id


def _check(inducted: datetime | None, banned: str | None, now: datetime) -> None:
    faults = []
    if inducted is not None and inducted > now:
        faults.append(Fault("inducted", "an induction was not taken in the future"))
    if banned and (len(banned) > _LONGEST_REASON or not banned.isprintable()):
        msg = f"the reason has at most {_LONGEST_REASON} characters in one line"
        faults.append(Fault("banned", msg))
    if faults:
        raise InvalidFaultsError(tuple(faults))
