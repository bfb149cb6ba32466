"""What is stored of stays, and what is counted of the audit chain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gate_service.domain.decisions import Verdict
from gate_service.domain.drivers import DriverId
from gate_service.domain.stays import Stay, Stop
from gate_service.domain.visits import LaneName, VisitId, VisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class StayFilter:
    """Which stays are asked for; what is empty or None does not matter.

    ``plate`` and ``container`` are beginnings, A-Z 0-9. ``since`` and ``until`` bound
    ``Stay.at``. ``behind`` is the place of the last one of the page before.
    """

    plate: str = ""
    container: str = ""
    since: datetime | None = None
    until: datetime | None = None
    verdict: Verdict | None = None
    haulier: str = ""
    lane: LaneName | None = None
    states: Collection[VisitState] = ()
    driver: DriverId | None = None
    behind: tuple[datetime, VisitId] | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """The stays whose windows open at one time: how many, and how many have come."""

    opens: datetime
    booked: int
    came: int


class Seen(StrEnum):
    """What is dated for the sake of its deletion."""

    DRIVER = "driver"
    PASSAGE = "passage"
    """One that no visit came of: a truck that turned round."""


Counts = Mapping[tuple[str, ...], int]
"""What was counted, by name and labels, such as ("decisions", "in-1", "GO")."""


class Stays(Protocol):
    """Stays of all visits, newest first wherever they are listed."""

    def save(self, stays: Collection[Stay]) -> None:
        """Keep new or changed ones, with their stops and names."""

    def find(self, wanted: VisitId) -> Stay | None:
        """Find by visit."""

    def listed(self, asked: StayFilter, limit: int) -> tuple[Stay, ...]:
        """List the newest *limit* that were asked for."""

    def stops(self, since: datetime, until: datetime) -> Sequence[Stop]:
        """List the stops that were decided from *since* to before *until*."""

    def turns(self, since: datetime, until: datetime) -> Sequence[float]:
        """List the turn times, in seconds, of trucks that went out in that time."""

    def slots(self, since: datetime, until: datetime) -> Sequence[Booked]:
        """Count the booked stays whose windows open in that time, by when they do."""

    def inside(self) -> int:
        """Count the trucks that are on the terminal."""

    def to_forget(
        self, over_before: datetime, behind: Stay | None, limit: int
    ) -> tuple[Stay, ...]:
        """List the oldest that ended before that time and were not forgotten.

        *behind* is the last one of the page before; None for the first page.
        """

    def see(self, kind: Seen, name: str, at: datetime) -> None:
        """Remember when somebody or something was heard of last; never earlier."""

    def unseen(self, kind: Seen, since: datetime, limit: int) -> tuple[str, ...]:
        """List those that were not heard of since that time, oldest first."""

    def unsee(self, kind: Seen, name: str) -> None:
        """Forget when it was heard of."""


class Follower(Protocol):
    """How far the audit chain was followed, and what was counted on the way."""

    def place(self) -> int:
        """Give the last event that was taken in; 0 before the first."""

    def go_on(self, before: int, after: int, counts: Counts) -> bool:
        """Add *counts* and move on; false where another process was faster."""

    def counts(self) -> Counts:
        """Give all counts since the first event."""


class ArchiveStore(Protocol):
    """A part of ``Store``."""

    @property
    def stays(self) -> Stays:
        """Give the stays."""

    @property
    def follower(self) -> Follower:
        """Give how far the chain was followed."""
