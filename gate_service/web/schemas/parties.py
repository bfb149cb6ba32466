"""Rights that carriers give, drivers, and slots, on the wire."""

from datetime import datetime

from pydantic import Field

from gate_service.domain.rights import RightRequest
from gate_service.web.schemas.base import Answered, Asked, At, Name, Text, example

_TERMS = {
    "release": "REL-77120",
    "expires": "2026-05-06T18:00:00Z",
    "line_hold": None,
    "fees": None,
}
_STEP = {"at": "2026-05-03T10:00:00Z", "by": "blue-line", "to": "harbour-haul"}
_STANDING = {"inducted": "2026-03-02T09:00:00Z", "banned": None}


class RightBody(Asked):
    """All that the carrier says of a container; what is left out is taken off.

    The ``holder`` alone stays who it is where it is left out.
    """

    model_config = example(holder="harbour-haul", **_TERMS)

    holder: Name | None = None
    release: Name | None = Field(default=None, description="Null: not released")
    expires: At | None = None
    line_hold: Text | None = Field(default=None, description="The line's objection")
    fees: Text | None = Field(default=None, description="What is due")

    def request(self, container: str) -> RightRequest:
        """Return the domain's request."""
        return RightRequest(
            container=container,
            holder=self.holder,
            release=self.release,
            expires=self.expires,
            line_hold=self.line_hold,
            fees=self.fees,
        )


class PassOnBody(Asked):
    """The party that the right is passed on to."""

    model_config = example(to="quay-cartage")

    to: Name


class TransferAnswer(Answered):
    """One step of a right."""

    model_config = example(**_STEP)

    at: datetime
    by: str
    to: str


class RightAnswer(Answered):
    """A right: who holds it now, and on what terms."""

    model_config = example(
        container="CSQU3054383",
        carrier="blue-line",
        holder="harbour-haul",
        transfers=[_STEP],
        released="2026-05-03T10:00:00Z",
        **_TERMS,
    )

    container: str
    carrier: str
    holder: str
    transfers: list[TransferAnswer]
    release: str | None
    released: datetime | None
    expires: datetime | None
    line_hold: str | None
    fees: str | None


class StandingBody(Asked):
    """When the driver was inducted, and why he is banned; null: never, and is not."""

    model_config = example(**_STANDING)

    inducted: At | None = None
    banned: Text | None = None


class DriverAnswer(Answered):
    """A driver: personal data, for his haulier and the terminal alone."""

    model_config = example(
        id="0197f2b4-5a00-7000-8000-00000000000d",
        haulier="harbour-haul",
        name="Ana Ruiz",
        licence="RUIZ801152",
        phone="+34 600 111 222",
        **_STANDING,
    )

    id: str
    haulier: str
    name: str
    licence: str
    phone: str | None
    inducted: datetime | None
    banned: str | None


class SlotAnswer(Answered):
    """A window that is booked whole."""

    model_config = example(
        opens="2026-05-04T08:00:00Z",
        closes="2026-05-04T09:00:00Z",
        places=40,
        taken=37,
        free=3,
    )

    opens: datetime
    closes: datetime
    places: int
    taken: int
    free: int
