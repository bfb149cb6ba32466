"""A passage as stored: what the lane read, and when."""

from datetime import datetime

from gate_service.web.schemas.base import Answered, example
from gate_service.web.schemas.passages import (
    CAMERA_EXAMPLE,
    CONTAINER_EXAMPLE,
    EVIDENCE_EXAMPLE,
    LOAD_EXAMPLE,
    PLATE_EXAMPLE,
)
from gate_service.web.schemas.visits import CameraAnswer


class SeenPlateAnswer(Answered):
    """A plate as read; ``confidence`` from 0 to 1; ``by`` the clerk who read it."""

    model_config = example(**PLATE_EXAMPLE)

    text: str
    confidence: float
    status: str
    region: str | None
    camera: str | None
    by: str | None = None


class SeenContainerAnswer(Answered):
    """A container number as read; ``by`` the clerk who read it, null for a camera."""

    model_config = example(**CONTAINER_EXAMPLE)

    number: str
    confidence: float
    status: str
    size_type: str | None
    layout: str | None
    camera: str | None
    position: str | None
    by: str | None = None


class SeenLoadAnswer(Answered):
    """What the truck carries as the lane sees it; ``confidence`` from 0 to 1."""

    model_config = example(**LOAD_EXAMPLE)

    kind: str
    confidence: float
    doubts: list[str]


class EvidenceAnswer(Answered):
    """Where an image is: ``GET /api/v1/evidence/{digest}``."""

    model_config = example(**EVIDENCE_EXAMPLE)

    digest: str
    camera: str
    kind: str
    at: datetime


class PassageAnswer(Answered):
    """One truck through one lane; a time that is null has not come yet."""

    model_config = example(
        id="0197f2b4-5a00-7000-8000-1d2c3b4a5f60",
        lane="lane-1",
        opened="2026-05-04T08:14:57.300Z",
        stopped="2026-05-04T08:15:00.900Z",
        captured="2026-05-04T08:15:02.120Z",
        closed=None,
        plates=[PLATE_EXAMPLE],
        containers=[CONTAINER_EXAMPLE],
        load=LOAD_EXAMPLE,
        cameras=[CAMERA_EXAMPLE],
        evidence=[EVIDENCE_EXAMPLE],
        visit="0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
    )

    id: str
    lane: str
    opened: datetime
    stopped: datetime | None
    captured: datetime | None
    closed: datetime | None
    plates: list[SeenPlateAnswer]
    containers: list[SeenContainerAnswer]
    load: SeenLoadAnswer | None
    cameras: list[CameraAnswer]
    evidence: list[EvidenceAnswer]
    visit: str | None
