"""What a haulier asks for when booking."""

from dataclasses import dataclass
from datetime import datetime

from gate_service.domain.drivers import DriverId
from gate_service.domain.visits import ExpectedContainer, LaneName


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
