"""What instruments at a lane report besides cameras: weight, seals, locks, damage."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from gate_service.domain.visits import LaneName

ReadingId = NewType("ReadingId", str)

FAULT = "fault"
"""The state of an instrument that tells that it does not work."""


class Instrument(StrEnum):
    """Kinds of instruments, and of inspections that report like one."""

    WEIGHBRIDGE = "weighbridge"
    RFID = "rfid"
    E_LOCK = "e-lock"
    SEAL = "seal"
    THERMOMETER = "thermometer"
    LOOP = "loop"
    BARRIER = "barrier"
    PLACARD = "placard"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One report of one instrument. What it does not tell is None or empty.

    ``kilograms`` of the whole truck, with ``axles`` front to rear; ``celsius``;
    ``text`` is a tag's, seal's or lock's number or a placard's class; ``state`` is
    a word such as ``open``, ``broken``, ``medium``; ``side`` is the container's side
    that was looked at.
    """

    id: ReadingId
    lane: LaneName
    instrument: Instrument
    sensor: str
    at: datetime
    container: str | None = None
    kilograms: float | None = None
    axles: tuple[float, ...] = ()
    celsius: float | None = None
    text: str | None = None
    state: str | None = None
    side: str | None = None


class Measurements(Protocol):
    """Reports of instruments."""

    def save(self, measured: Measured) -> None:
        """Keep a new one."""

    def find(self, wanted: ReadingId) -> Measured | None:
        """Find by id."""

    def at_lane(
        self, lane: LaneName, since: datetime, until: datetime
    ) -> tuple[Measured, ...]:
        """List what a lane's instruments told between two times, oldest first."""

    def listed(
        self, instruments: Collection[Instrument], limit: int
    ) -> tuple[Measured, ...]:
        """List the newest of those instruments; none named means all."""
