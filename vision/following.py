"""Readings of one camera, look by look -> tracklets: one text followed over looks.

Looks come a few times a second of a truck that rolls and then stands, so that a text
may be anywhere in the next picture, or just where it was. What it says tells most;
where texts are alike, as on two containers of one owner, their place does: where they
were, or where they are if they moved as the surest text did. While the truck is known
to stand, a place shows one text whatever is read there.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from vision.results import ContainerReading, PlateReading
from vision.tracklets import (
    IN_PLACE,
    MOVED,
    Glance,
    R,
    Sighting,
    Step,
    Tracklet,
    apart,
    clash,
    distance,
    misreadings,
    step,
)

_NEAR = 1.5
"""So far from where the truck's movement has put a text, another may be its misreading
..."""
_MISREAD = 0.4
"""... where no larger share of its characters differs."""
_FAR = 8.0
"""Beyond this distance, farther is no less likely."""
_WAY = 2.0
"""Misread characters that are as unlikely as a text that is far off its place."""
_GROWN = 2.0
"""How many times larger or smaller a text may be in the next look."""
_SAME_PLACE = 0.5
"""Share of the smaller of two boxes in one look that makes them one place."""


def containers_of(looks: Iterable[Glance]) -> tuple[Tracklet[ContainerReading], ...]:
    """Follow the container numbers of one camera's *looks*."""
    return _followed((look, look.readings.containers) for look in looks)


def plates_of(looks: Iterable[Glance]) -> tuple[Tracklet[PlateReading], ...]:
    """Follow the plates of one camera's *looks*."""
    return _followed((look, look.readings.plates) for look in looks)


def _followed(looks: Iterable[tuple[Glance, Sequence[R]]]) -> tuple[Tracklet[R], ...]:
    """Follow each text over *looks*.

    Two texts that were both certain are one only where they take turns at one place,
    or the truck is known to stand: two neighbours of a fleet may pass there one after
    the other.
    """
    found: list[Tracklet[R]] = []
    for look, readings in sorted(looks, key=lambda pair: pair[0].at):
        places = _places(look, readings)
        found = _continued(found, places, _shift(found, places))
    return tuple(_rivals_joined(found))


def _places(look: Glance, readings: Sequence[R]) -> list[Tracklet[R]]:
    """Put the readings of one look that stand at one place together."""
    places: list[Tracklet[R]] = []
    for reading in sorted(readings, key=lambda r: -r.confidence):
        alone = Tracklet((Sighting(look.at, reading, look.rest),))
        home = next((p for p in places if _covers(p.last.reading, reading)), None)
        if home is None:
            places.append(alone)
        else:
            places[places.index(home)] = home.joined(alone)
    return places


def _covers(one: R, other: R) -> bool:
    smaller = min(one.box.area, other.box.area)
    return one.box.overlap(other.box) >= _SAME_PLACE * max(smaller, 1.0)


def _shift(found: Sequence[Tracklet[R]], places: Sequence[Tracklet[R]]) -> Step:
    """Give how far the largest text that was read alike has moved since; (0, 0)."""
    moved = []
    for tracklet in found:
        old = tracklet.last.reading
        alike = [p.last.reading for p in places if p.last.reading.text == old.text]
        now = min(alike, key=lambda new: apart(old, new), default=old)
        if apart(old, now) >= MOVED:
            moved.append((now.character, step(old, now)))
    return max(moved)[1] if moved else (0.0, 0.0)


def _continued(
    found: Sequence[Tracklet[R]], places: Sequence[Tracklet[R]], shift: Step
) -> list[Tracklet[R]]:
    """Let each place go on the likeliest tracklet, or begin one."""
    ways = sorted(
        (cost, i, j)
        for i, tracklet in enumerate(found)
        for j, place in enumerate(places)
        if (cost := _cost(tracklet, place, shift)) is not None
    )
    home: dict[int, int] = {}
    for _, i, j in ways:
        if i not in home and j not in home.values():
            home[i] = j
    going_on = [
        tracklet.joined(places[home[i]]) if i in home else tracklet
        for i, tracklet in enumerate(found)
    ]
    taken = set(home.values())
    return going_on + [place for j, place in enumerate(places) if j not in taken]


def _cost(tracklet: Tracklet[R], place: Tracklet[R], shift: Step) -> float | None:
    """Say how unlikely *place* shows the text of *tracklet*; None where it cannot."""
    old, new = tracklet.last.reading, place.last.reading
    sizes = sorted((old.character, new.character))
    if sizes[1] > _GROWN * sizes[0]:
        return None
    still = apart(old, new)
    moved = distance(old.box.moved(*shift), new.box) / sizes[1]
    misread = min(misreadings(a, b) for a in tracklet.texts for b in place.texts)
    stands = still <= IN_PLACE and _stood(tracklet.last, place.last)
    if not stands and clash(tracklet.certain, place.certain):
        return None
    follows = shift != (0.0, 0.0) and moved <= _NEAR
    if not stands and misread > (_MISREAD * len(new.text) if follows else 1):
        return None
    return misread + _WAY * min(still, moved, _FAR) / _FAR


def _stood(one: Sighting[R], other: Sighting[R]) -> bool:
    return one.rest is not None and one.rest == other.rest


def _rivals_joined(found: Sequence[Tracklet[R]]) -> list[Tracklet[R]]:
    """Join what takes turns at one place: a text cannot give way to another there."""
    joined = list(found)
    for one, other in combinations(found, 2):
        if one in joined and other in joined and _take_turns(one, other):
            joined[joined.index(one)] = one.joined(other)
            joined.remove(other)
    return joined


def _take_turns(one: Tracklet[R], other: Tracklet[R]) -> bool:
    if one.times & other.times:
        return False
    here = one.sightings[0].reading
    if any(apart(here, r) > IN_PLACE for r in (*one.readings, *other.readings)):
        return False
    return any(
        min(a.times) < at < max(a.times)
        for a, b in ((one, other), (other, one))
        for at in b.times
    )
