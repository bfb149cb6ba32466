"""Declarations as hauliers send them, and the appointments they become."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from gate_service.domain.bookings import BookingRequest, ChangeRequest, DeclaredDriver
from gate_service.domain.visits import DangerousGoods, ExpectedContainer, LaneName
from gate_service.web.schemas.base import (
    Answered,
    Asked,
    At,
    LaneId,
    Name,
    example,
)

_GOODS = {"un": "1263", "imdg": "3"}
_BOX = {
    "number": "CSQU3054383",
    "size_type": "22G1",
    "seals": ["GB123456"],
    "dangerous": [_GOODS],
    "vgm": 21480.0,
    "commodity": "paint",
    "empty": False,
}
_DRIVER = {"name": "Ana Ruiz", "licence": "RUIZ801152", "phone": "+34 600 111 222"}
_CHANGED = ("plate", "trailer", "containers", "leaves_with", "opens", "closes", "lane")
_BOOKED: dict[str, Any] = {
    "reference": "BKG-20260504-017",
    "terminal": "QG1",
    "haulier": "harbour-haul",
    "plate": "AB12 CDE",
    "trailer": "TR1 2345",
    "containers": [_BOX],
    "leaves_with": [],
    "opens": "2026-05-04T08:00:00Z",
    "closes": "2026-05-04T09:00:00Z",
    "lane": "lane-1",
    "arrival_code": "QGA7K2M9P4RXT3W",
}


class DangerousBody(Asked):
    """One substance that the container holds."""

    model_config = example(**_GOODS)

    un: str = Field(max_length=20, description="UN number, such as 1263 or UN 1263")
    imdg: str = Field(max_length=10, description="IMDG class or division, such as 2.1")


class ExpectedContainerBody(Asked):
    """A container that is announced; no ``size_type`` means any."""

    model_config = example(**_BOX)

    number: str = Field(max_length=40, description="ISO 6346, with its check digit")
    size_type: str | None = Field(default=None, max_length=4)
    seals: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=6
    )
    dangerous: list[DangerousBody] = Field(default_factory=list, max_length=20)
    vgm: float | None = Field(
        default=None, description="Verified gross mass (SOLAS VI/2) in kilograms"
    )
    commodity: str | None = Field(default=None, max_length=100)
    empty: bool = Field(default=False, description="Nothing is in it")

    def expected(self) -> ExpectedContainer:
        """Return the domain's noun."""
        return ExpectedContainer(
            self.number,
            self.size_type,
            seals=tuple(self.seals),
            dangerous=tuple(DangerousGoods(e.un, e.imdg) for e in self.dangerous),
            vgm=self.vgm,
            commodity=self.commodity,
            empty=self.empty,
        )


class DriverBody(Asked):
    """Who drives; kept apart, the appointment names an id alone."""

    model_config = example(**_DRIVER)

    name: Name
    licence: str = Field(max_length=40, description="4 to 24 letters and digits")
    phone: str | None = Field(default=None, max_length=40)

    def declared(self) -> DeclaredDriver:
        """Return the domain's noun."""
        return DeclaredDriver(self.name, self.licence, self.phone)


class _Announced(Asked):
    """What may be changed of a declaration, too."""

    model_config = example(**{name: _BOOKED[name] for name in _CHANGED})

    plate: str = Field(max_length=40, description="As written by people")
    trailer: str | None = Field(default=None, max_length=40)
    driver: DriverBody | None = None
    containers: list[ExpectedContainerBody] = Field(
        max_length=8, description="Containers that come in; empty for a bare chassis"
    )
    leaves_with: list[ExpectedContainerBody] | None = Field(
        default=None, max_length=8, description="Containers that go out, when known"
    )
    opens: At
    closes: At
    lane: LaneId | None = Field(default=None, description="None: any lane")

    @property
    def coming(self) -> tuple[ExpectedContainer, ...]:
        """The containers that come in, as the domain's nouns."""
        return tuple(each.expected() for each in self.containers)

    @property
    def going(self) -> tuple[ExpectedContainer, ...] | None:
        """The containers that go out, as the domain's nouns; None: not known."""
        if self.leaves_with is None:
            return None
        return tuple(each.expected() for each in self.leaves_with)


class DeclarationBody(_Announced):
    """What a haulier announces. Times need an offset."""

    model_config = example(**_BOOKED, driver=_DRIVER)

    reference: Name
    terminal: Name
    haulier: Name
    arrival_code: Name | None = Field(
        default=None, description="A code given out already; else one is made"
    )

    def request(self) -> BookingRequest:
        """Return the domain's request."""
        return BookingRequest(
            reference=self.reference,
            terminal=self.terminal,
            haulier=self.haulier,
            plate=self.plate,
            containers=self.coming,
            opens=self.opens,
            closes=self.closes,
            leaves_with=self.going,
            lane=LaneName(self.lane) if self.lane else None,
            arrival_code=self.arrival_code,
            trailer=self.trailer,
            declared=self.driver.declared() if self.driver else None,
        )


class ChangeBody(_Announced):
    """All that the declaration says from now on; what is left out is taken off."""

    model_config = example(
        **{name: _BOOKED[name] for name in _CHANGED}, driver=_DRIVER, version=1
    )

    version: int | None = Field(
        default=None, ge=1, description="The version that was read, unless in If-Match"
    )

    def request(self, version: int) -> ChangeRequest:
        """Return the domain's request to change *version*."""
        return ChangeRequest(
            version=version,
            plate=self.plate,
            containers=self.coming,
            opens=self.opens,
            closes=self.closes,
            leaves_with=self.going,
            lane=LaneName(self.lane) if self.lane else None,
            trailer=self.trailer,
            declared=self.driver.declared() if self.driver else None,
        )


class DangerousAnswer(Answered):
    """One substance that the container holds."""

    model_config = example(**_GOODS)

    un: str
    imdg: str


class ExpectedContainerAnswer(Answered):
    """A container that is expected."""

    model_config = example(**_BOX)

    number: str
    size_type: str | None
    seals: list[str]
    dangerous: list[DangerousAnswer]
    vgm: float | None
    commodity: str | None
    empty: bool


class AppointmentAnswer(Answered):
    """An appointment, with the arrival code that its driver shows."""

    model_config = example(
        id="0197f2b4-5a00-7000-8000-000000000001",
        **{**_BOOKED, "plate": "AB12CDE", "trailer": "TR12345"},
        cancelled=False,
        driver="0197f2b4-5a00-7000-8000-00000000000d",
        version=1,
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
    trailer: str | None
    driver: str | None
    version: int
