"""The lane's wire format of docs/passage-events.md."""

from typing import Annotated, Literal

from pydantic import Field

from gate_service.domain import lane_events as domain
from gate_service.domain.lanes import CommandId
from gate_service.domain.seen import SeenCamera, SeenContainer, SeenLoad, SeenPlate
from gate_service.domain.visits import Evidence, PassageId
from gate_service.web.schemas.base import Asked, At, Digest, Id, Name, example

_PASSAGE = "0197f2b4-5a00-7000-8000-1d2c3b4a5f60"
_AT = "2026-05-04T08:15:02.120Z"
_EVENT_ID = "0197f2b4-6d1c-7000-8000-3c5e2f1a9b77"
CAMERA_EXAMPLE = {"camera": "front", "state": "live", "last_frame_age": 0.08}
PLATE_EXAMPLE = {
    "text": "AB12CDE",
    "confidence": 0.97,
    "status": "certain",
    "region": "GB",
    "camera": "front",
}
CONTAINER_EXAMPLE = {
    "number": "CSQU3054383",
    "confidence": 0.98,
    "status": "certain",
    "size_type": "22G1",
    "layout": "V",
    "camera": "left",
    "position": "only",
}
LOAD_EXAMPLE = {"kind": "one-20", "confidence": 0.97, "doubts": []}
EVIDENCE_EXAMPLE = {
    "digest": "9f86d0" + 58 * "0",
    "camera": "left",
    "kind": "frame",
    "at": _AT,
}
_CAPTURED = {
    "passage": _PASSAGE,
    "opened": "2026-05-04T08:14:57.300Z",
    "stopped": "2026-05-04T08:15:00.900Z",
    "plates": [PLATE_EXAMPLE],
    "containers": [CONTAINER_EXAMPLE],
    "load": LOAD_EXAMPLE,
    "cameras": [CAMERA_EXAMPLE],
    "evidence": [EVIDENCE_EXAMPLE],
}
Age = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0, le=1)]
Trust = Literal["certain", "inferred", "uncertain"]
Place = Literal["front", "rear", "only"]
Kind = Literal["empty", "one-20", "one-40", "one-45", "one", "two-20", "unclear"]


class PlateBody(Asked):
    """A plate as read."""

    model_config = example(**PLATE_EXAMPLE)

    text: Annotated[str, Field(max_length=20)]
    confidence: Probability
    status: Trust
    region: Name | None = None
    camera: Name | None = None


class ContainerBody(Asked):
    """A container number as read."""

    model_config = example(**CONTAINER_EXAMPLE)

    number: Annotated[str, Field(max_length=20)]
    confidence: Probability
    status: Trust
    size_type: Annotated[str, Field(max_length=4)] | None = None
    layout: Name | None = None
    camera: Name | None = None
    position: Place | None = None


class LoadBody(Asked):
    """What the truck carries; ``doubts`` name what speaks against it."""

    model_config = example(**LOAD_EXAMPLE)

    kind: Kind
    confidence: Probability
    doubts: list[Name] = Field(default=[], max_length=10)

    def seen(self) -> SeenLoad:
        """Return the domain's noun."""
        return SeenLoad(
            kind=self.kind, confidence=self.confidence, doubts=tuple(self.doubts)
        )


class CameraBody(Asked):
    """How a camera fares; ``last_frame_age`` in seconds."""

    model_config = example(**CAMERA_EXAMPLE)

    camera: Name
    state: Literal["live", "stalled"]
    last_frame_age: Age | None = None


class EvidenceBody(Asked):
    """An image sent before, by its SHA-256."""

    model_config = example(**EVIDENCE_EXAMPLE)

    digest: Digest
    camera: Name
    kind: Name
    at: At


class OpenedData(Asked):
    """Which passage began."""

    model_config = example(passage=_PASSAGE)

    passage: Id

    def report(self) -> domain.PassageOpened:
        """Return the domain's noun."""
        return domain.PassageOpened(PassageId(self.passage))


class CapturedData(Asked):
    """Everything read in one passage."""

    model_config = example(**_CAPTURED)

    passage: Id
    opened: At
    stopped: At | None = None
    plates: list[PlateBody] = Field(default=[], max_length=20)
    containers: list[ContainerBody] = Field(default=[], max_length=20)
    load: LoadBody | None = None
    cameras: list[CameraBody] = Field(default=[], max_length=50)
    evidence: list[EvidenceBody] = Field(default=[], max_length=100)

    def report(self) -> domain.PassageCaptured:
        """Return the domain's noun."""
        return domain.PassageCaptured(
            passage=PassageId(self.passage),
            opened=self.opened,
            stopped=self.stopped,
            plates=tuple(SeenPlate(**p.model_dump()) for p in self.plates),
            containers=tuple(SeenContainer(**c.model_dump()) for c in self.containers),
            load=None if self.load is None else self.load.seen(),
            cameras=tuple(SeenCamera(**c.model_dump()) for c in self.cameras),
            evidence=tuple(Evidence(**e.model_dump()) for e in self.evidence),
        )


class ClosedData(Asked):
    """Whether the truck drove past the barrier or backed out."""

    model_config = example(passage=_PASSAGE, through=True)

    passage: Id
    through: bool

    def report(self) -> domain.PassageClosed:
        """Return the domain's noun."""
        return domain.PassageClosed(PassageId(self.passage), self.through)


class CodeData(Asked):
    """The text of a QR that the kiosk's camera read."""

    model_config = example(text="QGA7K2M9P4RXT3W", passage=_PASSAGE)

    # Any QR may be held to the camera: a vCard must not block the lane's outbox.
    text: Annotated[str, Field(max_length=8000)]
    passage: Id | None = None

    def report(self) -> domain.CodeSeen:
        """Return the domain's noun."""
        return domain.CodeSeen(
            self.text, PassageId(self.passage) if self.passage else None
        )


class BarrierData(Asked):
    """The command that the barrier followed."""

    model_config = example(command="0197f2b4-7c00-7000-8000-2f6d8a1b3c4d")

    command: Id

    def report(self) -> domain.BarrierOpened:
        """Return the domain's noun."""
        return domain.BarrierOpened(CommandId(self.command))


class HeldData(Asked):
    """The command that the barrier does not follow yet, and why."""

    model_config = example(
        command="0197f2b4-7c00-7000-8000-2f6d8a1b3c4d", reason="person-in-lane"
    )

    command: Id
    reason: domain.Held

    def report(self) -> domain.BarrierHeld:
        """Return the domain's noun."""
        return domain.BarrierHeld(CommandId(self.command), self.reason)


class HealthData(Asked):
    """How each camera of the lane fares."""

    model_config = example(cameras=[CAMERA_EXAMPLE])

    cameras: list[CameraBody] = Field(max_length=50)

    def report(self) -> domain.LaneHealth:
        """Return the domain's noun."""
        return domain.LaneHealth(
            tuple(SeenCamera(**c.model_dump()) for c in self.cameras)
        )
