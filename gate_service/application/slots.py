"""Slots: what is free, and why a window cannot be had."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from gate_service.application.record import Clock
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.errors import Fault
from gate_service.domain.ports import Appointments, Transactions
from gate_service.domain.site import Site
from gate_service.domain.slots import OpenSlot, Slot, SlotRules

_DAYS = 7
"""Days that are looked through for a free slot."""
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlots:
    """Tell which slots there are, and how many places are left in each."""

    transactions: Transactions
    site: Site
    clock: Clock

    def __call__(
        self, first: date | None = None, days: int = 1
    ) -> tuple[OpenSlot, ...]:
        """List the slots of *days* from *first* (None: today) that are not over."""
        now, rules = self.clock(), self.site.declarations.slots
        begin = first or rules.day_of(now)
        with self.transactions.read() as store:
            return tuple(_open(store.appointments, self.site, begin, days, now))


def slot_faults(
    appointments: Appointments,
    site: Site,
    request: BookingRequest,
    now: datetime,
) -> Iterator[Fault]:
    """Yield why the window cannot be had.

    To be asked in the transaction that books, or the last place goes twice.
    """
    rules, window = site.declarations.slots, (request.opens, request.closes)
    if rules.capacity is None or request.terminal != site.terminal:
        return
    slot = rules.slot(*window)
    if slot is not None and _left(appointments, site, slot) > 0:
        return
    found = _open(appointments, site, rules.day_of(request.opens), _DAYS, now)
    later = (e.slot for e in found if e.free and e.slot.opens > request.opens)
    free = islice(later, _NAMED)
    named = ", ".join(_worded(each, rules) for each in free) or "none within a week"
    what = "is no slot" if slot is None else "is full"
    told = _worded(Slot(*window, 0), rules)
    yield Fault("opens", f"the window {told} {what}; free next: {named}")


def _left(appointments: Appointments, site: Site, slot: Slot) -> int:
    taken = appointments.taken(site.terminal, slot.opens, slot.closes)
    return slot.places - taken.get(slot.opens, 0)


def _open(
    appointments: Appointments, site: Site, first: date, days: int, now: datetime
) -> Iterator[OpenSlot]:
    rules = site.declarations.slots
    listed = [
        slot
        for day in range(days)
        for slot in rules.day(first + timedelta(days=day))
        if slot.closes > now
    ]
    taken: Mapping[datetime, int] = {}
    if listed:
        span = (listed[0].opens, listed[-1].closes)
        taken = appointments.taken(site.terminal, *span)
    for slot in listed:
        yield OpenSlot(slot, taken.get(slot.opens, 0))


def _worded(slot: Slot, rules: SlotRules) -> str:
    opens, closes = (at.astimezone(rules.zone) for at in (slot.opens, slot.closes))
    return f"{opens:%Y-%m-%d %H:%M} to {closes:%H:%M %Z}"
