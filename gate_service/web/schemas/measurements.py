"""What instruments tell of a lane's truck, and the yard's room, on the wire."""

from datetime import datetime

from pydantic import Field

from gate_service.domain.rooms import Block, YardRoom
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import LaneName
from gate_service.web.schemas.base import Answered, Asked, At, Id, Name, example

WEIGHED_EXAMPLE = {
    "id": "0197f2b4-6d1c-7000-8000-5a5c2f1a9b77",
    "instrument": "weighbridge",
    "sensor": "bridge-1",
    "at": "2026-05-04T08:15:01.400Z",
    "kilograms": 39480.0,
    "axles": [7120.0, 10980.0, 7130.0, 7120.0, 7130.0],
}
_BLOCK = {"name": "B", "capacity": 400, "used": 396, "closed": False}
ROOM_EXAMPLE = {
    "at": "2026-05-04T08:15:00Z",
    "closed": False,
    "full": False,
    "blocks": [_BLOCK],
}


class MeasuredBody(Asked):
    """One report of one instrument; what it does not tell is left out."""

    model_config = example(**WEIGHED_EXAMPLE)

    id: Id
    instrument: Instrument
    sensor: Name = Field(description="Which of them: its name at the site")
    at: At
    container: str | None = Field(default=None, max_length=20)
    kilograms: float | None = Field(default=None, allow_inf_nan=False)
    axles: list[float] = Field(
        default_factory=list, max_length=16, description="Kilograms, front to rear"
    )
    celsius: float | None = Field(default=None, allow_inf_nan=False)
    text: Name | None = Field(default=None, description="A tag, seal, lock or class")
    state: Name | None = None
    side: Name | None = Field(default=None, description="Of the container")

    def measured(self, lane: LaneName) -> Measured:
        """Return the domain's noun."""
        return Measured(
            id=ReadingId(self.id),
            lane=lane,
            instrument=self.instrument,
            sensor=self.sensor,
            at=self.at,
            container=self.container,
            kilograms=self.kilograms,
            axles=tuple(self.axles),
            celsius=self.celsius,
            text=self.text,
            state=self.state,
            side=self.side,
        )


class MeasurementsBody(Asked):
    """Reports of a lane's instruments, each with an id of its own."""

    model_config = example(measurements=[WEIGHED_EXAMPLE])

    measurements: list[MeasuredBody] = Field(min_length=1, max_length=100)


class MeasureReceiptAnswer(Answered):
    """Every report is stored; ``duplicates`` were before."""

    model_config = example(stored=1, duplicates=0)

    stored: int
    duplicates: int


class BlockBody(Asked):
    """A block of the yard; ``capacity`` and ``used`` count places for containers."""

    model_config = example(**_BLOCK)

    name: Name
    capacity: int = Field(ge=0, le=1_000_000)
    used: int = Field(ge=0, le=1_000_000)
    closed: bool = False


class RoomBody(Asked):
    """How much room the yard has; without ``blocks``, ``full`` is all that is said."""

    model_config = example(**ROOM_EXAMPLE)

    at: At
    closed: bool = False
    full: bool = False
    blocks: list[BlockBody] = Field(default_factory=list, max_length=500)

    def room(self) -> YardRoom:
        """Return the domain's noun."""
        return YardRoom(
            at=self.at,
            closed=self.closed,
            full=self.full,
            blocks=tuple(Block(**each.model_dump()) for each in self.blocks),
        )


class BlockAnswer(Answered):
    """A block of the yard, with the places that are ``free``."""

    model_config = example(**_BLOCK, free=4)

    name: str
    capacity: int
    used: int
    closed: bool
    free: int


class RoomAnswer(Answered):
    """The last that was told of the yard's room."""

    model_config = example(**{**ROOM_EXAMPLE, "blocks": [{**_BLOCK, "free": 4}]})

    at: datetime
    closed: bool
    full: bool
    blocks: list[BlockAnswer]
