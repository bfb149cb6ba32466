"""Containers as declared: each read in the terminal's spelling, or refused."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gate_service.domain.dangerous import dangerous_goods
from gate_service.domain.errors import Fault
from gate_service.domain.visits import ExpectedContainer
from vision.identifiers import ContainerNumber, SizeType

_SEAL = re.compile(r"[A-Z0-9][A-Z0-9/.-]{2,19}")
_MOST_SEALS = 6
_MOST_GOODS = 20
_LONGEST_COMMODITY = 100


def read_containers(
    field: str,
    listed: Sequence[ExpectedContainer],
    *,
    heaviest: float,
    weighed: bool,
) -> tuple[tuple[ExpectedContainer, ...], tuple[Fault, ...]]:
    """Read all containers under *field*; those with faults stay as they were.

    *heaviest* is the most that a VGM may be, in kilograms; *weighed* asks for one of
    each container that is not empty.
    """
    containers, faults = [], []
    for place, told in enumerate(listed):
        here = f"{field}.{place}"
        read, wrong = _read(here, told)
        containers.append(read)
        faults += [*wrong, *_mass(here, told, heaviest, weighed=weighed)]
    numbers = [each.number for each in containers]
    for place, number in enumerate(numbers):
        if number in numbers[:place]:
            msg = f"the container {number[:20]} is named twice"
            faults.append(Fault(f"{field}.{place}.number", msg))
    return tuple(containers), tuple(faults)


def _read(
    field: str, told: ExpectedContainer
) -> tuple[ExpectedContainer, tuple[Fault, ...]]:
    faults: list[Fault] = []
    number, size = told.number, told.size_type
    try:
        number = ContainerNumber.parse(told.number).text
    except ValueError as error:
        faults.append(Fault(f"{field}.number", str(error)))
    try:
        size = (told.size_type and SizeType.parse(told.size_type).code) or None
    except ValueError as error:
        faults.append(Fault(f"{field}.size_type", str(error)))
    seals = tuple("".join(each.split()).upper() for each in told.seals)
    goods = [
        dangerous_goods(f"{field}.dangerous.{place}", each)
        for place, each in enumerate(told.dangerous[:_MOST_GOODS])
    ]
    faults += [fault for _, wrong in goods for fault in wrong]
    faults += [*_seals(field, seals), *_rest(field, told)]
    read = replace(
        told,
        number=number,
        size_type=size,
        seals=seals,
        dangerous=tuple(each for each, _ in goods),
        commodity=(told.commodity or "").strip() or None,
    )
    return read, tuple(faults)


def _seals(field: str, seals: Sequence[str]) -> Iterator[Fault]:
    for place, seal in enumerate(seals):
        if _SEAL.fullmatch(seal) is None:
            msg = f"{seal[:20]!r} is not a seal of 3 to 20 letters and digits"
            yield Fault(f"{field}.seals.{place}", msg)
        elif seal in seals[:place]:
            yield Fault(f"{field}.seals.{place}", f"the seal {seal} is named twice")
    if len(seals) > _MOST_SEALS:
        msg = f"a container has at most {_MOST_SEALS} seals"
        yield Fault(f"{field}.seals", msg)


def _rest(field: str, told: ExpectedContainer) -> Iterator[Fault]:
    if len(told.dangerous) > _MOST_GOODS:
        msg = f"at most {_MOST_GOODS} dangerous goods are told of a container"
        yield Fault(f"{field}.dangerous", msg)
    commodity = told.commodity or ""
    if len(commodity) > _LONGEST_COMMODITY or not commodity.isprintable():
        msg = f"a commodity has at most {_LONGEST_COMMODITY} characters in one line"
        yield Fault(f"{field}.commodity", msg)


def _mass(
    field: str, told: ExpectedContainer, heaviest: float, *, weighed: bool
) -> Iterator[Fault]:
    if told.vgm is None:
        if weighed and not told.empty:
            msg = "the verified gross mass (VGM) of a full container is missing"
            yield Fault(f"{field}.vgm", msg)
    elif not math.isfinite(told.vgm) or not 0 < told.vgm <= heaviest:
        msg = f"a verified gross mass is more than 0 and at most {heaviest:.0f} kg"
        yield Fault(f"{field}.vgm", msg)
