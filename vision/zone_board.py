"""What is known of each zone: whether people are in it, how many, and since when.

Who was lost from sight in a zone is still there for a while. What was learned to be
no person is not counted. Nothing is known before enough looks, and of a camera that
cannot see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vision.stays import Stays
from vision.subject import Subject
from vision.zones import Zone

_NO_PERSON_AFTER = 900.0
"""Seconds after which what stands exactly in place is no person."""


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


def no_person(subject: Subject, at: float) -> bool:
    """Whether it was learned that *subject* is none."""
    return subject.still_for(at) >= _NO_PERSON_AFTER


class Board:
    """Follows what is known of the zones of one camera; ``states`` in their order."""

    def __init__(self, zones: Sequence[Zone], linger: float) -> None:
        self._zones, self._linger = tuple(zones), linger
        self._looks = 0
        """Since the camera could last not see."""
        self.states: tuple[ZoneState, ...] = tuple(
            ZoneState(zone=zone.name, state=Occupation.UNKNOWN, people=0, since=0.0)
            for zone in zones
        )

    def take(self, stays: Stays, at: float) -> None:
        """Add a look."""
        self._looks += 1
        there = stays.people(at - self._linger)
        self.states = tuple(
            self._next(before, zone, sum(not no_person(p, at) for p in people), at)
            for before, zone, people in zip(
                self.states, self._zones, there, strict=True
            )
        )

    def cover(self, at: float) -> None:
        """Add a look of a camera that cannot see, or none at all."""
        self._looks = 0
        self.states = tuple(
            _changed(state, Occupation.UNKNOWN, 0, at) for state in self.states
        )

    def _next(self, before: ZoneState, zone: Zone, people: int, at: float) -> ZoneState:
        state = Occupation.OCCUPIED if people else Occupation.CLEAR
        if not people and self._looks < zone.inertia:
            state = Occupation.UNKNOWN
        return _changed(before, state, people, at)


def _changed(before: ZoneState, state: Occupation, people: int, at: float) -> ZoneState:
    """Give the next state; ``since`` stays while the state does."""
    same = state is before.state and before.since > 0
    since = before.since if same else at
    return ZoneState(zone=before.zone, state=state, people=people, since=since)
