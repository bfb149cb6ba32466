"""Whom a camera follows: people and vehicles, each known again when lost for a while.

A tracker gives a new number to who comes out from behind a box. They are the same as
before where they appear near enough to where they were lost, in time and size. A
detector may give two boxes of one person who is half hidden, and the tracker go on
with the second: that is no second person. What
has never moved is known again by its exact place for much longer: a post that the
detector takes for a person now and then is one post. Who left the picture is gone:
the next one to enter there is somebody else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import hypot

from vision.results import Box
from vision.scene import Person, Vehicle
from vision.stillness import Stillness
from vision.subject import Subject, at_edge, feet
from vision.tracking import Followed, Tracked
from vision.zones import Admitted

LOST_FOR = 6.0
"""Seconds after which who was lost is known again only by the exact place."""
_BLINK = 1.0
"""The same for who was lost, or appears, at the edge of the picture."""
_IN_PLACE_FOR = 600.0
"""Seconds for which what never moved is known again by its exact place."""
_KEPT_FOR = 60.0
"""Seconds for which a tracker may come back to a number."""
_YOUNG = 5
"""Looks in which a new number may prove to be a second box of somebody, ..."""
_TWICE = 0.3
"""... who was lost about then and had this share of their box in it."""
_SIZES = 2.2
"""How many times higher or lower who reappears may be: a part may be hidden."""
_AROUND = 0.7
"""How far off who reappears may be, in heights, ..."""
_PACE = 0.9
"""... how much farther for each second, ..."""
_FARTHEST = 4.0
"""... and at most."""


class Subjects:
    """All subjects of one camera that may still be known again."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[Admitted, int], Subject] = {}

    def take(
        self, tracked: Tracked, at: float, size: tuple[int, int]
    ) -> tuple[Subject, ...]:
        """Add a look and give whom it shows, in its order."""
        self._forget(at)
        seen = [*_keyed(tracked.people), *_keyed(tracked.vehicles)]
        shown = self._known([key for key, _ in seen])
        fresh = [(key, thing) for key, thing in seen if key not in shown]
        shown |= self._known_again(fresh, list(shown.values()), at, size)
        shown |= self._seen_twice(shown, dict(seen))
        for key, thing in seen:
            if key not in shown:
                shown[key] = _begun(key, thing, at, size)
            shown[key] = _looked_at(shown[key], key[1], thing, at, size)
        self._by_number |= shown
        return tuple(shown[key] for key, _ in seen)

    def all(self) -> Iterable[Subject]:
        """Give everybody who may still be known again, each once."""
        return dict.fromkeys(self._by_number.values())

    def _known(
        self, keys: Sequence[tuple[Admitted, int]]
    ) -> dict[tuple[Admitted, int], Subject]:
        """Say whose numbers these are; who was given two keeps the first."""
        found = {key: s for key in keys if (s := self._by_number.get(key))}
        firsts = {s for key, s in found.items() if s.number == key[1]}
        known: dict[tuple[Admitted, int], Subject] = {}
        for key, subject in found.items():
            if subject.number == key[1] or subject not in firsts:
                known[key] = subject
                firsts.add(subject)
        return known

    def _known_again(
        self,
        fresh: Sequence[tuple[tuple[Admitted, int], Person | Vehicle]],
        shown: Sequence[Subject],
        at: float,
        size: tuple[int, int],
    ) -> dict[tuple[Admitted, int], Subject]:
        """Say who of those that were lost the new numbers are, the likeliest first."""
        if not fresh:
            return {}
        lost = [subject for subject in self.all() if subject not in shown]
        ways = sorted(
            (cost, i, j)
            for i, (key, thing) in enumerate(fresh)
            for j, subject in enumerate(lost)
            if subject.kind is key[0]
            and (cost := _apart(subject, thing.box, at, size)) is not None
        )
        again: dict[tuple[Admitted, int], Subject] = {}
        for _, i, j in ways:
            if fresh[i][0] not in again and lost[j] not in again.values():
                again[fresh[i][0]] = lost[j]
        return again

    def _seen_twice(
        self,
        shown: Mapping[tuple[Admitted, int], Subject],
        seen: Mapping[tuple[Admitted, int], Person | Vehicle],
    ) -> dict[tuple[Admitted, int], Subject]:
        """Say which new numbers are a second box of somebody whose first is gone."""
        young = [(k, s) for k, s in shown.items() if 0 < len(s.way) < _YOUNG]
        if not young:
            return {}
        lost = [subject for subject in self.all() if subject not in shown.values()]
        twice: dict[tuple[Admitted, int], Subject] = {}
        for key, subject in young:
            for other in lost:
                if other not in twice.values() and _is_twice(subject, other, seen[key]):
                    twice[key] = other
                    break
        return twice

    def _forget(self, at: float) -> None:
        self._by_number = {
            key: subject
            for key, subject in self._by_number.items()
            if at - subject.at <= (_KEPT_FOR if subject.still.moved else _IN_PLACE_FOR)
        }


def _keyed(
    followed: Sequence[Followed[Person]] | Sequence[Followed[Vehicle]],
) -> Iterator[tuple[tuple[Admitted, int], Person | Vehicle]]:
    for one in followed:
        person = isinstance(one.seen, Person)
        kind = Admitted.PERSON if person else Admitted.VEHICLE
        yield (kind, one.number), one.seen


def _begun(
    key: tuple[Admitted, int],
    seen: Person | Vehicle,
    at: float,
    size: tuple[int, int],
) -> Subject:
    return Subject(
        number=key[1],
        kind=key[0],
        seen=seen,
        first=at,
        at=at,
        feet=feet(seen.box, size),
        still=Stillness.of(seen.box, at),
    )


def _looked_at(
    subject: Subject,
    number: int,
    seen: Person | Vehicle,
    at: float,
    size: tuple[int, int],
) -> Subject:
    """Add a look; who was presumed to be a post and walks off is somebody new."""
    presumed = subject.presumed or at - subject.at > LOST_FOR
    subject.take(seen, at, size)
    subject.presumed = presumed and not subject.still.moved
    if presumed and subject.still.moved:
        return replace(subject, number=number, first=at, presumed=False)
    return subject


def _is_twice(subject: Subject, other: Subject, seen: Person | Vehicle) -> bool:
    """Whether *other* was lost about when *subject* came, in the same place."""
    return (
        other.kind is subject.kind
        and other.first < subject.first <= other.at + _BLINK
        and other.box.overlap(seen.box) >= _TWICE * other.box.area
    )


def _apart(
    subject: Subject, box: Box, at: float, size: tuple[int, int]
) -> float | None:
    """Say how far *box* is from where a lost subject may be; None where it is not it.

    Feet and head are both compared: the lower part of who steps behind a box, or
    comes out from there, is hidden.
    """
    gap, old = at - subject.at, subject.box
    if not subject.still.moved and subject.still.here(box) and gap <= _IN_PLACE_FOR:
        return 0.0
    edged = subject.edged or at_edge(box, size)
    height = max(old.height, box.height, 1e-6)
    unlike = height > _SIZES * max(min(old.height, box.height), 1e-6)
    if gap > (_BLINK if edged else LOST_FOR) or unlike:
        return None
    dx = (box.x0 + box.x1 - old.x0 - old.x1) / 2
    away = min(hypot(dx, box.y1 - old.y1), hypot(dx, box.y0 - old.y0)) / height
    return away if away <= min(_AROUND + _PACE * gap, _FARTHEST) else None
