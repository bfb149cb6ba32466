"""A yard's part of the site file: cameras, zones, how long evidence is kept."""

from datetime import tzinfo
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field, field_validator, model_validator

from pipelines.hours import parse_hours
from pipelines.link_settings import Frozen, LinkSettings, SourceSettings
from vision.ground import GroundPlane
from vision.hours import Hours
from vision.incidents import Severity
from vision.polygon import Point
from vision.proximity import Proximity
from vision.scene import Gear
from vision.yard import YardRules
from vision.zones import Admitted, DirectionLine, Way, Zone

_FOUR = Field(min_length=4, max_length=4)


class LineSettings(Frozen):
    """A line to be crossed one way only; see ``vision.zones.DirectionLine``."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    start: Point = Field(alias="from")
    end: Point = Field(alias="to")
    allowed: Way

    @property
    def line(self) -> DirectionLine:
        """The line as the watch takes it; raises ValueError where it is none."""
        return DirectionLine(self.start, self.end, self.allowed)


class ZoneSettings(Frozen):
    """A zone; see ``vision.zones.Zone``. ``hours`` as in ``Mon-Fri 06:00-22:00``."""

    corners: tuple[Point, ...]
    admits: frozenset[Admitted] = frozenset()
    gear: frozenset[Gear] = frozenset()
    dwell: float | None = None
    crowd: int | None = None
    hours: tuple[Hours, ...] = ()
    severity: Severity = Severity.MEDIUM
    cooldown: float = 60.0
    inertia: int = 3
    line: LineSettings | None = None

    @field_validator("corners", mode="before")
    @classmethod
    def _closed_once(cls, corners: object) -> object:
        """Take a ring whose last corner is its first one, too."""
        if not isinstance(corners, list | tuple) or len(corners) < 4:
            return corners
        return corners[:-1] if corners[0] == corners[-1] else corners

    @field_validator("hours", mode="before")
    @classmethod
    def _of_the_week(cls, written: object) -> object:
        if not isinstance(written, list | tuple):
            return written
        return tuple(parse_hours(w) if isinstance(w, str) else w for w in written)

    @model_validator(mode="after")
    def _is_a_zone(self) -> Self:
        self.zone("zone")
        return self

    def zone(self, name: str) -> Zone:
        """Give the zone as the watch takes it."""
        rules: dict[str, Any] = {key: getattr(self, key) for key in _RULES}
        line = None if self.line is None else self.line.line
        return Zone(name=name, line=line, **rules)


_RULES = tuple(ZoneSettings.model_fields.keys() - {"line"})


class GroundSettings(Frozen):
    """Four points of the ground: where they are in the picture, and in metres."""

    picture: tuple[Point, ...] = _FOUR
    metres: tuple[Point, ...] = _FOUR

    @model_validator(mode="after")
    def _tell_how_the_ground_lies(self) -> Self:
        self.plane()
        return self

    def plane(self) -> GroundPlane:
        """Give the ground as the watch takes it."""
        return GroundPlane.from_points(self.picture, self.metres)


class ProximitySettings(Frozen):
    """When a vehicle is too near; see ``vision.proximity.Proximity``."""

    metres: float = 5.0
    contact: float = 3.0
    speed: float = 1.0
    severity: Severity = Severity.SEVERE
    cooldown: float = 60.0
    inertia: int = 3

    @model_validator(mode="after")
    def _has_limits(self) -> Self:
        self.limits()
        return self

    def limits(self) -> Proximity:
        """Give the limits as the watch takes them."""
        return Proximity(**{key: getattr(self, key) for key in type(self).model_fields})


class YardCameraSettings(SourceSettings):
    """One camera: what it watches for, looking at ``looks`` pictures a second.

    While anybody is seen it looks ``looks_busy`` times, twice as often without it.
    """

    looks: float = Field(default=5.0, gt=0, le=30)
    looks_busy: float | None = Field(default=None, gt=0, le=30)
    ground: GroundSettings | None = None
    proximity: ProximitySettings | None = None
    zones: dict[str, ZoneSettings] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _can_be_watched(self) -> Self:
        if self.proximity is not None and self.ground is None:
            message = "proximity is in metres: set ground, four points of the picture"
            raise ValueError(message)
        if self.looks_busy is not None and self.looks_busy < self.looks:
            message = (
                f"looks_busy {self.looks_busy:g} is less than looks {self.looks:g}"
            )
            raise ValueError(message)
        _ = self.rules
        return self

    @property
    def rules(self) -> YardRules:
        """What the camera watches for, as the watch takes it."""
        return YardRules(
            zones=tuple(zone.zone(name) for name, zone in self.zones.items()),
            ground=None if self.ground is None else self.ground.plane(),
            proximity=None if self.proximity is None else self.proximity.limits(),
        )


class RetentionSettings(Frozen):
    """How long recordings stay: ``days`` at most, ``gigabytes`` in all.

    What is younger than ``floor_days`` stays whatever its size: where that alone is
    too much, no further clip is recorded, and health says so.
    """

    days: float = Field(default=30.0, gt=0)
    gigabytes: float = Field(default=20.0, gt=0)
    floor_days: float = Field(default=3.0, ge=0)

    @model_validator(mode="after")
    def _floor_is_below(self) -> Self:
        if self.floor_days > self.days:
            message = f"floor_days {self.floor_days:g} is more than days {self.days:g}"
            raise ValueError(message)
        return self


class YardSettings(LinkSettings):
    """One yard. ``timezone`` is the site's own, such as ``Europe/London``.

    Without it hours are by this machine's clock. ``workers`` looks at a time.
    """

    cameras: dict[str, YardCameraSettings] = Field(min_length=1)
    recordings: Path
    retention: RetentionSettings = RetentionSettings()
    timezone: str | None = None
    workers: int = Field(default=2, ge=1, le=64)
    health_every: float = Field(default=10.0, gt=0)
    presence_every: float = Field(default=60.0, gt=0)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        try:
            ZoneInfo(name or "UTC")
        except (KeyError, OSError, ValueError) as error:
            message = f"{name!r} is no time zone, such as Europe/London"
            raise ValueError(message) from error
        return name

    @property
    def zone(self) -> tzinfo | None:
        """The site's time zone; None for this machine's."""
        return None if self.timezone is None else ZoneInfo(self.timezone)
