"""Holds: what customs and other authorities place on a container and lift."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

HoldId = NewType("HoldId", str)


class HoldOrder(StrEnum):
    """What the authority wants done with the container."""

    HOLD = "hold"
    SCAN = "scan"
    EXAM = "exam"
    SEIZURE = "seizure"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest:
    """A hold to be placed by *authority* under its own *reference*."""

    authority: str
    container: str
    reference: str
    reason: str = ""
    order: HoldOrder = HoldOrder.HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A hold on a container; ``released`` None while it stands."""

    id: HoldId
    authority: str
    container: str
    reference: str
    reason: str
    order: HoldOrder
    placed: datetime
    placed_by: str
    released: datetime | None = None
    released_by: str | None = None

    @property
    def active(self) -> bool:
        """Whether the hold still stands."""
        return self.released is None
