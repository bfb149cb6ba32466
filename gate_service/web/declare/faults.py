"""Faults of a declaration, sorted by the input of the form that shows them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from gate_service.domain.errors import Fault, InvalidFaultsError, InvalidInputError
from gate_service.domain.site import Site
from gate_service.web.declare.draft import BOTH

_GOODS = re.compile(r"(.*)\.dangerous\.[0-9]+\.(un|imdg)")
_SEALS = re.compile(r"(.*\.seals)\.[0-9]+")
_NAMES = ("reference", "haulier", "plate", "trailer", "driver")
_ORDER = (*_NAMES, "slot", "opens", "closes", *BOTH)
_WINDOW = {"opens", "closes", "slot"}


def faults_of(error: InvalidInputError) -> tuple[Fault, ...]:
    """List the faults of *error*, one or many."""
    if isinstance(error, InvalidFaultsError):
        return error.faults
    return (Fault(error.field, str(error)),)


def told_by_input(faults: Iterable[Fault], site: Site) -> Mapping[str, list[str]]:
    """Sort *faults* by the input that shows them; each is told once."""
    told: dict[str, list[str]] = {}
    slots = site.declarations.slots.capacity is not None
    for fault in sorted(faults, key=_place):
        name = _input(fault.field)
        name = "slot" if slots and name in _WINDOW else name
        message = fault.message[:1].upper() + fault.message[1:]
        if message not in told.setdefault(name, []):
            told[name].append(message)
    return told


def judged(checked: Iterable[Fault], unreadable: Iterable[Fault]) -> Iterator[Fault]:
    """Yield those of *checked* that are not about what stands in for *unreadable*."""
    stand_ins = {fault.field for fault in unreadable}
    if stand_ins & _WINDOW:
        stand_ins |= _WINDOW
    for fault in checked:
        if _input(fault.field) not in stand_ins:
            yield fault


def _place(fault: Fault) -> int:
    """Give the place of its input in the form."""
    first = fault.field.partition(".")[0]
    return _ORDER.index(first) if first in _ORDER else -1


def _input(field: str) -> str:
    """Name the input of a domain's field: several goods and seals share one."""
    if goods := _GOODS.fullmatch(field):
        return f"{goods[1]}.{goods[2]}"
    if seals := _SEALS.fullmatch(field):
        return seals[1]
    return re.sub(r"\.dangerous$", ".un", field)
