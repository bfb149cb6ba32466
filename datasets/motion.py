"""How a truck moves through the lane: its place and the driver's hand over time."""

from dataclasses import dataclass
from enum import StrEnum

FAR = 24.0
"""Metres before and behind the stop at which no camera sees anything of a truck."""


class Stage(StrEnum):
    """The four kinds of clip; played in this order they join without a jump."""

    ARRIVE = "arrive"
    STAND = "stand"
    LEAVE = "leave"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Pose:
    """One moment: metres past the stop (None: no truck), and the driver's hand.

    ``raised`` is 0 (hidden) to 1, ``sway`` the share of one swing of the hand.
    """

    along: float | None
    raised: float = 0.0
    sway: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Durations in seconds, and frames a second."""

    arrive: float = 1.5
    stand: float = 1.0
    leave: float = 1.5
    empty: float = 1.0
    fps: int = 10

    def frames(self, stage: Stage) -> int:
        """Count the frames of a clip."""
        seconds = {
            Stage.ARRIVE: self.arrive,
            Stage.STAND: self.stand,
            Stage.LEAVE: self.leave,
            Stage.EMPTY: self.empty,
        }[stage]
        return max(2, round(seconds * self.fps))


def poses(stage: Stage, pace: Pace) -> tuple[Pose, ...]:
    """Give the moments of one clip.

    A truck arrives from ``FAR`` slowing down to a smooth stop, and leaves to ``FAR``;
    the first frame of its arrival and the last of its leaving are empty.
    """
    count = pace.frames(stage)
    if stage is Stage.EMPTY:
        return (Pose(None),) * count
    if stage is Stage.STAND:
        return tuple(Pose(0.0, 1.0, frame / count) for frame in range(count))
    if stage is Stage.ARRIVE:
        shares = [frame / (count - 1) for frame in range(count)]
        return tuple(
            Pose(-FAR * (1 - t) ** 2.2, _ease((t - 0.72) / 0.28)) for t in shares
        )
    shares = [(frame + 1) / count for frame in range(count)]
    return tuple(Pose(FAR * t**2, 1 - _ease(t / 0.3)) for t in shares)


def _ease(share: float) -> float:
    t = min(1.0, max(0.0, share))
    return t * t * (3 - 2 * t)
