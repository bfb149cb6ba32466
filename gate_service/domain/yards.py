"""A yard: its cameras and zones as last told, and what of it may be believed now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from gate_service.domain.safety import AlertId, Point, YardName
from gate_service.domain.visits import LaneName

HEALTH_EVERY = 10.0
"""Seconds between a yard's reports of health."""
_SILENCE = timedelta(seconds=3 * HEALTH_EVERY)
COLUMNS, ROWS = 32, 18
"""The grid that presence is counted on."""


class Presence(StrEnum):
    """Whether somebody is in a zone."""

    CLEAR = "clear"
    OCCUPIED = "occupied"
    UNKNOWN = "unknown"
    """Nobody can tell: the camera is blind, or its yard silent. Never clear."""


class Lens(StrEnum):
    """How well a camera sees."""

    CLEAR = "clear"
    DARK = "dark"
    FROZEN = "frozen"
    COVERED = "covered"
    SPRAYED = "sprayed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Yard:
    """How a yard is set up: which lane each of its zones lies in, if any does."""

    name: YardName
    lanes: Mapping[str, LaneName] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class YardCamera:
    """How a camera fares; ``state`` is live or stalled, ``last_frame_age`` seconds."""

    camera: str
    state: str
    last_frame_age: float | None
    lens: Lens

    @property
    def sees(self) -> bool:
        """Whether what it shows may be believed."""
        return self.state == "live" and self.lens is Lens.CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class YardZone:
    """A zone of a camera; ``corners`` in shares of its picture."""

    zone: str
    camera: str
    state: Presence
    people: int
    since: datetime
    corners: tuple[Point, ...] = ()

    def unknown(self, since: datetime) -> Self:
        """Give the zone as one that nobody can tell of."""
        since = self.since if self.state is Presence.UNKNOWN else since
        return replace(self, state=Presence.UNKNOWN, people=0, since=since)


@dataclass(frozen=True, slots=True, kw_only=True)
class YardState:
    """What a yard told last; ``heard`` by the gate's clock, None before the first."""

    yard: YardName
    heard: datetime | None = None
    cameras: tuple[YardCamera, ...] = ()
    zones: tuple[YardZone, ...] = ()
    faults: tuple[str, ...] = ()
    """What is wrong with the yard itself, in sentences."""
    silence: AlertId | None = None
    """The alert that says that it is silent; None while it speaks."""

    def silent(self, now: datetime) -> bool:
        """Say whether its reports are missing."""
        return self.heard is None or now - self.heard > _SILENCE

    def believed(self, now: datetime) -> Self:
        """Give the zones that may be believed *now*; all others are UNKNOWN."""
        heard = self.heard or now
        silent = self.silent(now)
        seeing = {each.camera for each in self.cameras if each.sees}
        return replace(
            self,
            zones=tuple(
                zone if zone.camera in seeing and not silent else zone.unknown(heard)
                for zone in self.zones
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Where people stood before a camera: seconds by (column, row)."""

    yard: YardName
    camera: str
    since: datetime
    until: datetime
    cells: Mapping[tuple[int, int], float] = field(
        default_factory=lambda: MappingProxyType({})
    )
