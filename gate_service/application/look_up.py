"""Read-only questions that pages and APIs ask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gate_service.domain.audit import AuditEvent, first_broken
from gate_service.domain.customs import Hold
from gate_service.domain.errors import NotFoundError
from gate_service.domain.pages import Cut, Page
from gate_service.domain.ports import Transactions
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Passage,
    PassageId,
    Visit,
    VisitFilter,
    VisitId,
    VisitState,
)
from gate_service.domain.watchlist import WatchEntry


@dataclass(frozen=True, slots=True)
class LookUp:
    """Every question is one consistent look at the store."""

    transactions: Transactions

    def visits(
        self, states: Collection[VisitState] = (), limit: int = 100
    ) -> tuple[Visit, ...]:
        """List the newest visits in *states*; none named means all."""
        with self.transactions.read() as store:
            return store.visits.listed(states, limit)

    def visits_booked(self, cut: Cut) -> Page[tuple[Visit, Appointment | None]]:
        """List visits a page at a time, the newest first, each with what was booked."""
        with self.transactions.read() as store:
            found = store.visits.page(VisitFilter(), cut)
            shown = tuple(
                (each, store.appointments.get(each.appointment))
                if each.appointment
                else (each, None)
                for each in found.values
            )
        return Page(shown, found.next)

    def visit(self, wanted: VisitId) -> Visit:
        """Give one visit; UnknownVisitError."""
        with self.transactions.read() as store:
            return store.visits.get(wanted)

    def passage(self, wanted: PassageId) -> Passage:
        """Give one passage; NotFoundError."""
        with self.transactions.read() as store:
            passage = store.passages.find(wanted)
        if passage is None:
            msg = f"no passage {wanted[:40]!r}"
            raise NotFoundError(msg)
        return passage

    def appointments(
        self, haulier: str | None = None, limit: int = 100
    ) -> tuple[Appointment, ...]:
        """List the newest appointments, of one haulier or of all."""
        with self.transactions.read() as store:
            return store.appointments.listed(haulier, limit)

    def booked(self, haulier: str | None, cut: Cut) -> Page[Appointment]:
        """List appointments of one haulier or (None) of all, a page at a time."""
        with self.transactions.read() as store:
            return store.appointments.page(haulier, cut)

    def appointment(self, wanted: AppointmentId) -> Appointment:
        """Give one appointment; UnknownAppointmentError."""
        with self.transactions.read() as store:
            return store.appointments.get(wanted)

    def holds(self, container: str | None = None) -> tuple[Hold, ...]:
        """List holds, released ones too, of one container or of all."""
        with self.transactions.read() as store:
            return store.holds.listed(container)

    def watchlist(self) -> tuple[WatchEntry, ...]:
        """List the watch-list entries that count."""
        with self.transactions.read() as store:
            return store.watchlist.listed()

    def events(self, after: int = 0, limit: int = 500) -> Sequence[AuditEvent]:
        """List audit events behind number *after*, oldest first."""
        with self.transactions.read() as store:
            return store.audit.after(after, limit)

    def barrier(self, visit: VisitId) -> tuple[AuditEvent, ...]:
        """List what the barrier did for a visit, or why it stayed shut."""
        with self.transactions.read() as store:
            events = store.audit.of_visit(visit)
        return tuple(event for event in events if event.kind.startswith("barrier."))

    def broken_event(self) -> int | None:
        """Check the whole audit chain; give its first broken event, if any."""
        with self.transactions.read() as store:
            return first_broken(store.audit.after(0, limit=-1))
