"""What makes a kind of truck of a simulated day, and what the gate has to say to it.

A row of the tables (kinds_*.py, exits.py) names what is out of the ordinary; everything
else is as it should be: declared, in its window, read for certain, nothing ordered by
anybody. ``says`` are all the decisions in their order, each with all the codes that it
must object with, and no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Look(StrEnum):
    """How a plate or container is read."""

    RIGHT = "right"
    UNREAD = "unread"
    NEAR = "one character off"
    OTHER = "another one"
    UNSURE = "with low confidence"
    INFERRED = "its check digit inferred"
    SIZED = "with another size-type"
    EXTRA = "with one more beside it"


class Shows(StrEnum):
    """What the driver holds under the scanner."""

    CODE = "its arrival code"
    EARLY = "its arrival code before the lane saw the truck"
    NOTHING = "nothing"
    UNKNOWN = "a code of nobody, then its own"
    FORGED = "a pass with another signature"


class Cameras(StrEnum):
    """How the lane's cameras fare."""

    LIVE = "live"
    STALLED = "one stalled"
    NONE = "not told of"


class Ordered(StrEnum):
    """What customs ordered before the truck came."""

    NOTHING = "nothing"
    HOLD = "hold"
    SCAN = "scan"
    EXAM = "exam"
    LIFTED = "hold, lifted"


class Then(StrEnum):
    """What follows the first decision."""

    GOES = "drives through"
    AWAY = "backs out"
    READ_AGAIN = "is read again, rightly"
    CORRECTED = "is corrected by a clerk"
    LET_GO = "is let go by a clerk"
    CONFIRMED = "is let go by a clerk and an officer"
    RELEASED = "has its hold lifted and is judged again"
    HELD_LATE = "is held while it is cleared, then released"
    TWICE = "drives through; another truck shows its code"
    SPENT = "drives through; another truck shows its pass"


@dataclass(frozen=True, slots=True)
class Said:
    """A decision: its verdict, and the codes of its objections."""

    verdict: str
    codes: frozenset[str] = frozenset()


GO = Said("GO")


def refer(*codes: str) -> Said:
    """Give a REFER with all its codes."""
    return Said("REFER", frozenset(codes))


def stop(*codes: str) -> Said:
    """Give a STOP with all its codes."""
    return Said("STOP", frozenset(codes))


def let_go(*codes: str) -> Said:
    """Give a person's GO; what the rules object to stays on record."""
    return Said("GO", frozenset(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row. ``share`` is a weight; ``late`` minutes by which it misses its window.

    ``told`` is what instruments tell before the readings; ``declared`` stands in its
    declaration over what is usual, ``of_box`` in that of its first container.
    ``trailer`` is how its trailer's plate is read, None: it has none. ``terms`` is what
    the carrier says of its container, ``passed_on`` that its haulier has passed the
    right on since. ``driver`` is new, inducted or banned; None: not declared.
    """

    name: str
    share: float
    says: tuple[Said, ...] = (GO,)
    then: Then = Then.GOES
    boxes: int = 1
    late: float = 0.0
    plate: Look = Look.RIGHT
    box: Look = Look.RIGHT
    shows: Shows = Shows.CODE
    cameras: Cameras = Cameras.LIVE
    ordered: Ordered = Ordered.NOTHING
    watched: str | None = None
    cancelled: bool = False
    declared: Mapping[str, object] = field(default_factory=dict)
    told: tuple[Mapping[str, object], ...] = ()
    lane: str | None = None
    of_box: Mapping[str, object] = field(default_factory=dict)
    trailer: Look | None = None
    terms: Mapping[str, object] | None = None
    passed_on: bool = False
    driver: str | None = None

    @property
    def rule(self) -> str:
        """The code that stands for the kind in tables."""
        return ", ".join(sorted(self.says[0].codes)) or "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """How a truck leaves. ``leaves_with`` None: nobody said what it fetches."""

    name: str
    share: float
    says: tuple[Said, ...] = (GO,)
    then: Then = Then.GOES
    shows: Shows = Shows.CODE
    announced: bool = True
    box: Look = Look.RIGHT
    fetches: int = 0
