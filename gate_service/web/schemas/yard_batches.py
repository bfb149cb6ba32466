"""Batches of yard events."""

from typing import Annotated, Literal

from pydantic import Field

from gate_service.domain import yard_events as domain
from gate_service.domain.safety import YardName
from gate_service.web.schemas import incidents
from gate_service.web.schemas.base import Asked, At, Id, Name, example

_FRAME = {
    "sequence": 7,
    "event_id": "0197f2b4-9d1c-7000-8000-3c5e2f1a9b77",
    "at": "2026-05-04T08:15:03.200Z",
}
_OPENED = {**_FRAME, "type": "incident.opened", "data": incidents.INCIDENT_EXAMPLE}


class _Event(Asked):
    sequence: Annotated[int, Field(ge=1, le=2**53)]
    event_id: Id
    at: At


class IncidentOpenedEvent(_Event):
    """An incident begins."""

    model_config = example(**_OPENED)

    type: Literal["incident.opened"]
    data: incidents.IncidentData

    def report(self, yard: YardName) -> domain.YardReport:
        """Return the domain's noun."""
        return domain.IncidentOpened(self.data.told_by(yard))


class IncidentUpdatedEvent(_Event):
    """More is known of an incident."""

    model_config = example(
        **_FRAME, type="incident.updated", data=incidents.INCIDENT_EXAMPLE
    )

    type: Literal["incident.updated"]
    data: incidents.IncidentData

    def report(self, yard: YardName) -> domain.YardReport:
        """Return the domain's noun."""
        return domain.IncidentUpdated(self.data.told_by(yard))


class IncidentClosedEvent(_Event):
    """An incident is over."""

    model_config = example(
        **_FRAME,
        type="incident.closed",
        data={**incidents.INCIDENT_EXAMPLE, "closed": "2026-05-04T08:15:09.800Z"},
    )

    type: Literal["incident.closed"]
    data: incidents.IncidentData

    def report(self, yard: YardName) -> domain.YardReport:
        """Return the domain's noun."""
        return domain.IncidentClosed(self.data.told_by(yard))


class YardHealthEvent(_Event):
    """How the cameras fare and who is in the zones."""

    model_config = example(**_FRAME, type="yard.health", data=incidents.HEALTH_EXAMPLE)

    type: Literal["yard.health"]
    data: incidents.YardHealthData

    def report(self, _: YardName) -> domain.YardReport:
        """Return the domain's noun."""
        return self.data.report()


class YardPresenceEvent(_Event):
    """Where people stood since the last report."""

    model_config = example(
        **_FRAME, type="yard.presence", data=incidents.PRESENCE_EXAMPLE
    )

    type: Literal["yard.presence"]
    data: incidents.YardPresenceData

    def report(self, _: YardName) -> domain.YardReport:
        """Return the domain's noun."""
        return self.data.report()


YardEventBody = Annotated[
    IncidentOpenedEvent
    | IncidentUpdatedEvent
    | IncidentClosedEvent
    | YardHealthEvent
    | YardPresenceEvent,
    Field(discriminator="type"),
]


class YardBatchBody(Asked):
    """Events of one source in the order of their numbers, without gaps."""

    model_config = example(source="stack-b/3f0c", events=[_OPENED])

    source: Name
    events: list[YardEventBody] = Field(min_length=1, max_length=500)

    def yard_events(self, yard: YardName) -> tuple[domain.YardEvent, ...]:
        """Return the domain's nouns."""
        return tuple(
            domain.YardEvent(
                sequence=event.sequence,
                event_id=event.event_id,
                at=event.at,
                report=event.report(yard),
            )
            for event in self.events
        )
