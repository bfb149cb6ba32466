"""What is asked of the appointments on file before one is added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Booked(Protocol):
    """A part of ``Appointments``."""

    def clashes(self, reference: str, arrival_code: str | None) -> tuple[str, ...]:
        """Name which of the two another appointment has."""

    def taken(
        self, terminal: str, since: datetime, until: datetime
    ) -> Mapping[datetime, int]:
        """Count those not cancelled whose window opens from *since*, by opening."""
