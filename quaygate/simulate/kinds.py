"""The kinds of trucks of a simulated day, and what the gate has to say to each.

A row names what is out of the ordinary; everything else is as it should be: declared,
in its window, read for certain, nothing ordered by anybody. ``says`` are all the
decisions in their order, each with all the codes that it must object with, and no
other.
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


def _refer(*codes: str) -> Said:
    return Said("REFER", frozenset(codes))


def _stop(*codes: str) -> Said:
    return Said("STOP", frozenset(codes))


def _let_go(*codes: str) -> Said:
    """Give a person's GO; what the rules object to stays on record."""
    return Said("GO", frozenset(codes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row. ``share`` is a weight; ``late`` minutes by which it misses its window.

    ``told`` is what instruments tell before the readings; ``declared`` stands in its
    declaration over what is usual.
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

    @property
    def rule(self) -> str:
        """The code that stands for the kind in tables."""
        return ", ".join(sorted(self.says[0].codes)) or "-"


_AGAIN = Then.READ_AGAIN
_AWAY = Then.AWAY
_DESK = Then.CORRECTED

KINDS = (
    # Nothing against it.
    Kind(name="one container", share=900),
    Kind(name="two containers", share=180, boxes=2),
    Kind(name="bare chassis", share=180, boxes=0),
    Kind(name="check digit inferred", share=60, box=Look.INFERRED),
    Kind(name="code shown before it was seen", share=60, shows=Shows.EARLY),
    Kind(name="a code of nobody first", share=20, shows=Shows.UNKNOWN),
    Kind(name="hold lifted in time", share=40, ordered=Ordered.LIFTED),
    # Misread: read again, or corrected at the desk.
    Kind(
        name="container one digit off, read again",
        share=25,
        box=Look.NEAR,
        says=(_refer("container_one_off"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="container one digit off, corrected",
        share=50,
        box=Look.NEAR,
        says=(_refer("container_one_off"), GO),
        then=_DESK,
    ),
    Kind(
        name="container unread",
        share=30,
        box=Look.UNREAD,
        says=(_refer("container_unread"), GO),
        then=_DESK,
    ),
    Kind(
        name="container uncertain",
        share=20,
        box=Look.UNSURE,
        says=(_refer("container_uncertain"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="another size-type",
        share=15,
        box=Look.SIZED,
        says=(_refer("size_type_differs"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="plate unread",
        share=30,
        plate=Look.UNREAD,
        says=(_refer("plate_unread"), GO),
        then=_DESK,
    ),
    Kind(
        name="plate one character off",
        share=30,
        plate=Look.NEAR,
        says=(_refer("plate_near"), GO),
        then=_DESK,
    ),
    Kind(
        name="plate uncertain",
        share=15,
        plate=Look.UNSURE,
        says=(_refer("plate_uncertain"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="plate and container misread",
        share=15,
        plate=Look.NEAR,
        box=Look.NEAR,
        says=(_refer("plate_near", "container_one_off"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="a camera stalled",
        share=15,
        cameras=Cameras.STALLED,
        says=(_refer("camera_stalled"), GO),
        then=_AGAIN,
    ),
    Kind(
        name="no camera told of",
        share=5,
        cameras=Cameras.NONE,
        says=(_refer("no_cameras"), GO),
        then=_AGAIN,
    ),
    # The wrong truck, container, time or place.
    Kind(
        name="another plate",
        share=20,
        plate=Look.OTHER,
        says=(_stop("plate_differs"),),
        then=_AWAY,
    ),
    Kind(
        name="another container",
        share=20,
        box=Look.OTHER,
        says=(_stop("container_other"),),
        then=_AWAY,
    ),
    Kind(
        name="one container too many",
        share=10,
        box=Look.EXTRA,
        says=(_stop("container_other"),),
        then=_AWAY,
    ),
    Kind(
        name="a container nobody announced",
        share=10,
        boxes=0,
        box=Look.EXTRA,
        says=(_stop("container_unexpected"),),
        then=_AWAY,
    ),
    Kind(
        name="slightly early",
        share=25,
        late=-10,
        says=(_refer("slightly_early"),),
        then=_AWAY,
    ),
    Kind(
        name="slightly late, let go",
        share=20,
        late=10,
        says=(_refer("slightly_late"), _let_go("slightly_late")),
        then=Then.LET_GO,
    ),
    Kind(name="too early", share=10, late=-60, says=(_stop("too_early"),), then=_AWAY),
    Kind(
        name="cancelled",
        share=10,
        cancelled=True,
        says=(_stop("appointment_cancelled"),),
        then=_AWAY,
    ),
    Kind(
        name="another terminal's",
        share=10,
        declared={"terminal": "NEIGHBOUR"},
        says=(_stop("other_terminal"),),
        then=_AWAY,
    ),
    Kind(
        name="another lane's",
        share=10,
        declared={"lane": "in-1"},
        lane="in-2",
        says=(_refer("other_lane"),),
        then=_AWAY,
    ),
    Kind(
        name="at a closed lane",
        share=5,
        lane="shut",
        says=(_stop("lane_closed"),),
        then=_AWAY,
    ),
    Kind(
        name="no code",
        share=10,
        shows=Shows.NOTHING,
        says=(_refer("no_code", "no_appointment"),),
        then=_AWAY,
    ),
    # Somebody ordered something.
    Kind(
        name="customs hold",
        share=20,
        ordered=Ordered.HOLD,
        says=(_stop("customs_hold"),),
        then=_AWAY,
    ),
    Kind(
        name="scan ordered, then released",
        share=30,
        ordered=Ordered.SCAN,
        says=(_refer("scan_ordered"), GO),
        then=Then.RELEASED,
    ),
    Kind(
        name="exam ordered",
        share=15,
        ordered=Ordered.EXAM,
        says=(_refer("exam_ordered"),),
        then=_AWAY,
    ),
    Kind(
        name="held after GO, then released",
        share=15,
        says=(GO, _refer("hold_arrived"), GO),
        then=Then.HELD_LATE,
    ),
    Kind(
        name="watched, soft",
        share=10,
        watched="soft",
        says=(_refer("watched_soft"),),
        then=_AWAY,
    ),
    Kind(
        name="watched, hard",
        share=5,
        watched="hard",
        says=(_stop("watched_hard"),),
        then=_AWAY,
    ),
    # A code that was used.
    Kind(
        name="its code shown again",
        share=15,
        says=(GO, _stop("arrival_code_used", "plate_inside")),
        then=Then.TWICE,
    ),
    Kind(
        name="its pass shown again",
        share=10,
        says=(GO, _stop("pass_spent", "plate_inside")),
        then=Then.SPENT,
    ),
    Kind(
        name="a forged pass",
        share=5,
        shows=Shows.FORGED,
        says=(_stop("pass_forged", "no_appointment"),),
        then=_AWAY,
    ),
    # What instruments tell.
    Kind(
        name="too heavy",
        share=10,
        told=({"instrument": "weighbridge", "kilograms": 46_200},),
        says=(_stop("gross_overload"),),
        then=_AWAY,
    ),
    Kind(
        name="an axle too heavy",
        share=5,
        told=(
            {
                "instrument": "weighbridge",
                "kilograms": 39_000,
                "axles": [7_000, 12_400, 6_600, 6_500, 6_500],
            },
        ),
        says=(_stop("axle_overload"),),
        then=_AWAY,
    ),
    Kind(
        name="damaged",
        share=10,
        told=({"instrument": "damage", "state": "medium", "side": "left"},),
        says=(_refer("damage_medium"), _let_go("damage_medium")),
        then=Then.LET_GO,
    ),
    Kind(
        name="doors open",
        share=5,
        told=({"instrument": "damage", "state": "doors-open", "side": "rear"},),
        says=(_stop("doors_open"), _let_go("doors_open")),
        then=Then.CONFIRMED,
    ),
    Kind(
        name="leaking",
        share=5,
        told=({"instrument": "damage", "state": "leak", "side": "left"},),
        says=(_stop("damage_leak"),),
        then=_AWAY,
    ),
)
"""Every kind; shares add up to about 2,000."""


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


EXITS = (
    Exit(name="out empty", share=60),
    Exit(name="out with what it fetched", share=25, fetches=1),
    Exit(name="out, found by its plate", share=8, shows=Shows.NOTHING),
    Exit(
        name="out with a digit misread",
        share=3,
        fetches=1,
        box=Look.NEAR,
        says=(_refer("container_one_off"), GO),
        then=_DESK,
    ),
    Exit(
        name="out with nobody's container",
        share=2,
        box=Look.EXTRA,
        says=(_stop("container_unexpected"),),
        then=_AWAY,
    ),
    Exit(
        name="out, nothing announced",
        share=2,
        announced=False,
        says=(_refer("containers_not_announced"), _let_go("containers_not_announced")),
        then=Then.LET_GO,
    ),
)
