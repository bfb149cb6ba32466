"""A lane's part of the site file, read once; unknown keys are refused."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from pipelines.link_settings import Frozen, LinkSettings, SourceSettings
from pipelines.offline_settings import OfflineSettings
from pipelines.regions import Region
from vision.order import Heads
from vision.polygon import faults
from vision.presence import Limits
from vision.results import Kind


class Role(StrEnum):
    """What a camera is there to read."""

    PLATE = "plate"
    CONTAINER = "container"
    CODE = "code"


class CameraSettings(SourceSettings):
    """One camera. ``region`` is what it shows of this lane, corners in shares.

    A region may be written x0, y0, x1, y1 too. Times in seconds. ``reads`` may be
    empty for a camera that only triggers. ``heads`` is where trucks drive to in its
    picture; None where that is to be told from how they move.
    """

    reads: frozenset[Role] = frozenset()
    region: Region | None = None
    heads: Heads | None = None

    @field_validator("region", mode="before")
    @classmethod
    def _has_corners(cls, region: object) -> object:
        """Give x0, y0, x1, y1 its corners, and a ring its last one but once."""
        if not isinstance(region, list | tuple):
            return region
        if all(isinstance(each, int | float) for each in region):
            return _rectangle(region)
        return region[:-1] if len(region) > 3 and region[0] == region[-1] else region

    @field_validator("region")
    @classmethod
    def _is_a_polygon(cls, region: Region | None) -> Region | None:
        wrong = list(faults(region)) if region is not None else []
        if wrong:
            raise ValueError("; ".join(wrong))
        return region

    @property
    def wants(self) -> frozenset[Kind]:
        """What a look at this camera's frames is asked for."""
        return frozenset(Kind(role) for role in self.reads if role is not Role.CODE)


def _rectangle(sides: Sequence[float]) -> Region:
    if len(sides) != 4:
        message = "a region is x0, y0, x1, y1, or three corners [x, y] or more"
        raise ValueError(message)
    x0, y0, x1, y1 = sides
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        message = "a region is x0 < x1 and y0 < y1, each from 0 to 1"
        raise ValueError(message)
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


class PresenceSettings(Frozen):
    """When a truck is in the lane; see ``vision.presence.Limits``."""

    enter: float = Field(default=0.15, gt=0, lt=1)
    leave: float = Field(default=0.07, gt=0, lt=1)
    still_leave: float = Field(default=0.13, gt=0, lt=1)
    motion: float = Field(default=0.04, gt=0, lt=1)
    still_for: float = Field(default=0.3, gt=0)
    empty_for: float = Field(default=0.5, gt=0)
    forget_after: float = Field(default=3600.0, gt=0)
    unknown_is_occupied: bool = False

    @property
    def limits(self) -> Limits:
        """The thresholds as presence takes them."""
        return Limits(**self.model_dump())


class Timings(Frozen):
    """Seconds from when a truck stands, and how often it is looked at."""

    settle: float = Field(default=1.5, gt=0)
    """Capture after this, once every camera has been read ..."""
    settle_max: float = Field(default=4.0, gt=0)
    """... and after this in any case."""
    restless: float = Field(default=8.0, gt=0)
    """A truck that is in the lane for so long counts as standing, motion or not."""
    looks_max: int = Field(default=12, ge=1)
    """Looks at one camera's frames of a standing truck."""
    captures_max: int = Field(default=4, ge=1)
    health_every: float = Field(default=10.0, gt=0)
    poll_every: float = Field(default=0.3, gt=0)
    background_after: float = Field(default=3.0, ge=1)
    """Read what stands about the lane once it has been empty for so long ..."""
    background_every: float = Field(default=300.0, gt=0)
    """... and again after this."""


class BarrierZone(Frozen):
    """Where the barrier moves, in the picture of one of the lane's cameras.

    While a person is in it, or nobody knows, the barrier does not move. Nobody must
    have been seen there for ``clear_for`` seconds.
    """

    camera: str
    corners: Region
    clear_for: float = Field(default=1.0, gt=0, le=30)

    @field_validator("corners")
    @classmethod
    def _are_a_polygon(cls, corners: Region) -> Region:
        if wrong := list(faults(corners)):
            raise ValueError("; ".join(wrong))
        return corners


class LaneSettings(LinkSettings):
    """One lane. ``trigger`` names the cameras that decide whether a truck is there.

    Without it, these are the cameras that read plates, else all that read anything.
    """

    cameras: dict[str, CameraSettings] = Field(min_length=1)
    trigger: tuple[str, ...] = ()
    workers: int = Field(default=2, ge=1, le=64)
    relay: str | None = Field(default=None, pattern="^https?://")
    barrier_zone: BarrierZone | None = None
    presence: PresenceSettings = PresenceSettings()
    timings: Timings = Timings()
    offline: OfflineSettings | None = None

    @model_validator(mode="after")
    def _triggers_exist(self) -> Self:
        unknown = set(self.trigger) - set(self.cameras)
        if unknown:
            message = f"trigger names no camera of this lane: {', '.join(unknown)}"
            raise ValueError(message)
        if self.barrier_zone and self.barrier_zone.camera not in self.cameras:
            camera = self.barrier_zone.camera
            message = f"barrier_zone names no camera of this lane: {camera}"
            raise ValueError(message)
        if not self.triggers:
            message = "no camera can tell whether a truck is there: set trigger"
            raise ValueError(message)
        return self

    @property
    def triggers(self) -> frozenset[str]:
        """The cameras that decide whether a truck is there."""
        plates = {n for n, c in self.cameras.items() if Kind.PLATE in c.wants}
        reading = {n for n, c in self.cameras.items() if c.wants}
        return frozenset(self.trigger) or frozenset(plates) or frozenset(reading)
