"""The watch over one camera's yard: looks -> changes of incidents."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vision.ground import GroundPlane
from vision.incidents import Change
from vision.lens import Lens
from vision.polygon import Point
from vision.proximity import Proximity
from vision.scene import Person, Worn
from vision.tracking import Tracked
from vision.zones import Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class YardRules:
    """What one camera watches for. Raises ValueError for two zones of one name.

    Without ``ground`` nothing is known of metres, and ``proximity`` is not judged.
    """

    zones: tuple[Zone, ...] = ()
    ground: GroundPlane | None = None
    proximity: Proximity | None = None
    linger: float = 5.0
    """Seconds for which an incident waits for its subject to come back."""
    report_every: float = 5.0
    """Seconds after which an incident that goes on is reported again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look of a camera; ``local`` is ``at``, seconds UTC, by the site's clock.

    ``size`` is the width and height of the picture whose pixels the boxes count.
    """

    at: float
    local: datetime
    size: tuple[int, int]
    tracked: Tracked
    lens: Lens = Lens.CLEAR


class Occupation(StrEnum):
    """What is known of a zone."""

    CLEAR = "clear"
    OCCUPIED = "occupied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneState:
    """Whether people are in a zone, how many, and since when it is so."""

    zone: str
    state: Occupation
    people: int
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody whom the last look showed, with what is known of them over time.

    ``feet`` are in shares of the picture and may lie beyond it.
    """

    number: int
    seen: Person
    feet: Point
    helmet: Worn
    vest: Worn


class YardWatch:
    """Follows the incidents of one camera from look to look."""

    def __init__(self, rules: YardRules) -> None:
        self.rules = rules

    def look(self, look: Look) -> tuple[Change, ...]:
        """Take one look; one that is not later than the last changes nothing."""
        raise NotImplementedError

    def blind(self, at: float) -> tuple[Change, ...]:
        """Tell that the camera gives no pictures: its zones are unknown."""
        raise NotImplementedError

    def end(self, at: float) -> tuple[Change, ...]:
        """Close every incident: the watch is over."""
        raise NotImplementedError

    def states(self) -> tuple[ZoneState, ...]:
        """Say of every zone, in order, whether people are in it."""
        raise NotImplementedError

    def people(self) -> tuple[Present, ...]:
        """Give who is there; without drivers and what was learned to be no person."""
        raise NotImplementedError
