"""Rights: who holds which, passed on by holders, and asked of each declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.record import Clock, record
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.declarations import Declared
from gate_service.domain.errors import (
    Fault,
    InvalidFaultsError,
    NotYoursError,
    StateConflictError,
    UnknownRightError,
)
from gate_service.domain.pages import Cut, Page
from gate_service.domain.ports import Transactions
from gate_service.domain.rights import Right, Rights, same_party
from gate_service.domain.site import Site
from gate_service.domain.visits import ExpectedContainer

_PARTIES = {Role.CARRIER, Role.HAULIER}
_LONGEST_NAME = 100
_NEWEST = Cut()


@dataclass(frozen=True, slots=True)
class ListRights:
    """Tell which rights there are."""

    transactions: Transactions

    def __call__(self, by: Caller, cut: Cut = _NEWEST) -> Page[Right]:
        """List those that *by* gave or holds, newest first; all to the terminal."""
        party = by.scope if by.role in _PARTIES else None
        with self.transactions.read() as store:
            return store.rights.page(party, cut)

    def of(self, container: str, by: Caller) -> Right:
        """Give one; UnknownRightError, also for a right that is others' business."""
        with self.transactions.read() as store:
            right = store.rights.find(container)
        if right is None or not _concerns(right, by):
            msg = f"no right to {container[:20]!r} is on file"
            raise UnknownRightError(msg)
        return right


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRight:
    """The holder of a right passes it on."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(self, container: str, to: str, by: Caller) -> Right:
        """Pass it to *to*; NotYoursError for who does not hold it."""
        to, now = to.strip(), self.clock()
        with self.transactions.write() as store:
            right = store.rights.find(container)
            if right is None or not _concerns(right, by):
                msg = f"no right to {container[:20]!r} is on file"
                raise UnknownRightError(msg)
            self._check(right, to, by, now)
            passed = right.passed(by=right.holder, to=to, at=now)
            store.rights.save(passed)
            record(
                store,
                now,
                "right.passed",
                container=right.container,
                giver=right.holder,
                holder=to,
                by=by.name,
            )
        return passed

    def _check(self, right: Right, to: str, by: Caller, now: datetime) -> None:
        if by.role not in _PARTIES or not same_party(right.holder, by.scope):
            msg = f"{right.holder} holds the right to {right.container}"
            raise NotYoursError(msg)
        if by.role is Role.HAULIER and not self.site.declarations.sub_hauling:
            msg = "hauliers of this terminal do not pass their rights on"
            raise NotYoursError(msg)
        if right.expires is not None and now >= right.expires:
            msg = f"the right to {right.container} has expired"
            raise StateConflictError(msg)
        faults = []
        if not 1 <= len(to) <= _LONGEST_NAME or not to.isprintable():
            msg = f"a haulier's name has 1 to {_LONGEST_NAME} characters"
            faults.append(Fault("to", msg))
        if same_party(to, right.holder):
            faults.append(Fault("to", f"{to} holds this right already"))
        if faults:
            raise InvalidFaultsError(tuple(faults))


def right_faults(
    rights: Rights, site: Site, request: BookingRequest, told: Declared, now: datetime
) -> Iterator[Fault]:
    """Yield a fault for each container that the haulier has no right to."""
    if request.terminal != site.terminal:
        return
    listed = (("containers", told.containers), ("leaves_with", told.leaves_with or ()))
    for field, containers in listed:
        for place, each in enumerate(containers):
            if why := _objection(rights, site, each, request.haulier, now):
                yield Fault(f"{field}.{place}.number", f"{each.number[:20]}: {why}")


def _objection(
    rights: Rights, site: Site, each: ExpectedContainer, haulier: str, now: datetime
) -> str | None:
    right = rights.find(each.number)
    if right is None:
        unnamed = "its carrier has named nobody to move it yet"
        return unnamed if site.declarations.rights else None
    if same_party(right.holder, right.carrier):
        return f"its carrier {right.carrier} has named no haulier yet"
    if not same_party(right.holder, haulier):
        return "another haulier holds the right to move it"
    if right.expires is not None and now >= right.expires:
        return "the right to move it has expired"
    return None


def _concerns(right: Right, by: Caller) -> bool:
    parties = (right.carrier, right.holder)
    return by.role not in _PARTIES or any(same_party(p, by.scope) for p in parties)
