"""The slots that a form offers, day by day, in the site's own time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import groupby

from gate_service.application.gate import Gate
from gate_service.domain.slots import OpenSlot, SlotRules
from gate_service.domain.visits import Appointment

_DAYS = 7


@dataclass(frozen=True, slots=True)
class Offer:
    """One slot: what its option sends, its words, and whether it may be chosen."""

    value: str
    words: str
    open: bool


def offers(
    gate: Gate, booked: Appointment | None
) -> Sequence[tuple[date, Sequence[Offer]]]:
    """Offer the slots of a week from today on, or from the day that is *booked*."""
    rules = gate.site.declarations.slots
    first = rules.day_of(gate.declarations.clock())
    if booked is not None:
        first = max(first, rules.day_of(booked.opens) - timedelta(days=1))
    listed = gate.declarations.slots(first, _DAYS)
    days = groupby(listed, lambda each: rules.day_of(each.slot.opens))
    return [
        (day, [_offer(each, rules, booked) for each in slots]) for day, slots in days
    ]


def _offer(each: OpenSlot, rules: SlotRules, booked: Appointment | None) -> Offer:
    slot = each.slot
    mine = booked is not None and booked.opens == slot.opens
    begin, end = (at.astimezone(rules.zone) for at in (slot.opens, slot.closes))
    left = f"{each.free} free" if each.free else "full"
    words = f"{begin:%H:%M} to {end:%H:%M} ({'as booked' if mine else left})"
    value = slot.opens.astimezone(UTC).isoformat()
    return Offer(value, words, open=bool(each.free) or mine)
