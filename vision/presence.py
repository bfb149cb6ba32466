"""Whether a truck is in the lane, and whether it moves: a state machine on small luma.

The picture is compared cell by cell with the learned empty lane (``vision.cells``) and,
for motion, with the picture of a moment ago, so that the frame rate does not matter.

Limits. A truck that creeps by less than a pixel of the small picture per ``span``
counts as standing; in a downpour a standing truck may count as moving (a lane then
reports it after a while all the same). A lamp that is switched on, headlights that
sweep over a dark lane and an insect that hides a seventh of the picture count as a
truck while they last; nothing is read of them. A second truck that follows before the
lane was seen empty belongs to the first one's presence. A lane first seen with a truck
in it is learned as empty, and reports a truck from when that one leaves until
``forget_after`` seconds without motion, as does a camera that was turned. ``resume``
with the picture of the lane from before a restart avoids that: so does a lane that was
down for a few minutes. For one that is started afresh, ``unknown_is_occupied`` reports
a truck from the first frame until what rests has less texture than it had: the bare
lane, which is learned. The side of a plain container has little texture too, so no
other lane is learned anew that way. It is off: most lanes are started empty, and would
else report a truck that is not there and take the first real one for the same.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vision.cells import (
    Likeness,
    changed_fraction,
    moving_fraction,
    smooth,
    steady,
    texture,
)


class Occupancy(StrEnum):
    """What goes on in the lane."""

    EMPTY = "empty"
    ARRIVING = "arriving"
    STANDING = "standing"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Thresholds in fractions of cells, grey levels of 255, and seconds."""

    likeness: Likeness = field(default_factory=Likeness)
    enter: float = 0.15
    """A lane with this fraction of changed cells is occupied ..."""
    leave: float = 0.07
    """... until the fraction falls below this one, ..."""
    still_leave: float = 0.13
    """... or, once nothing moves, below this one: a wet lane differs from a dry one."""
    motion: float = 0.04
    """Fraction of cells that a moving truck changes ..."""
    span: float = 0.2
    """... within so many seconds."""
    occupied_for: float = 0.2
    empty_for: float = 0.5
    still_for: float = 0.3
    moving_for: float = 0.3
    learning: float = 1.0
    """Seconds over which a lane seen for the first time is averaged."""
    learning_time: float = 8.0
    """Time constant with which the empty lane follows the light."""
    bare_texture: float = 0.75
    """What stands still with this much of the learned texture is the bare lane."""
    forget_after: float = 3600.0
    unknown_is_occupied: bool = False


DEFAULT = Limits()
_UNMISTAKABLE = 2.0
"""How many times ``enter`` has changed where it cannot be the light."""
_SETTLED = 5.0
"""Seconds for which a lane must have been empty to be worth remembering."""
_SMALL_THINGS = 20.0
"""How many times slower than the light things too small for a truck are learned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What is known after a frame; ``since`` is when ``state`` began.

    ``changed`` and ``moving`` are the fractions of cells that led there. The planes
    are float32 (h, w) and never written to: ``last`` are the two frames before, of
    which and of the next the median is taken; motion is measured against ``recent``.
    ``moving_since``, ``still_since`` and ``other_since`` are None while there is no
    motion, no rest, and no sign of the other of empty and occupied. ``known`` is false
    while the background may show a truck.
    """

    state: Occupancy
    since: float
    at: float
    background: NDArray[np.float32]
    last: tuple[NDArray[np.float32], NDArray[np.float32]]
    recent: NDArray[np.float32]
    recent_at: float
    learned_from: float
    changed: float = 0.0
    moving: float = 0.0
    moving_since: float | None = None
    still_since: float | None = None
    other_since: float | None = None
    known: bool = True

    @property
    def bare(self) -> bool:
        """Whether ``background`` is the empty lane for sure, as it is now."""
        return self.known and not self.occupied and self.at - self.since >= _SETTLED

    @property
    def occupied(self) -> bool:
        """Whether more than the empty lane is seen."""
        return self.state is not Occupancy.EMPTY


def begin(luma: NDArray[np.uint8], at: float, limits: Limits = DEFAULT) -> Presence:
    """Take the first frame, (h, w) of about 160 x 90, at monotonic seconds *at*."""
    plane = smooth(luma)
    unknown = limits.unknown_is_occupied
    return Presence(
        state=Occupancy.STANDING if unknown else Occupancy.EMPTY,
        since=at,
        at=at,
        background=plane,
        last=(plane, plane),
        recent=plane,
        recent_at=at,
        learned_from=at,
        known=not unknown,
    )


def resume(
    lane: NDArray[np.float32],
    luma: NDArray[np.uint8],
    at: float,
    limits: Limits = DEFAULT,
) -> Presence:
    """Take the first frame after a restart; *lane* is the ``background`` from before.

    A truck that is in the lane now stands there. An empty lane is learned as it looks
    now. Where it is in doubt whether a truck or only other light or rain is seen, this
    is ``begin``.
    """
    fresh = begin(luma, at, limits)
    changed = changed_fraction(lane, fresh.background, limits.likeness)
    if changed < limits.enter:
        return replace(fresh, state=Occupancy.EMPTY, known=True)
    if changed < _UNMISTAKABLE * limits.enter:
        return fresh
    return replace(
        fresh,
        state=Occupancy.STANDING,
        background=lane,
        learned_from=at - limits.learning,
        changed=changed,
        known=True,
    )


def observe(
    before: Presence, luma: NDArray[np.uint8], at: float, limits: Limits = DEFAULT
) -> Presence:
    """Return what is known after *luma*, of the same shape as all before, seen *at*.

    A frame that is not later than the last one changes nothing.
    """
    if at <= before.at:
        return before
    frame = smooth(luma)
    plane = steady(*before.last, frame)
    seen = _measure(before, plane, at, limits)
    seen = replace(seen, last=(before.last[1], frame))
    if seen.occupied and _rested(seen, 2 * limits.still_for):
        if _is_bare_lane(seen, plane, limits):
            return _learn_anew(seen, plane)
        seen = replace(seen, known=seen.known or seen.changed >= limits.enter)
    state = _next_state(seen, limits)
    if state is not seen.state:
        return replace(seen, state=state, since=at, other_since=None)
    return _follow_light(seen, plane, at - before.at, limits)


def _measure(
    before: Presence, plane: NDArray[np.float32], at: float, limits: Limits
) -> Presence:
    """Measure change and motion, and note for how long each has lasted."""
    changed = changed_fraction(before.background, plane, limits.likeness)
    gone = limits.still_leave if _rested(before, limits.still_for) else limits.leave
    other = changed < gone if before.occupied else changed >= limits.enter
    seen = replace(
        before,
        at=at,
        changed=changed,
        other_since=_since(before.other_since, at) if other else None,
    )
    if at - before.recent_at < limits.span:
        return seen
    moving = moving_fraction(before.recent, plane, limits.likeness)
    moves = moving >= limits.motion
    return replace(
        seen,
        moving=moving,
        recent=plane,
        recent_at=at,
        moving_since=_since(before.moving_since, before.recent_at) if moves else None,
        still_since=None if moves else _since(before.still_since, before.recent_at),
    )


def _next_state(seen: Presence, limits: Limits) -> Occupancy:
    """Decide from how long change, motion and rest have lasted."""
    other = _lasted(seen.other_since, seen.at)
    if seen.at - seen.learned_from < limits.learning:
        return seen.state
    if not seen.occupied:
        arrives = other >= limits.occupied_for and seen.moving_since is not None
        return Occupancy.ARRIVING if arrives else Occupancy.EMPTY
    if seen.known and other >= limits.empty_for:
        return Occupancy.EMPTY
    if seen.state is Occupancy.STANDING:
        moved = _lasted(seen.moving_since, seen.at) >= limits.moving_for
        return Occupancy.LEAVING if moved else Occupancy.STANDING
    rests = seen.other_since is None and _rested(seen, limits.still_for)
    return Occupancy.STANDING if rests else seen.state


def _is_bare_lane(seen: Presence, plane: NDArray[np.float32], limits: Limits) -> bool:
    """Whether what rests is the lane itself, and the background had been a truck."""
    if seen.state is Occupancy.STANDING and _rested(seen, limits.forget_after):
        return True
    if seen.known:
        return False
    plainer = texture(plane) < limits.bare_texture * texture(seen.background)
    return seen.changed >= limits.enter and plainer


def _learn_anew(seen: Presence, plane: NDArray[np.float32]) -> Presence:
    return replace(
        seen,
        state=Occupancy.EMPTY,
        since=seen.at,
        background=plane,
        learned_from=seen.at,
        changed=0.0,
        other_since=None,
        known=True,
    )


def _follow_light(
    seen: Presence, plane: NDArray[np.float32], passed: float, limits: Limits
) -> Presence:
    """Move the background towards the picture while the lane is quiet and empty.

    What is too small for a truck here may be one in another camera (a bare chassis
    from the side): it becomes part of the lane slowly.
    """
    age = seen.at - seen.learned_from
    if seen.occupied or (seen.changed >= limits.enter and age >= limits.learning):
        return seen
    time = min(limits.learning_time, max(age, passed))
    if seen.changed >= limits.leave and age >= limits.learning:
        time = limits.learning_time * _SMALL_THINGS
    share = np.float32(passed / time)
    return replace(
        seen,
        background=seen.background + share * (plane - seen.background),
    )


def _since(known: float | None, otherwise: float) -> float:
    return otherwise if known is None else known


def _lasted(since: float | None, at: float) -> float:
    return -1.0 if since is None else at - since


def _rested(seen: Presence, seconds: float) -> bool:
    return _lasted(seen.still_since, seen.at) >= seconds
