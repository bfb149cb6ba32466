"""What an instrument may tell: checks of a report, all faults at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from gate_service.domain.errors import Fault
from gate_service.domain.sensors import FAULT, Instrument, Measured
from vision.identifiers import ContainerNumber

AHEAD = timedelta(seconds=120)
"""How far an instrument's clock may be before the gate's."""
SIDES = ("left", "right", "front", "rear", "top")
PLACARDS = frozenset(
    [
        *("1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2", "2.1"),
        *("2.2", "2.3", "3", "4", "4.1", "4.2", "4.3", "5", "5.1"),
        *("5.2", "6", "6.1", "6.2", "7", "8", "9"),
    ]
)
"""Classes of the IMDG code as placards show them, with their division or without."""
_NOTHING: tuple[object, ...] = (None, (), "")
_VALUES = ("kilograms", "axles", "celsius", "text")


@dataclass(frozen=True, slots=True)
class Form:
    """What reports of one kind hold: their values and states, and what they need.

    A report needs at least one of ``needs``; ``state`` may always be ``fault``.
    """

    values: frozenset[str]
    states: tuple[str, ...]
    needs: tuple[str, ...]
    sided: bool = False


def _form(
    values: str = "", states: str = "", needs: str = "", *, sided: bool = False
) -> Form:
    return Form(
        frozenset(values.split()), tuple(states.split()), tuple(needs.split()), sided
    )


FORMS: Mapping[Instrument, Form] = MappingProxyType(
    {
        Instrument.WEIGHBRIDGE: _form("kilograms axles", needs="kilograms axles"),
        Instrument.RFID: _form("text", needs="text"),
        Instrument.E_LOCK: _form("text", "locked open tampered", "state"),
        Instrument.SEAL: _form("text", "intact broken missing", "text state"),
        Instrument.THERMOMETER: _form("celsius", needs="celsius"),
        Instrument.LOOP: _form(states="occupied clear passed", needs="state"),
        Instrument.BARRIER: _form(states="open closed moving", needs="state"),
        Instrument.PLACARD: _form("text", "clear unread", "text state", sided=True),
        Instrument.DAMAGE: _form(
            states="none light medium doors-open structural leak", needs="state"
        ),
    }
)
_BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"kilograms": (0, 200_000), "axles": (0, 40_000), "celsius": (-100, 100)}
)


def report_faults(told: Measured, now: datetime) -> Iterator[Fault]:
    """Yield everything that is wrong with one report, by field."""
    form = FORMS[told.instrument]
    if told.at > now + AHEAD:
        yield Fault("at", "lies in the future: set the instrument's clock")
    if told.container is not None:
        yield from _container(told.container)
    yield from _state(told, form)
    yield from _values(told, form)
    if told.side is not None and told.side not in SIDES:
        yield Fault("side", f"must be one of {', '.join(SIDES)}")
    elif form.sided and told.side is None and told.state != FAULT:
        yield Fault("side", f"a {told.instrument} says which side it looked at")


def _container(number: str) -> Iterator[Fault]:
    try:
        ContainerNumber.parse(number)
    except ValueError as error:
        yield Fault("container", str(error))


def _state(told: Measured, form: Form) -> Iterator[Fault]:
    states = (*form.states, FAULT)
    if told.state is not None and told.state not in states:
        yield Fault("state", f"must be one of {', '.join(states)}")
    silent = all(getattr(told, each) in _NOTHING for each in form.needs)
    if silent and told.state != FAULT:
        needs = " or ".join(form.needs)
        yield Fault(form.needs[0], f"a {told.instrument} tells {needs}")


def _values(told: Measured, form: Form) -> Iterator[Fault]:
    for field in _VALUES:
        value = getattr(told, field)
        if value in _NOTHING:
            continue
        if field not in form.values:
            yield Fault(field, f"a {told.instrument} tells no {field}")
        elif field in _BOUNDS:
            yield from _bounded(field, value)
    if told.instrument is Instrument.PLACARD and (told.text or "3") not in PLACARDS:
        yield Fault("text", "must be a class of the IMDG code, such as 2.1 or 8")


def _bounded(field: str, value: float | tuple[float, ...]) -> Iterator[Fault]:
    least, most = _BOUNDS[field]
    for each in value if isinstance(value, tuple) else (value,):
        if not least < each <= most:
            yield Fault(field, f"must be above {least:g} and at most {most:g}")
            return
