"""Declarations as hauliers send them, and the appointments they become."""

from datetime import datetime

from pydantic import Field

from gate_service.domain.bookings import BookingRequest
from gate_service.domain.visits import ExpectedContainer, LaneName
from gate_service.web.schemas.base import (
    Answered,
    Asked,
    At,
    LaneId,
    Name,
    example,
)

_BOX = {"number": "CSQU3054383", "size_type": "22G1"}
_BOOKED = {
    "reference": "BKG-20260504-017",
    "terminal": "QG1",
    "haulier": "harbour-haul",
    "plate": "AB12 CDE",
    "containers": [_BOX],
    "leaves_with": [],
    "opens": "2026-05-04T08:00:00Z",
    "closes": "2026-05-04T09:00:00Z",
    "lane": "lane-1",
    "arrival_code": "QGA7K2M9P4RXT3W",
}


class ExpectedContainerBody(Asked):
    """A container that is announced; no ``size_type`` means any."""

    model_config = example(**_BOX)

    number: str = Field(max_length=40, description="ISO 6346, with its check digit")
    size_type: str | None = Field(default=None, max_length=4)

    def expected(self) -> ExpectedContainer:
        """Return the domain's noun."""
        return ExpectedContainer(self.number, self.size_type)


class DeclarationBody(Asked):
    """What a haulier announces. Times need an offset."""

    model_config = example(**_BOOKED)

    reference: Name
    terminal: Name
    haulier: Name
    plate: str = Field(max_length=40, description="As written by people")
    containers: list[ExpectedContainerBody] = Field(
        max_length=8, description="Containers that come in; empty for a bare chassis"
    )
    leaves_with: list[ExpectedContainerBody] | None = Field(
        default=None, max_length=8, description="Containers that go out, when known"
    )
    opens: At
    closes: At
    lane: LaneId | None = Field(default=None, description="None: any lane")
    arrival_code: Name | None = Field(
        default=None, description="A code given out already; else one is made"
    )

    def request(self) -> BookingRequest:
        """Return the domain's request."""
        out = self.leaves_with
        return BookingRequest(
            reference=self.reference,
            terminal=self.terminal,
            haulier=self.haulier,
            plate=self.plate,
            containers=tuple(c.expected() for c in self.containers),
            opens=self.opens,
            closes=self.closes,
            leaves_with=None if out is None else tuple(c.expected() for c in out),
            lane=LaneName(self.lane) if self.lane else None,
            arrival_code=self.arrival_code,
        )


class ExpectedContainerAnswer(Answered):
    """A container that is expected."""

    model_config = example(**_BOX)

    number: str
    size_type: str | None


class AppointmentAnswer(Answered):
    """An appointment, with the arrival code that its driver shows."""

    model_config = example(
        id="0197f2b4-5a00-7000-8000-000000000001",
        **{**_BOOKED, "plate": "AB12CDE"},
        cancelled=False,
    )

    id: str
    reference: str
    terminal: str
    haulier: str
    plate: str
    containers: list[ExpectedContainerAnswer]
    leaves_with: list[ExpectedContainerAnswer] | None
    opens: datetime
    closes: datetime
    lane: str | None
    arrival_code: str
    cancelled: bool
