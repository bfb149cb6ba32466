"""Batches of lane events, their receipt, and the barrier commands that answer them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from gate_service.domain.lane_events import LaneEvent
from gate_service.web.schemas import offline, passages
from gate_service.web.schemas.base import Answered, Asked, At, Id, Name, example

_FRAME = {
    "sequence": 7,
    "event_id": "0197f2b4-6d1c-7000-8000-3c5e2f1a9b77",
    "at": "2026-05-04T08:15:02.120Z",
}
_PASSAGE = "0197f2b4-5a00-7000-8000-1d2c3b4a5f60"
_OPENED = {**_FRAME, "type": "passage.opened", "data": {"passage": _PASSAGE}}


class _Event(Asked):
    sequence: Annotated[int, Field(ge=1, le=2**53)]
    event_id: Id
    at: At


class OpenedEvent(_Event):
    """A truck drives in."""

    model_config = example(**_OPENED)

    type: Literal["passage.opened"]
    data: passages.OpenedData


class CapturedEvent(_Event):
    """The readings have settled; may come again, better."""

    model_config = example(
        **_FRAME,
        type="passage.captured",
        data={"passage": _PASSAGE, "opened": "2026-05-04T08:14:57.300Z"},
    )

    type: Literal["passage.captured"]
    data: passages.CapturedData


class ClosedEvent(_Event):
    """The truck has left."""

    model_config = example(
        **_FRAME, type="passage.closed", data={"passage": _PASSAGE, "through": True}
    )

    type: Literal["passage.closed"]
    data: passages.ClosedData


class CodeEvent(_Event):
    """The kiosk camera read a QR."""

    model_config = example(
        **_FRAME, type="code.seen", data={"text": "QGA7K2M9P4RXT3W", "passage": None}
    )

    type: Literal["code.seen"]
    data: passages.CodeData


class BarrierEvent(_Event):
    """The barrier moved on a command."""

    model_config = example(
        **_FRAME,
        type="barrier.opened",
        data={"command": "0197f2b4-7c00-7000-8000-2f6d8a1b3c4d"},
    )

    type: Literal["barrier.opened"]
    data: passages.BarrierData


class HeldEvent(_Event):
    """The barrier stays shut on a command that is due."""

    model_config = example(
        **_FRAME,
        type="barrier.held",
        data={
            "command": "0197f2b4-7c00-7000-8000-2f6d8a1b3c4d",
            "reason": "person-in-lane",
        },
    )

    type: Literal["barrier.held"]
    data: passages.HeldData


class HealthEvent(_Event):
    """How the lane's cameras fare."""

    model_config = example(
        **_FRAME,
        type="lane.health",
        data={"cameras": [{"camera": "front", "state": "live", "last_frame_age": 0.1}]},
    )

    type: Literal["lane.health"]
    data: passages.HealthData


class OfflineEvent(_Event):
    """The lane decides alone from here on."""

    model_config = example(
        **_FRAME,
        type="lane.offline",
        data={"bundle": "5f1d2c3b4a596877", "since": "2026-05-04T08:10:00Z"},
    )

    type: Literal["lane.offline"]
    data: offline.OfflineData


class DecidedEvent(_Event):
    """The lane decided of a truck alone."""

    model_config = example(
        **_FRAME,
        type="offline.decided",
        data={
            "passage": _PASSAGE,
            "bundle": "5f1d2c3b4a596877",
            "verdict": "REFER",
            "reasons": ["plate_differs"],
            "code": None,
        },
    )

    type: Literal["offline.decided"]
    data: offline.DecidedData


class OnlineEvent(_Event):
    """The gate decides again."""

    model_config = example(**_FRAME, type="lane.online", data={"withdrawn": []})

    type: Literal["lane.online"]
    data: offline.OnlineData


EventBody = Annotated[
    OpenedEvent
    | CapturedEvent
    | ClosedEvent
    | CodeEvent
    | BarrierEvent
    | HeldEvent
    | HealthEvent
    | OfflineEvent
    | DecidedEvent
    | OnlineEvent,
    Field(discriminator="type"),
]


class BatchBody(Asked):
    """Events of one source in the order of their numbers, without gaps."""

    model_config = example(source="lane-1/3f0c", events=[_OPENED])

    source: Name
    events: list[EventBody] = Field(min_length=1, max_length=500)

    def lane_events(self) -> tuple[LaneEvent, ...]:
        """Return the domain's nouns."""
        return tuple(
            LaneEvent(
                sequence=event.sequence,
                event_id=event.event_id,
                at=event.at,
                report=event.data.report(),
            )
            for event in self.events
        )


class ReceiptAnswer(Answered):
    """Every event up to ``acknowledged`` is stored."""

    model_config = example(acknowledged=7, stored=1, duplicates=0)

    acknowledged: int
    stored: int
    duplicates: int


class CommandAnswer(Answered):
    """The permission to raise the barrier once, between two times."""

    model_config = example(
        id="0197f2b4-7c00-7000-8000-2f6d8a1b3c4d",
        visit="0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
        passage=_PASSAGE,
        not_before="2026-05-04T08:15:03Z",
        expires="2026-05-04T08:17:03Z",
    )

    id: str
    visit: str
    passage: str
    not_before: datetime
    expires: datetime
