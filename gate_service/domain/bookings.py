"""What a haulier asks for when booking."""

from dataclasses import dataclass
from datetime import datetime

from gate_service.domain.drivers import DriverId
from gate_service.domain.visits import Appointment, ExpectedContainer, LaneName


@dataclass(frozen=True, slots=True)
class DeclaredDriver:
    """A driver as a haulier tells; personal data, of which the id alone goes on."""

    name: str
    licence: str
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """A declaration to be approved. Times are UTC; ``plate`` as written by people.

    ``containers`` come in through the gate, ``leaves_with`` go out; ``()`` says
    an empty chassis and None, for ``leaves_with`` alone, "not announced yet".
    ``arrival_code`` None asks for a new one.
    """

    reference: str
    terminal: str
    haulier: str
    plate: str
    containers: tuple[ExpectedContainer, ...]
    opens: datetime
    closes: datetime
    leaves_with: tuple[ExpectedContainer, ...] | None = None
    lane: LaneName | None = None
    arrival_code: str | None = None
    trailer: str | None = None
    driver: DriverId | None = None
    """A driver on file; ``declared`` is one as the haulier tells of him, and counts."""
    declared: DeclaredDriver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """What an appointment shall say from now on; what is not here stays.

    ``version`` is the one that was changed, so that nobody's change is lost.
    """

    version: int
    plate: str
    containers: tuple[ExpectedContainer, ...]
    opens: datetime
    closes: datetime
    leaves_with: tuple[ExpectedContainer, ...] | None = None
    lane: LaneName | None = None
    trailer: str | None = None
    declared: DeclaredDriver | None = None

    def of(self, before: Appointment) -> BookingRequest:
        """Give the declaration that *before* would be booked with anew."""
        return BookingRequest(
            reference=before.reference,
            terminal=before.terminal,
            haulier=before.haulier,
            plate=self.plate,
            containers=self.containers,
            opens=self.opens,
            closes=self.closes,
            leaves_with=self.leaves_with,
            lane=self.lane,
            arrival_code=before.arrival_code,
            trailer=self.trailer,
            declared=self.declared,
        )
