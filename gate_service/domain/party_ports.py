"""What is stored of parties and of instruments, seen from inside one transaction."""

from typing import Protocol

from gate_service.domain.drivers import Drivers
from gate_service.domain.rights import Rights
from gate_service.domain.sensors import Measurements


class PartyStore(Protocol):
    """A part of ``Store``."""

    @property
    def drivers(self) -> Drivers:
        """Give the drivers."""

    @property
    def rights(self) -> Rights:
        """Give the rights."""

    @property
    def measurements(self) -> Measurements:
        """Give what instruments told."""
