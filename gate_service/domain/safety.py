"""Safety in the yard: incidents, and the alerts that officers answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Self

from gate_service.domain.callers import Role
from gate_service.domain.errors import StateConflictError
from gate_service.domain.visits import Evidence, LaneName, VisitId

YardName = NewType("YardName", str)
AlertId = NewType("AlertId", str)
"""The incident's own id: an incident is shown as one alert."""

Point = tuple[float, float]
"""Shares of the picture's width and height, 0 to 1 within it."""

LONGEST_PATH = 500
"""Points of a way that are kept; a longer one keeps every second of its older ones."""


class Cause(StrEnum):
    """Why an incident was told."""

    INTRUSION = "intrusion"
    DWELL = "dwell"
    MISSING_PPE = "missing-ppe"
    PROXIMITY = "proximity"
    CROWDING = "crowding"
    DIRECTION = "direction"
    TAMPER = "tamper"


class Severity(StrEnum):
    """How bad an incident is, as its zone says."""

    LOW = "low"
    MEDIUM = "medium"
    SEVERE = "severe"


class AlertState(StrEnum):
    """What became of an alert. It says nothing of the incident, which may go on."""

    OPEN = "open"
    """Nobody has answered."""
    ACKNOWLEDGED = "acknowledged"
    FALSE_ALARM = "false-alarm"
    ESCALATED = "escalated"
    """Passed on, by an officer or by the clock; it waits for an answer still."""
    CLOSED = "closed"
    """It ended before anybody answered, and was too slight to need anybody."""


class Action(StrEnum):
    """One step of an alert's history."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    FALSE_ALARM = "false-alarm"
    ESCALATED = "escalated"
    TOLD = "told"
    """A channel took the message."""
    UNTOLD = "untold"
    """A channel did not; it is tried again."""
    GIVEN_UP = "given-up"
    """A channel did not take the message for so long that it is tried no more."""
    ENDED = "ended"
    """The incident is over."""
    CLOSED = "closed"


WAITING = frozenset({AlertState.OPEN, AlertState.ESCALATED})
"""States that need an officer."""
ANSWERS = frozenset({Action.ACKNOWLEDGED, Action.FALSE_ALARM, Action.ESCALATED})
"""What an officer may do with an alert."""

_BECOMES: Mapping[Action, AlertState] = {
    Action.ACKNOWLEDGED: AlertState.ACKNOWLEDGED,
    Action.FALSE_ALARM: AlertState.FALSE_ALARM,
    Action.ESCALATED: AlertState.ESCALATED,
    Action.CLOSED: AlertState.CLOSED,
}
_FROM: Mapping[Action, frozenset[AlertState]] = {
    Action.ACKNOWLEDGED: WAITING,
    Action.FALSE_ALARM: frozenset(AlertState) - {AlertState.FALSE_ALARM},
    Action.ESCALATED: frozenset({AlertState.OPEN, AlertState.ACKNOWLEDGED}),
    Action.CLOSED: frozenset({AlertState.OPEN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A safety event as its yard tells it; ``closed`` None means it goes on.

    ``subject`` numbers the person among those that the camera follows; None where
    there is none, as with a covered camera. ``path`` is where its feet were.
    """

    id: AlertId
    yard: YardName
    camera: str
    zone: str | None
    cause: Cause
    severity: Severity
    subject: int | None
    opened: datetime
    last: datetime
    closed: datetime | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    path: tuple[Point, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def merged(self, newer: "Incident") -> Self:
        """Take in what its yard tells anew: the way goes on, evidence is added."""
        known = {each.digest for each in newer.evidence}
        kept = tuple(e for e in self.evidence if e.digest not in known)
        return replace(
            self,
            severity=newer.severity,
            zone=newer.zone if newer.zone is not None else self.zone,
            opened=min(self.opened, newer.opened),
            last=max(self.last, newer.last),
            closed=self.closed or newer.closed,
            measures={**self.measures, **newer.measures},
            path=_thinned(self.path + newer.path),
            evidence=kept + newer.evidence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who did what with an alert, and when.

    ``by`` is the name of a key and ``role`` its role; None where the gate or the
    yard did it, not a person.
    """

    at: datetime
    action: Action
    by: str
    role: Role | None = None
    note: str = ""

    @property
    def answers(self) -> bool:
        """Whether a person answered the alert by it."""
        return self.action in ANSWERS and self.role is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An incident as officers see it.

    ``number`` is that of the audit event that raised it, ``change`` that of the last
    one that touched it: both grow, so lists and streams can go on from them.
    ``raised`` is the gate's clock. ``lane``, ``visit`` and ``haulier`` name the
    truck that stood in the lane of the alert's zone; None where there is none.
    ``evidence_until`` is when stills and clips may be deleted; None: they were.
    """

    incident: Incident
    number: int
    change: int
    raised: datetime
    state: AlertState = AlertState.OPEN
    lane: LaneName | None = None
    visit: VisitId | None = None
    haulier: str | None = None
    evidence_until: datetime | None = None
    history: tuple[Step, ...] = ()

    @property
    def id(self) -> AlertId:
        """The incident's id."""
        return self.incident.id

    @property
    def waiting(self) -> bool:
        """Whether it needs an officer."""
        return self.state in WAITING

    @property
    def answer(self) -> Step | None:
        """The last thing that a person did; None before anybody answered."""
        return next((step for step in reversed(self.history) if step.answers), None)

    @property
    def wait(self) -> timedelta | None:
        """How long it took until a person answered; None before."""
        first = next((step for step in self.history if step.answers), None)
        return None if first is None else max(first.at - self.raised, timedelta())

    def after(self, step: Step) -> Self:
        """Add *step*; StateConflictError where the state does not allow it."""
        if step.action in _FROM and self.state not in _FROM[step.action]:
            msg = f"this alert is {self.state} and cannot become {step.action}"
            raise StateConflictError(msg)
        state = _BECOMES.get(step.action, self.state)
        return replace(self, state=state, history=(*self.history, step))

    def told(self, newer: Incident, at: datetime) -> Self:
        """Take in what the yard tells anew.

        An incident that is over and slight closes if nobody has answered.
        """
        ended = self.incident.closed is None and newer.closed is not None
        now = replace(self, incident=self.incident.merged(newer))
        if not ended:
            return now
        now = now.after(Step(at=at, action=Action.ENDED, by=newer.yard))
        if now.state is AlertState.OPEN and not needs_officer(now.incident):
            now = now.after(Step(at=at, action=Action.CLOSED, by=GATE))
        return now


GATE = "gate"
"""Who acts where the clock does."""


def needs_officer(incident: Incident) -> bool:
    """Say whether somebody must answer: always, but for a slight one that is over."""
    return incident.closed is None or incident.severity is not Severity.LOW


def _thinned(path: tuple[Point, ...]) -> tuple[Point, ...]:
    while len(path) > LONGEST_PATH:
        half = len(path) // 2
        path = path[:half:2] + path[half:]
    return path
