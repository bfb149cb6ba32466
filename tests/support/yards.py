"""A yard beside a gate: incidents, health and presence as its cameras would tell."""

from dataclasses import dataclass, field
from datetime import datetime

from gate_service.domain.callers import Caller, Role
from gate_service.domain.lane_events import BatchReceipt
from gate_service.domain.safety import (
    Action,
    Alert,
    AlertId,
    Cause,
    Incident,
    Severity,
    Step,
    YardName,
)
from gate_service.domain.visits import Evidence
from gate_service.domain.yard_events import (
    IncidentClosed,
    IncidentOpened,
    YardEvent,
    YardHealth,
    YardReport,
)
from gate_service.domain.yards import Lens, Presence, YardCamera, YardZone
from tests.support.gates import NOON, GateAtWork

STACK = YardName("stack")
QUAY = YardName("quay")
OFFICER = Caller("Mira", Role.OFFICER)


def incident(name: str = "i-1", **changes: object) -> Incident:
    """Make a severe intrusion at noon; *changes* override fields."""
    values: dict[str, object] = {
        "id": AlertId(name),
        "yard": STACK,
        "camera": "row-12",
        "zone": "crane-path",
        "cause": Cause.INTRUSION,
        "severity": Severity.SEVERE,
        "subject": 7,
        "opened": NOON,
        "last": NOON,
    }
    return Incident(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def alert(name: str = "i-1", **changes: object) -> Alert:
    """Make an open alert of an incident; *changes* override either's fields."""
    own = {key: changes.pop(key) for key in _OWN if key in changes}
    values: dict[str, object] = {
        "incident": incident(name, **changes),
        "number": 1,
        "change": 1,
        "raised": NOON,
        "history": (Step(at=NOON, action=Action.RAISED, by=STACK),),
    }
    return Alert(**{**values, **own})  # type: ignore[arg-type]  # a builder


_OWN = (
    "number",
    "change",
    "raised",
    "state",
    "lane",
    "visit",
    "haulier",
    "evidence_until",
    "history",
)


def still(digest: str = 64 * "0", kind: str = "still") -> Evidence:
    return Evidence(digest=digest, camera="row-12", kind=kind, at=NOON)


def camera(name: str = "row-12", **changes: object) -> YardCamera:
    values: dict[str, object] = {
        "camera": name,
        "state": "live",
        "last_frame_age": 0.1,
        "lens": Lens.CLEAR,
    }
    return YardCamera(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def zone(name: str = "crane-path", **changes: object) -> YardZone:
    values: dict[str, object] = {
        "zone": name,
        "camera": "row-12",
        "state": Presence.CLEAR,
        "people": 0,
        "since": NOON,
        "corners": ((0.2, 0.5), (0.8, 0.5), (0.9, 0.95)),
    }
    return YardZone(**{**values, **changes})  # type: ignore[arg-type]  # a builder


@dataclass
class YardAtWork:
    """What a yard does at a gate, with an officer at the page."""

    work: GateAtWork
    _sequences: dict[str, int] = field(default_factory=dict)

    def report(self, *reports: YardReport, yard: YardName = STACK) -> BatchReceipt:
        events = []
        for report in reports:
            number = self._sequences.get(yard, 0) + 1
            self._sequences[yard] = number
            events.append(
                YardEvent(
                    sequence=number,
                    event_id=f"{yard}-{number}",
                    at=self.work.clock(),
                    report=report,
                )
            )
        return self.work.gate.safety.report(yard, f"{yard}/1", events)

    def open(self, name: str = "i-1", **changes: object) -> Alert:
        """Tell an incident and give its alert."""
        told = incident(name, **{"opened": self.now, "last": self.now, **changes})
        self.report(IncidentOpened(told), yard=told.yard)
        return self.alert(name)

    def end(self, name: str = "i-1", **changes: object) -> Alert:
        """Tell that an incident is over."""
        known = self.alert(name).incident
        times = {"opened": known.opened, "last": self.now, "closed": self.now}
        told = incident(name, **{"severity": known.severity, **times, **changes})
        self.report(IncidentClosed(told), yard=known.yard)
        return self.alert(name)

    def health(self, *zones: YardZone, cameras: tuple[YardCamera, ...] = ()) -> None:
        self.report(YardHealth(cameras=cameras or (camera(),), zones=zones))

    def alert(self, name: str = "i-1") -> Alert:
        return self.work.gate.safety.look.alert(AlertId(name))

    @property
    def now(self) -> datetime:
        return self.work.clock()
