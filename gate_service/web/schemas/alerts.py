"""Alerts: incidents as officers see them, and their answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import Field

from gate_service.domain.callers import Role
from gate_service.domain.safety import (
    Action,
    Alert,
    AlertState,
    Cause,
    Severity,
    YardName,
)
from gate_service.domain.safety_ports import AlertFilter
from gate_service.web.schemas.base import Answered, Asked, At, Name, Text, example

ALERT_ID = "0197f2b4-9a00-7000-8000-4d5e6f708192"
_STEP = {
    "at": "2026-05-04T08:15:31Z",
    "action": "acknowledged",
    "by": "Mira at the control room",
    "role": "officer",
    "note": "driver told by radio to stay in the cab",
}
_EVIDENCE = {
    "digest": "9f86d0" + 58 * "0",
    "kind": "clip",
    "at": "2026-05-04T08:15:08Z",
}
ALERT_EXAMPLE = {
    "id": ALERT_ID,
    "number": 412,
    "change": 418,
    "state": "acknowledged",
    "yard": "stack-b",
    "camera": "row-12",
    "zone": "crane-path",
    "cause": "intrusion",
    "severity": "severe",
    "subject": 7,
    "opened": "2026-05-04T08:15:03.200Z",
    "last": "2026-05-04T08:15:09.800Z",
    "closed": "2026-05-04T08:15:09.800Z",
    "raised": "2026-05-04T08:15:03.410Z",
    "measures": {"dwell": 6.6},
    "evidence": [_EVIDENCE],
    "lane": "lane-1",
    "visit": "0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
    "haulier": "ACME Haulage",
    "evidence_until": "2026-08-02T08:15:03.410Z",
    "waiting": False,
    "answer": _STEP,
}


class StepAnswer(Answered):
    """Who did what; ``role`` is null where the gate or the yard did it."""

    model_config = example(**_STEP)

    at: datetime
    action: Action
    by: str
    role: Role | None
    note: str


class AlertEvidenceAnswer(Answered):
    """Where a still or clip is: ``GET /api/v1/evidence/{digest}``."""

    model_config = example(**_EVIDENCE)

    digest: str
    kind: str
    at: datetime


class AlertAnswer(Answered):
    """An alert. ``change`` grows with everything that happens to it.

    ``opened``, ``last`` and ``closed`` (null while it goes on) are the incident's, by
    the camera's clock; ``raised`` is the gate's. ``measures``: ``dwell`` s,
    ``distance`` m, ``speed`` m/s, ``contact`` s, ``people``. ``haulier`` is the one
    whose truck stood in the zone's lane. ``evidence_until`` is
    when stills and clips may be deleted, null when they were. ``answer`` is the last
    thing that a person did, null before anybody did. ``waiting``: it needs an officer.
    """

    model_config = example(**ALERT_EXAMPLE)

    id: str
    number: int
    change: int
    state: AlertState
    yard: str
    camera: str
    zone: str | None
    cause: Cause
    severity: Severity
    subject: int | None
    opened: datetime
    last: datetime
    closed: datetime | None
    raised: datetime
    measures: Mapping[str, float]
    evidence: list[AlertEvidenceAnswer]
    lane: str | None
    visit: str | None
    haulier: str | None
    evidence_until: datetime | None
    waiting: bool
    answer: StepAnswer | None

    @classmethod
    def of(cls, alert: Alert) -> "AlertAnswer":
        """Return *alert* for a list."""
        return cls.model_validate(_told(alert))


class WholeAlertAnswer(AlertAnswer):
    """An alert with its history and its way through the picture.

    ``path`` holds where the feet were, in shares of the picture, oldest first.
    """

    model_config = example(**ALERT_EXAMPLE, history=[_STEP], path=[[0.41, 0.62]])

    history: list[StepAnswer]
    path: list[tuple[float, float]]

    @classmethod
    def of(cls, alert: Alert) -> "WholeAlertAnswer":
        """Return *alert* whole."""
        more = {"history": alert.history, "path": alert.incident.path}
        return cls.model_validate({**_told(alert), **more})


class AlertQuery(Asked):
    """Which alerts are asked for. What is left out does not matter.

    ``since`` and ``until`` bound when the incident was opened; ``cursor`` is ``next``
    of the page before.
    """

    model_config = example(state=["open", "escalated"], severity=["severe"], limit=50)

    state: list[AlertState] = Field(default=[], max_length=10)
    severity: list[Severity] = Field(default=[], max_length=10)
    cause: list[Cause] = Field(default=[], max_length=10)
    yard: list[Name] = Field(default=[], max_length=50)
    camera: list[Name] = Field(default=[], max_length=50)
    zone: list[Name] = Field(default=[], max_length=50)
    since: At | None = None
    until: At | None = None
    limit: int = Field(default=100, ge=1, le=1000)
    cursor: int | None = Field(default=None, ge=1, le=2**53)

    def filter(self) -> AlertFilter:
        """Return the domain's noun."""
        return AlertFilter(
            states=frozenset(self.state),
            severities=frozenset(self.severity),
            causes=frozenset(self.cause),
            yards=frozenset(YardName(each) for each in self.yard),
            cameras=frozenset(self.camera),
            zones=frozenset(self.zone),
            since=self.since,
            until=self.until,
            before=self.cursor,
        )


class AlertPage(Answered):
    """Alerts, newest first.

    ``next`` is the ``cursor`` of the page behind, null on the last one. ``change`` is
    where a stream goes on: ``GET /api/v1/alerts/stream?after=``.
    """

    model_config = example(alerts=[ALERT_EXAMPLE], next=None, change=418)

    alerts: list[AlertAnswer]
    next: int | None
    change: int

    @classmethod
    def of(cls, found: Sequence[Alert], limit: int, change: int) -> "AlertPage":
        """Return the first *limit* of *found*, which has one more if more follow."""
        page = found[:limit]
        return cls(
            alerts=[AlertAnswer.of(alert) for alert in page],
            next=page[-1].number if len(found) > limit else None,
            change=change,
        )


class NoteBody(Asked):
    """What an officer has to say to it."""

    model_config = example(note=_STEP["note"])

    note: Text = Field(default="")


def _told(alert: Alert) -> dict[str, object]:
    incident = alert.incident
    return {
        "id": alert.id,
        "number": alert.number,
        "change": alert.change,
        "state": alert.state,
        "yard": incident.yard,
        "camera": incident.camera,
        "zone": incident.zone,
        "cause": incident.cause,
        "severity": incident.severity,
        "subject": incident.subject,
        "opened": incident.opened,
        "last": incident.last,
        "closed": incident.closed,
        "raised": alert.raised,
        "measures": incident.measures,
        "evidence": incident.evidence,
        "lane": alert.lane,
        "visit": alert.visit,
        "haulier": alert.haulier,
        "evidence_until": alert.evidence_until,
        "waiting": alert.waiting,
        "answer": alert.answer,
    }
