"""The canonical event: what the gate tells the world of one event of its audit chain.

Pure: an audit event and what was looked up about it go in, an event of a stable,
documented form comes out. Its id is made of the chain alone, so whoever sends it
twice sends it under one id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from gate_service.domain.audit import AuditEvent

PREFIX = "org.quaygate."
VERSION = ".v1"
FAMILIES = frozenset(
    {"appointment", "hold", "pass", "barrier", "alert", "right", "risk"}
)
"""Kinds of the chain that are told whole, whatever stands behind their dot."""

_MOVED, _UNAUTHORISED = "visit.moved", "passage.unauthorised"
_SINGLE = frozenset({_MOVED, "visit.decided", _UNAUTHORISED})
_CONTEXT = frozenset({"visit", "appointment", "alert", "right"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCodes:
    """Who tells: ``un_locode`` of the port, ``smdg`` code and name of the terminal.

    Codes that are None were not set up; the terminal's own name stands in for them.
    """

    terminal: str
    un_locode: str | None = None
    smdg: str | None = None
    facility: str = ""

    @property
    def source(self) -> str:
        """The CloudEvents source: ``/sites/NLRTM/APM2``."""
        parts = [self.un_locode, self.smdg] if self.un_locode else [self.terminal]
        return "/sites/" + "/".join(quote(each, safe="") for each in parts if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalEvent:
    """One event as it is told. ``data`` holds plain JSON values.

    ``subject`` is the visit, or what else the event is about. ``sequence`` is its
    number in the audit chain: it grows, with gaps where nothing is told.
    ``authority`` is whose business a hold or a risk is, None for other events.
    """

    id: str
    type: str
    source: str
    subject: str
    at: datetime
    sequence: int
    data: Mapping[str, object] = field(default_factory=dict)
    authority: str | None = None

    @property
    def name(self) -> str:
        """The type without prefix and version: ``visit.cleared``."""
        return self.type.removeprefix(PREFIX).removesuffix(VERSION)


def name_of(event: AuditEvent) -> str | None:
    """Give the short name of what *event* is told as; None where it is not told."""
    family = event.kind.partition(".")[0]
    if family not in FAMILIES and event.kind not in _SINGLE:
        return None
    if event.kind == _MOVED:
        return f"visit.{str(event.data.get('state')).lower()}"
    return event.kind


def canonical(
    event: AuditEvent, facts: Mapping[str, object], site: SiteCodes
) -> CanonicalEvent | None:
    """Make the canonical event of *event*; None where it is not told.

    *facts* is what was looked up: the members of ``data`` besides the event's own.
    """
    name = name_of(event)
    if name is None:
        return None
    own = _own(event)
    return CanonicalEvent(
        id=f"evt_{event.id}_{event.hash[:16]}",
        type=f"{PREFIX}{name}{VERSION}",
        source=site.source,
        subject=_subject(event),
        at=event.at,
        sequence=event.id,
        data={**facts, **own},
        authority=_authority(event),
    )


def _own(event: AuditEvent) -> dict[str, object]:
    """Give what the chain itself says, under the family's name.

    What concerns nobody outside is left out: reasons that are silent, who did it.
    """
    family = event.kind.partition(".")[0]
    if event.kind == _MOVED:
        return {}
    if event.kind == "visit.decided":
        return {"decision": _decision(event.data)}
    if family == "hold":
        return {"hold": _hold(event)}
    if family in {"pass", "barrier", "risk"}:
        return {family: _without(event.data)}
    return {"change": _without(event.data)}


def _without(data: Mapping[str, object]) -> dict[str, object]:
    hidden = _CONTEXT | {"by", "role", "note"}
    return {key: value for key, value in data.items() if key not in hidden}


def _decision(data: Mapping[str, object]) -> dict[str, object]:
    reasons = data.get("reasons")
    told = [
        {key: each.get(key) for key in ("rule", "outcome", "code", "mode")}
        for each in (reasons if isinstance(reasons, list) else [])
        if isinstance(each, dict)
        and not (each.get("silent") or each.get("rule") == "WATCHLIST")
    ]
    names = ("verdict", "target", "rules_version", "rules_hash")
    return {**{name: data.get(name) for name in names}, "reasons": told}


def _subject(event: AuditEvent) -> str:
    """Name what the event is about, the visit first."""
    if event.visit is not None:
        return event.visit
    others = [event.data.get(key) for key in ("alert", "appointment", "container")]
    named = [_hold(event).get("container"), *others]
    first = next((each for each in named if each), event.lane or event.yard)
    return str(first or event.id)


def _authority(event: AuditEvent) -> str | None:
    found = _hold(event).get("authority") or event.data.get("authority")
    return str(found) if found else None


def _hold(event: AuditEvent) -> Mapping[str, object]:
    """Give the hold that was placed or lifted, or that came too late to be placed."""
    found = event.data.get("hold") or event.data.get("refused")
    return found if isinstance(found, dict) else {}
