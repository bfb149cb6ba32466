"""Make an alert of an incident, or take in what its yard tells anew."""

from dataclasses import dataclass, replace

from gate_service.application.record import Clock, record
from gate_service.domain.ports import Store
from gate_service.domain.safety import Action, Alert, AlertState, Incident, Step
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName, VisitId


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseAlert:
    """Used inside the transaction of a batch.

    An event about another yard's incident is kept in the audit chain and changes
    nothing else. One that is told as updated or closed before it was ever told as
    opened is raised all the same: each event repeats what is known.
    """

    site: Site
    clock: Clock

    def __call__(
        self, store: Store, incident: Incident, *, by: str | None = None, note: str = ""
    ) -> None:
        """Raise or update; *by* None means that the yard itself tells it."""
        known = store.alerts.find(incident.id)
        if known is None:
            told = Step(
                at=self.clock(),
                action=Action.RAISED,
                by=by or incident.yard,
                note=note,
            )
            self._raise(store, incident, told)
        elif known.incident.yard != incident.yard:
            self._record(store, incident, "incident.misplaced")
        else:
            self._update(store, known, incident)

    def _raise(self, store: Store, incident: Incident, told: Step) -> None:
        number = self._record(store, incident, "alert.raised")
        lane, visit, haulier = self._truck(store, incident)
        alert = Alert(
            incident=replace(incident, closed=None),
            number=number,
            change=number,
            raised=told.at,
            lane=lane,
            visit=visit,
            haulier=haulier,
            evidence_until=self.site.retention.until(told.at),
            history=(told,),
        )
        store.alerts.save(alert)
        if incident.closed is not None:
            self._update(store, alert, replace(incident, path=()))

    def _update(self, store: Store, known: Alert, incident: Incident) -> None:
        alert = known.told(incident, self.clock())
        if alert == known:
            return
        change = self._record(store, alert.incident, _kind(known, alert))
        store.alerts.save(replace(alert, change=change))

    def _truck(
        self, store: Store, incident: Incident
    ) -> tuple[LaneName | None, VisitId | None, str | None]:
        """Find the truck that stands in the lane of the incident's zone."""
        lane = self.site.yard(incident.yard).lanes.get(incident.zone or "")
        current = store.lanes.get(lane).passage if lane else None
        passage = store.passages.find(current) if current else None
        if passage is None or passage.visit is None:
            return lane, None, None
        visit = store.visits.get(passage.visit)
        if visit.appointment is None:
            return lane, visit.id, None
        return lane, visit.id, store.appointments.get(visit.appointment).haulier

    def _record(self, store: Store, incident: Incident, kind: str) -> int:
        event = record(
            store,
            self.clock(),
            kind,
            yard=incident.yard,
            alert=incident.id,
            cause=str(incident.cause),
            severity=str(incident.severity),
            zone=incident.zone,
            evidence=sorted(each.digest for each in incident.evidence),
        )
        return event.id


def _kind(before: Alert, after: Alert) -> str:
    if before.state is not after.state and after.state is AlertState.CLOSED:
        return "alert.closed"
    ended = before.incident.closed is None and after.incident.closed is not None
    return "alert.ended" if ended else "alert.updated"
