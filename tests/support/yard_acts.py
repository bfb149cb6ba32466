"""Yards acted out: people and vehicles walk and drive, look by look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import zip_longest

from vision.incidents import Cause, Change, ChangeKind
from vision.lens import Lens
from vision.polygon import Point
from vision.results import Box
from vision.scene import Person, Vehicle, Worn
from vision.tracking import Followed, Tracked
from vision.yard import Look, YardRules, YardWatch
from vision.zones import Admitted, Zone

SIZE = (640, 360)
RATE = 5
"""Looks a second."""
NOON = datetime(2026, 6, 3, 12, tzinfo=UTC).timestamp()
"""A Wednesday."""
EVERYBODY = frozenset(Admitted)
OUTSIDE, MIDDLE = (80.0, 250.0), (320.0, 250.0)
"""Places beside and within ``square``, in pixels."""
Places = list[Point | None]
Track = Sequence[Followed[Person] | Followed[Vehicle] | None]


def square(name: str = "crane", **rules: object) -> Zone:
    """Make a zone from (160, 180) to (480, 324) of the picture; nobody is admitted."""
    rules = {"admits": frozenset[Admitted](), **rules}
    corners = ((0.25, 0.5), (0.75, 0.5), (0.75, 0.9), (0.25, 0.9))
    return Zone(name=name, **{"corners": corners, **rules})  # type: ignore[arg-type]  # as Zone says


def open_to_all(**rules: object) -> Zone:
    """Make the zone of ``square``, where everybody may be."""
    return square("crane", **{"admits": EVERYBODY, **rules})


def person(
    x: float,
    y: float,
    height: float = 80.0,
    helmet: Worn = Worn.UNSEEN,
    vest: Worn = Worn.UNSEEN,
) -> Person:
    """Make a person whose feet are at (x, y), in pixels."""
    half = 0.2 * height
    box = Box(x - half, y - height, x + half, y)
    return Person(box=box, confidence=0.9, helmet=helmet, vest=vest)


def vehicle(x: float, y: float, width: float = 200.0, height: float = 120.0) -> Vehicle:
    """Make a vehicle whose lower side has its middle at (x, y), in pixels."""
    box = Box(x - width / 2, y - height, x + width / 2, y)
    return Vehicle(box=box, confidence=0.9)


def straight(start: Point, end: Point, looks: int) -> Places:
    """Go evenly from *start* to *end*."""
    (x, y), (u, v) = start, end
    shares = [i / (looks - 1) for i in range(looks)]
    return [(x + s * (u - x), y + s * (v - y)) for s in shares]


def stand(here: Point, looks: int) -> Places:
    """Stay *here*."""
    return [here] * looks


def gone(looks: int) -> Places:
    """Be out of sight."""
    return [None] * looks


def somebody(number: int, places: Places, **looks: object) -> Track:
    """Follow one person under one number."""
    return [
        Followed(number, person(*place, **looks)) if place else None  # type: ignore[arg-type]  # as person says
        for place in places
    ]


def something(number: int, places: Places, **looks: float) -> Track:
    """Follow one vehicle under one number."""
    return [
        Followed(number, vehicle(*place, **looks)) if place else None
        for place in places
    ]


def together(*tracks: Track) -> list[Tracked]:
    """Show all *tracks* from the first look on."""
    looks = []
    for row in zip_longest(*tracks):
        seen = [one for one in row if one is not None]
        looks.append(
            Tracked(
                tuple(
                    Followed(one.number, one.seen)
                    for one in seen
                    if isinstance(one.seen, Person)
                ),
                tuple(
                    Followed(one.number, one.seen)
                    for one in seen
                    if isinstance(one.seen, Vehicle)
                ),
            )
        )
    return looks


@dataclass
class Acted:
    """What a watch told of a scene."""

    watch: YardWatch
    changes: list[Change] = field(default_factory=list)
    ends: float = NOON

    def of(self, kind: ChangeKind) -> list[Change]:
        """Give the changes of one *kind*."""
        return [change for change in self.changes if change.kind is kind]

    @property
    def causes(self) -> list[Cause]:
        """Why incidents were opened, in their order."""
        return [change.incident.cause for change in self.of(ChangeKind.OPENED)]

    def seconds(self, kind: ChangeKind = ChangeKind.OPENED) -> float:
        """Seconds from the first look to the first change of a *kind*."""
        change = self.of(kind)[0]
        at = change.incident.closed if kind is ChangeKind.CLOSED else None
        return (change.incident.last if at is None else at) - NOON


def act(
    rules: YardRules | Zone,
    looks: Sequence[Tracked],
    *,
    rate: float = RATE,
    lenses: Iterable[Lens] = (),
    begins: float = NOON,
    zone: tzinfo = UTC,
) -> Acted:
    """Let a watch see *looks*, *rate* a second; *lenses* are CLEAR where they end."""
    rules = YardRules(zones=(rules,)) if isinstance(rules, Zone) else rules
    acted = Acted(YardWatch(rules))
    seeing = [*lenses]
    seeing += [Lens.CLEAR] * (len(looks) - len(seeing))
    for index, (tracked, lens) in enumerate(zip(looks, seeing, strict=True)):
        at = begins + index / rate
        local = datetime.fromtimestamp(at, zone)
        look = Look(at=at, local=local, size=SIZE, tracked=tracked, lens=lens)
        acted.changes += acted.watch.look(look)
        acted.ends = at
    return acted


def a_post(seconds: float, *, wobble: float = 1.0) -> Places:
    """Stand in place as a post does: the detector's box wobbles a little."""
    steps = [0.0, 0.7, -0.4, 1.0, -0.9, 0.2]
    return [
        (320 + wobble * steps[i % 6], 250 + wobble * steps[(i + 2) % 6])
        for i in range(round(seconds * RATE))
    ]
