"""A draft, read: the domain's request, and faults by the input that they stand at."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import zip_longest

from gate_service.domain.bookings import (
    BookingRequest,
    ChangeRequest,
    DeclaredDriver,
)
from gate_service.domain.errors import Fault
from gate_service.domain.site import Site
from gate_service.domain.slots import SlotRules
from gate_service.domain.visits import (
    Appointment,
    DangerousGoods,
    ExpectedContainer,
    LaneName,
)
from gate_service.web.declare.draft import BOTH, Draft, Row, local

_SPACES = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form asks for, and which of its inputs could not be read."""

    request: BookingRequest
    faults: tuple[Fault, ...]

    def change(self, version: int) -> ChangeRequest:
        """Ask for a change of *version* instead."""
        asked = self.request
        return ChangeRequest(
            version=version,
            plate=asked.plate,
            containers=asked.containers,
            opens=asked.opens,
            closes=asked.closes,
            leaves_with=asked.leaves_with,
            lane=asked.lane,
            trailer=asked.trailer,
            declared=asked.declared,
        )


def read_draft(
    draft: Draft,
    haulier: str,
    site: Site,
    now: datetime,
    booked: Appointment | None = None,
) -> Reading:
    """Read *draft*; where an input cannot be read, something else stands in for it.

    A time that still reads as it was *booked* is that time to the second.
    """
    faults: list[Fault] = []
    opens, closes = _window(draft, site, now, faults)
    if booked and _same(draft, booked, site.declarations.slots):
        opens, closes, faults = booked.opens, booked.closes, []
    coming, going = (
        tuple(
            _container(f"{kind}.{place}", row, faults)
            for place, row in enumerate(draft.rows(kind))
        )
        for kind in BOTH
    )
    request = BookingRequest(
        reference=draft("reference"),
        terminal=site.terminal,
        haulier=haulier,
        plate=draft("plate"),
        containers=coming,
        opens=opens,
        closes=closes,
        leaves_with=going or (None if draft("leaves") == "unknown" else ()),
        lane=LaneName(draft("lane")) if draft("lane") else None,
        trailer=draft("trailer") or None,
        declared=_driver(draft),
    )
    return Reading(request, tuple(faults))


def _window(
    draft: Draft, site: Site, now: datetime, faults: list[Fault]
) -> tuple[datetime, datetime]:
    slots = site.declarations.slots
    if slots.capacity is not None:
        opens = _time("slot", draft("slot"), faults, None) or now
        return opens, opens + timedelta(minutes=slots.minutes)
    zone = slots.zone
    read = [_time(name, draft(name), faults, zone) for name in ("opens", "closes")]
    return read[0] or now, read[1] or now + timedelta(hours=1)


def _same(draft: Draft, booked: Appointment, rules: SlotRules) -> bool:
    if rules.capacity is not None:
        return draft("slot") == booked.opens.astimezone(UTC).isoformat()
    window = (local(booked.opens, rules), local(booked.closes, rules))
    return (draft("opens"), draft("closes")) == window


def _time(
    name: str, text: str, faults: list[Fault], zone: tzinfo | None
) -> datetime | None:
    if not text:
        faults.append(Fault(name, f"choose a {'slot' if name == 'slot' else 'time'}"))
        return None
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone)  # None is the machine's own
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        faults.append(Fault(name, f"{text[:30]!r} is no time"))
        return None


def _container(field: str, row: Row, faults: list[Fault]) -> ExpectedContainer:
    goods = [
        DangerousGoods(un, imdg)
        for un, imdg in zip_longest(
            _words(row.get("un", "")), _words(row.get("imdg", "")), fillvalue=""
        )
    ]
    return ExpectedContainer(
        row.get("number", ""),
        row.get("size_type") or None,
        seals=tuple(_words(row.get("seals", ""))),
        dangerous=tuple(goods),
        vgm=_mass(f"{field}.vgm", row.get("vgm", ""), faults),
        commodity=row.get("commodity") or None,
        empty="empty" in row,
    )


def _mass(field: str, text: str, faults: list[Fault]) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(" ", "").replace(",", ""))
    except ValueError:
        faults.append(Fault(field, f"{text[:20]!r} is no mass in kilograms"))
        return 1.0


def _words(text: str) -> list[str]:
    """Split at spaces and commas; ``UN 1263`` is one word."""
    joined = re.sub(r"(?i)\bUN\s+(?=[0-9])", "", text)
    return [each for each in _SPACES.split(joined) if each]


def _driver(draft: Draft) -> DeclaredDriver | None:
    name, licence = draft("driver.name"), draft("driver.licence")
    if not (name or licence or draft("driver.phone")):
        return None
    return DeclaredDriver(name, licence, draft("driver.phone") or None)
