"""Declarations: what hauliers and carriers do before a truck comes, in one place."""

from dataclasses import dataclass

from gate_service.application.change import Change
from gate_service.application.declare import Check
from gate_service.application.drivers import ListDrivers, SetStanding
from gate_service.application.name_holder import NameHolder
from gate_service.application.record import Clock
from gate_service.application.rights import ListRights, PassRight
from gate_service.application.slots import ListSlots
from gate_service.domain.pages import Cut, Page
from gate_service.domain.ports import Transactions
from gate_service.domain.visits import Appointment, AppointmentId, Visit


@dataclass(frozen=True, slots=True)
class ListDeclared:
    """Tell what became of declarations."""

    transactions: Transactions

    def __call__(
        self, haulier: str | None, cut: Cut
    ) -> Page[tuple[Appointment, Visit]]:
        """List those of one haulier or (None) of all, each with its visit."""
        with self.transactions.read() as store:
            listed = store.appointments.page(haulier, cut)
            visits = store.visits.booked_for([each.id for each in listed.values])
        shown = tuple((each, visits[each.id]) for each in listed.values)
        return Page(shown, listed.next)

    def visit(self, wanted: AppointmentId) -> Visit:
        """Give the visit that was made with an appointment."""
        with self.transactions.read() as store:
            return store.visits.booked_for([wanted])[wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """Put together by ``gate_service.main.open_gate``; safe from any thread."""

    check: Check
    change: Change
    listed: ListDeclared
    slots: ListSlots
    drivers: ListDrivers
    set_standing: SetStanding
    rights: ListRights
    name_holder: NameHolder
    pass_right: PassRight
    clock: Clock
