"""Composing: an audit event, with what the store knows of it, as it is told.

What the chain says is as it was; truck, containers and appointment are as the store
knows them now: who replays events of last week is told nothing that was deleted since.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from gate_service.domain import told_facts as told
from gate_service.domain.audit import AuditEvent
from gate_service.domain.canonical import CanonicalEvent, SiteCodes, canonical, name_of
from gate_service.domain.errors import NotFoundError
from gate_service.domain.ports import Store
from gate_service.domain.safety import AlertId
from gate_service.domain.site import Site
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    Direction,
    LaneName,
    Passage,
    Visit,
)

_FORGOTTEN = "person.forgotten"
_KEPT = 2048
"""Events that are remembered as composed: several subscribers ask for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compose:
    """Safe from any thread; a transaction of the caller's is read."""

    site: Site
    codes: SiteCodes
    _known: OrderedDict[str, CanonicalEvent] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, store: Store, event: AuditEvent) -> CanonicalEvent | None:
        """Compose; None for an event that is not told."""
        if event.kind == _FORGOTTEN:
            with self._lock:
                self._known.clear()
        if name_of(event) is None:
            return None
        with self._lock:
            known = self._known.get(event.hash)
        return known or self._composed(store, event)

    def _composed(self, store: Store, event: AuditEvent) -> CanonicalEvent | None:
        made = canonical(event, self._facts(store, event), self.codes)
        if made is not None:
            with self._lock:
                self._known[event.hash] = made
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return made

    def _facts(self, store: Store, event: AuditEvent) -> dict[str, object]:
        facts = self._of_truck(store, event)
        alert = event.data.get("alert")
        if isinstance(alert, str) and (found := store.alerts.find(AlertId(alert))):
            facts["alert"] = told.of_alert(found)
        container = event.data.get("container")
        if event.kind.startswith("right.") and isinstance(container, str):
            right = store.rights.find(container)
            facts["right"] = told.of_right(right) if right else {"container": container}
        return facts

    def _of_truck(self, store: Store, event: AuditEvent) -> dict[str, object]:
        visit, appointment = _visit(store, event), None
        wanted = (visit.appointment if visit else None) or event.data.get("appointment")
        if isinstance(wanted, str):
            appointment = _appointment(store, AppointmentId(wanted))
        if visit is None and appointment is None:
            return {}
        passage = _passage(store, visit, event.lane)
        way = self._direction(event.lane)
        facts: dict[str, object] = {
            "truck": told.of_truck(visit, appointment, passage),
            "containers": told.of_containers(visit, appointment, passage, way),
        }
        if visit is not None:
            state = event.data.get("state")
            state = state if isinstance(state, str) else None
            facts["visit"] = told.of_visit(visit, state, event.lane, way)
        if appointment is not None:
            facts["appointment"] = told.of_appointment(appointment)
        return facts

    def _direction(self, lane: LaneName | None) -> Direction | None:
        known = self.site.lanes.get(lane) if lane else None
        return known.direction if known else None


def _visit(store: Store, event: AuditEvent) -> Visit | None:
    with suppress(NotFoundError):
        return store.visits.get(event.visit) if event.visit else None
    return None


def _appointment(store: Store, wanted: AppointmentId) -> Appointment | None:
    with suppress(NotFoundError):
        return store.appointments.get(wanted)
    return None


def _passage(
    store: Store, visit: Visit | None, lane: LaneName | None
) -> Passage | None:
    """Give the visit's passage through *lane*; None where it went on to another."""
    found = store.passages.find(visit.passage) if visit and visit.passage else None
    return found if found and found.lane == lane else None
