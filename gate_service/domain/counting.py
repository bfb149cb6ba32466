"""What is counted of the audit chain, event by event: each counts exactly once."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from gate_service.domain.audit import AuditEvent
from gate_service.domain.decisions import Outcome, RuleMode

_OBJECTS = {str(Outcome.REFER), str(Outcome.STOP)}
Labels = tuple[str, ...]
"""A name and its labels, as in ("decisions", "in-1", "GO")."""

COUNTED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "events": ("Events of the audit chain.", ("kind",)),
        "decisions": ("Decisions of the gate.", ("lane", "verdict")),
        "objections": ("Objections of live rules.", ("rule", "outcome", "code")),
        "moves": ("Visits that came into a state.", ("state",)),
        "passages": ("Passages that ended.", ("lane", "through")),
    }
)
"""What each name counts, and the names of its labels."""


def counted(event: AuditEvent) -> Iterator[Labels]:
    """Yield whatever *event* adds one to."""
    yield ("events", event.kind)
    if more := _MORE.get(event.kind):
        yield from more(event)


def _decided(event: AuditEvent) -> Iterator[Labels]:
    yield ("decisions", event.lane or "", str(event.data.get("verdict")))
    for each in objections(event):
        yield ("objections", each["rule"], each["outcome"], each["code"])


def objections(event: AuditEvent) -> Iterator[Mapping[str, str]]:
    """Yield the live objections that a ``visit.decided`` names."""
    for each in cast("list[dict[str, Any]]", event.data.get("reasons", [])):
        if each["outcome"] in _OBJECTS and each["mode"] == RuleMode.LIVE:
            yield each


def _moved(event: AuditEvent) -> Iterator[Labels]:
    yield ("moves", str(event.data.get("state")))


def _closed(event: AuditEvent) -> Iterator[Labels]:
    through = "yes" if event.data.get("through") else "no"
    yield ("passages", event.lane or "", through)


_MORE: Mapping[str, Callable[[AuditEvent], Iterator[Labels]]] = MappingProxyType(
    {"visit.decided": _decided, "visit.moved": _moved, "passage.closed": _closed}
)
