"""What booking and changing share: a declaration is read, or all faults are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gate_service.application.record import Clock
from gate_service.application.rights import right_faults
from gate_service.application.slots import slot_faults
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.declarations import Declared, read_declaration, window_faults
from gate_service.domain.errors import Fault, InvalidFaultsError, NotYoursError
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.site import Site
from gate_service.domain.visits import Appointment, AppointmentId, Visit


def require_declaration(
    store: Store,
    site: Site,
    request: BookingRequest,
    now: datetime,
    before: Appointment | None = None,
) -> Declared:
    """Read *request*, in the transaction that keeps it; InvalidFaultsError.

    A changed appointment may keep what it had *before*: its window, its reference
    and its arrival code.
    """
    told, faults = check_declaration(store, site, request, now, before)
    if faults:
        raise InvalidFaultsError(faults)
    return told


def check_declaration(
    store: Store,
    site: Site,
    request: BookingRequest,
    now: datetime,
    before: Appointment | None = None,
) -> tuple[Declared, tuple[Fault, ...]]:
    """Read *request* and list everything that is wrong with it."""
    told, faults = read_declaration(request, site.declarations)
    return told, (
        *faults,
        *_place_faults(site, request),
        *_window_faults(store, site, request, now, before),
        *right_faults(store.rights, site, request, told, now),
        *(_clashes(store, told) if before is None else ()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Tell what is wrong with a declaration, and keep nothing."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(
        self, request: BookingRequest, wanted: AppointmentId | None = None
    ) -> tuple[Fault, ...]:
        """List all faults of a new declaration, or of a change of *wanted*."""
        with self.transactions.read() as store:
            before = store.appointments.get(wanted) if wanted else None
            now = self.clock()
            return check_declaration(store, self.site, request, now, before)[1]


def booked_visit(store: Store, appointment: AppointmentId) -> Visit:
    """Give the visit that was made with *appointment*."""
    return next(v for v in store.visits.of_appointment(appointment) if v.booked)


def require_own_haulier(haulier: str, by: Caller) -> None:
    """Refuse a haulier that acts for another."""
    if by.role is Role.HAULIER and by.scope != haulier:
        msg = "a haulier books, changes and cancels for itself only"
        raise NotYoursError(msg)


def _place_faults(site: Site, request: BookingRequest) -> Iterator[Fault]:
    if request.terminal not in {site.terminal, *site.neighbours}:
        yield Fault("terminal", f"unknown terminal {request.terminal[:40]!r}")
    if request.lane is not None and request.lane not in site.lanes:
        yield Fault("lane", f"unknown lane {request.lane[:40]!r}")


def _window_faults(
    store: Store,
    site: Site,
    request: BookingRequest,
    now: datetime,
    before: Appointment | None,
) -> Iterator[Fault]:
    opens, closes = request.opens, request.closes
    if before is not None and (before.opens, before.closes) == (opens, closes):
        return
    faults = tuple(window_faults(opens, closes, now, site.declarations))
    yield from faults or slot_faults(store.appointments, site, request, now)


def _clashes(store: Store, told: Declared) -> Iterator[Fault]:
    for name in store.appointments.clashes(told.reference, told.arrival_code):
        msg = f"another appointment has this {name.replace('_', ' ')}"
        yield Fault(name, msg)
