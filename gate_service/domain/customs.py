"""Holds and orders: what customs and other authorities place on a container and lift.

Holds are a set: every authority has its own, and a release lifts one of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
class CustomsTerms:
    """What the site agreed with customs.

    ``authorities`` that place holds; empty means whichever an API key names. Each of
    them must be heard from every ``stale_after`` seconds; None asks for no sign of
    life. ``manifest_required``: a container that no manifest names is referred.
    """

    authorities: frozenset[str] = frozenset()
    stale_after: float | None = None
    manifest_required: bool = False

    def unheard(self, heard: Mapping[str, datetime], now: datetime) -> tuple[str, ...]:
        """List the authorities that were not heard from for too long.

        A sign of life from as far ahead of *now* counts as little as an old one: one
        of the two clocks was wrong.
        """
        if self.stale_after is None:
            return ()
        limit = timedelta(seconds=self.stale_after)
        return tuple(
            each
            for each in sorted(self.authorities)
            if each not in heard or abs(now - heard[each]) > limit
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest:
    """A hold to be placed by *authority* under its own *reference*.

    ``anyway``: also on a container that has left already.
    """

    authority: str
    container: str
    reference: str
    reason: str = ""
    order: HoldOrder = HoldOrder.HOLD
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A hold on a container; ``released`` None while it stands.

    ``release`` is the authority's own reference of the lifting. ``left`` is when the
    container had left by, for a hold that came too late; None for one in time.
    """

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
    release: str | None = None
    left: datetime | None = None

    @property
    def active(self) -> bool:
        """Whether the hold still stands."""
        return self.released is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFilter:
    """Which holds to list; None and empty mean any."""

    authority: str | None = None
    container: str | None = None
    active: bool | None = None
    orders: frozenset[HoldOrder] = field(default_factory=frozenset)
