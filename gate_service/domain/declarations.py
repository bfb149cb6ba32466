"""Declarations: all that is wrong with one, told at once; else what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gate_service.domain.bookings import BookingRequest, DeclaredDriver
from gate_service.domain.cargo import read_containers
from gate_service.domain.errors import Fault
from gate_service.domain.slots import SlotRules
from gate_service.domain.visits import ExpectedContainer
from vision.identifiers import normalise_plate

ARRIVAL_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{5,63}")
"""What an arrival code may look like; those made here are QGA and 12 characters."""
_LICENCE = re.compile(r"[A-Z0-9-]{4,24}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{4,23}")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRules:
    """What the site asks of a declaration.

    A window is at most ``longest`` and closes at most ``ahead`` from now, in seconds.
    ``heaviest`` is in kilograms; ``weighed`` asks for the VGM of every container that
    comes in and is not empty. ``rights`` refuses containers that no carrier has named
    a haulier for; ``sub_hauling`` lets a haulier pass its right on.
    """

    longest: float = 31 * 86400.0
    ahead: float = 366 * 86400.0
    heaviest: float = 60_000.0
    weighed: bool = False
    rights: bool = False
    sub_hauling: bool = True
    slots: SlotRules = field(default_factory=SlotRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declaration in the terminal's spelling; of use where it has no faults."""

    reference: str
    plate: str
    trailer: str | None
    containers: tuple[ExpectedContainer, ...]
    leaves_with: tuple[ExpectedContainer, ...] | None
    arrival_code: str | None
    driver: DeclaredDriver | None


def read_declaration(
    request: BookingRequest, rules: DeclarationRules
) -> tuple[Declared, tuple[Fault, ...]]:
    """Read all of *request* but its window, with everything that is wrong with it."""
    coming, wrong = read_containers(
        "containers",
        request.containers,
        heaviest=rules.heaviest,
        weighed=rules.weighed,
    )
    going, wrong_too = read_containers(
        "leaves_with",
        request.leaves_with or (),
        heaviest=rules.heaviest,
        weighed=False,
    )
    code = request.arrival_code
    declared = Declared(
        reference=request.reference.strip(),
        plate=normalise_plate(request.plate),
        trailer=normalise_plate(request.trailer) if request.trailer else None,
        containers=coming,
        leaves_with=None if request.leaves_with is None else going,
        arrival_code=None if code is None else code.strip().upper(),
        driver=_spelt(request.declared) if request.declared else None,
    )
    return declared, (*_names(request, declared), *wrong, *wrong_too)


def window_faults(
    opens: datetime, closes: datetime, now: datetime, rules: DeclarationRules
) -> Iterator[Fault]:
    """Yield what is wrong with a window; whether a slot is free is another matter."""
    naive = {"opens": opens.tzinfo is None, "closes": closes.tzinfo is None}
    if any(naive.values()):
        for name in (each for each, told in naive.items() if told):
            yield Fault(name, "times need a time zone")
        return
    if closes <= opens:
        yield Fault("closes", "the window closes before it opens")
    elif closes - opens > timedelta(seconds=rules.longest):
        yield Fault("closes", f"a window is at most {_span(rules.longest)} long")
    if closes <= now:
        yield Fault("closes", "the window is over already")
    elif opens - now > timedelta(seconds=rules.ahead):
        yield Fault("opens", f"a window opens at most {_span(rules.ahead)} from now")


def _names(request: BookingRequest, declared: Declared) -> Iterator[Fault]:
    if not declared.reference or len(request.reference) > 64:
        yield Fault("reference", "a reference has 1 to 64 characters")
    if not 1 <= len(request.haulier.strip()) <= _LONGEST_NAME:
        msg = f"a haulier's name has 1 to {_LONGEST_NAME} characters"
        yield Fault("haulier", msg)
    for name, asked, plate in (
        ("plate", request.plate, declared.plate),
        ("trailer", request.trailer, declared.trailer),
    ):
        if plate is not None and not 2 <= len(plate) <= 12:
            msg = f"{(asked or '')[:20]!r} is not a plate of 2 to 12 letters and digits"
            yield Fault(name, msg)
    code = declared.arrival_code
    if code is not None and ARRIVAL_CODE.fullmatch(code) is None:
        msg = "an arrival code has 6 to 64 of A-Z, 0-9 and -"
        yield Fault("arrival_code", msg)
    if declared.driver:
        yield from _driver(declared.driver)


def _spelt(told: DeclaredDriver) -> DeclaredDriver:
    return DeclaredDriver(
        name=" ".join(told.name.split()),
        licence="".join(told.licence.split()).upper(),
        phone=(told.phone or "").strip() or None,
    )


def _driver(told: DeclaredDriver) -> Iterator[Fault]:
    if not 1 <= len(told.name) <= _LONGEST_NAME or not told.name.isprintable():
        msg = f"a driver's name has 1 to {_LONGEST_NAME} characters"
        yield Fault("driver.name", msg)
    if _LICENCE.fullmatch(told.licence) is None:
        msg = f"{told.licence[:30]!r} is not a licence of 4 to 24 letters and digits"
        yield Fault("driver.licence", msg)
    if told.phone and _PHONE.fullmatch(told.phone) is None:
        msg = f"{told.phone[:30]!r} is not a telephone number"
        yield Fault("driver.phone", msg)


def _span(seconds: float) -> str:
    days = seconds / 86400
    return f"{days:g} days" if days >= 2 else f"{seconds / 3600:g} hours"
