"""The watch over one camera's yard: looks -> changes of incidents.

Each look goes through: who is who (``subjects``), who drives (``riders``), who is in
which zone (``stays``) or crosses a line (``crossings``), how near vehicles come
(``nearness``). What breaks a rule is a breach (``breaches``), and breaches become
incidents that open, last and close (``incident_book``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from vision.breaches import Breach, of_crowd, of_near, of_stay, of_tamper, of_zone
from vision.crossings import Crossings
from vision.ground import GroundPlane
from vision.incident_book import CLUTTER_AFTER, IncidentBook
from vision.incidents import Cause, Change
from vision.lens import Lens
from vision.nearness import Nearness
from vision.present import Present, present
from vision.proximity import Proximity
from vision.riders import Riders
from vision.stays import Stays
from vision.streaks import Streaks
from vision.subject import Subject
from vision.subjects import Subjects
from vision.tracking import Tracked
from vision.zone_board import Board, ZoneState
from vision.zones import Zone

_TIDY_EVERY = 10.0
"""Seconds after which what is long gone is forgotten."""


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

    def __post_init__(self) -> None:
        """Refuse zones that cannot be told apart."""
        names = [zone.name for zone in self.zones]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                message = f"two zones are named {name}"
                raise ValueError(message)


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


class YardWatch:
    """Follows the incidents of one camera from look to look."""

    def __init__(self, rules: YardRules) -> None:
        self.rules = rules
        self._at = self._tidied = float("-inf")
        self._subjects = Subjects()
        self._riders = Riders()
        self._stays = Stays(rules.zones)
        self._crossings = Crossings(rules.zones)
        self._streaks = Streaks()
        self._book = IncidentBook(rules.linger, rules.report_every)
        self._board = Board(rules.zones, rules.linger)
        self._present: tuple[Subject, ...] = ()
        self._nearness = (
            Nearness(rules.ground, rules.proximity)
            if rules.ground and rules.proximity
            else None
        )

    def look(self, look: Look) -> tuple[Change, ...]:
        """Take one look; one that is not later than the last changes nothing.

        A camera that cannot see tells of nothing but that.
        """
        if look.at <= self._at:
            return ()
        if look.lens is not Lens.CLEAR:
            return self._unseeing([of_tamper(self.rules.zones)], look.at)
        self._at = look.at
        shown = self._subjects.take(look.tracked, look.at, look.size)
        people = [subject for subject in shown if subject.is_person]
        vehicles = [subject for subject in shown if not subject.is_person]
        riders = self._riders.among(people, vehicles, look.at)
        self._stays.take(shown, riders, look.at, look.size)
        self._present = tuple(p for p in people if p not in riders)
        breaches = [
            *self._zone_breaches(look, [*self._present, *vehicles]),
            *self._crowds(look),
            *self._near(look, vehicles),
        ]
        self._board.take(self._stays, look.at)
        self._forget(look.at)
        return self._book.take(breaches, look.at)

    def blind(self, at: float) -> tuple[Change, ...]:
        """Tell that the camera gives no pictures: its zones are unknown.

        An incident that is open waits for pictures as it does for a person, then
        closes.
        """
        return self._unseeing([], at) if at > self._at else ()

    def end(self, at: float) -> tuple[Change, ...]:
        """Close every incident: the watch is over."""
        return self._book.end(max(at, self._at))

    def states(self) -> tuple[ZoneState, ...]:
        """Say of every zone, in order, whether people are in it."""
        return self._board.states

    def people(self) -> tuple[Present, ...]:
        """Give who is there; without drivers and what was learned to be no person."""
        return present(self._present, self._at)

    def _unseeing(self, breaches: list[Breach], at: float) -> tuple[Change, ...]:
        self._at, self._present = at, ()
        self._board.cover(at)
        return self._book.take(breaches, at)

    def _zone_breaches(
        self, look: Look, subjects: Sequence[Subject]
    ) -> Iterator[Breach]:
        """Give what is wrong in the zones whose rules hold."""
        in_force = {z.name for z in self.rules.zones if z.in_force(look.local)}
        for subject in subjects:
            for zone, stay in self._stays.of(subject):
                if zone.name in in_force:
                    yield from of_stay(subject, zone, stay)
        for subject, zone in self._crossings.take(subjects, look.size):
            if zone.name in in_force:
                yield of_zone(Cause.DIRECTION, subject, zone)

    def _crowds(self, look: Look) -> Iterator[Breach]:
        if all(zone.crowd is None for zone in self.rules.zones):
            return
        everybody = self._stays.people(look.at)
        for zone, people in zip(self.rules.zones, everybody, strict=True):
            if zone.crowd is None or not zone.in_force(look.local):
                continue
            there = [p for p in people if p.still_for(look.at) < CLUTTER_AFTER]
            crowded = len(there) > zone.crowd
            if self._streaks.reached(zone.name, zone.inertia, so=crowded):
                yield of_crowd(zone, there)

    def _near(self, look: Look, vehicles: Sequence[Subject]) -> Iterator[Breach]:
        if self._nearness is None or self.rules.proximity is None:
            return
        limits = self.rules.proximity
        people = [p for p in self._present if p.still_for(look.at) < CLUTTER_AFTER]
        near = {
            n.person: n
            for n in self._nearness.take(people, vehicles, look.at, look.size)
        }
        for person in people:
            so = person in near
            if self._streaks.reached(person, limits.inertia, so=so):
                yield of_near(near[person], limits)

    def _forget(self, at: float) -> None:
        if at - self._tidied < _TIDY_EVERY:
            return
        self._tidied = at
        known = frozenset(self._subjects.all())
        self._stays.forget(known)
        self._crossings.forget(known)
        self._streaks.forget({*known, *(zone.name for zone in self.rules.zones)})
        self._book.forget(known, at)
