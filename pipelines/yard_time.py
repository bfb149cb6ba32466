"""Three clocks of a yard: cameras' seconds, the watch's seconds UTC, the site's own."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from pipelines.clock import Clock


@dataclass(frozen=True, slots=True)
class YardTime:
    """Converts between them.

    A watch counts dwell and cooldown in seconds UTC that never jump: the offset from
    monotonic seconds is fixed at the start. What is shown and sent follows the wall
    clock as it is corrected.
    """

    clock: Clock
    zone: tzinfo | None = None
    _offset: float = field(init=False)

    def __post_init__(self) -> None:
        """Fix the offset."""
        object.__setattr__(self, "_offset", self.clock.utc(0.0).timestamp())

    def at(self, seconds: float) -> float:
        """Return the watch's time of monotonic *seconds*."""
        return seconds + self._offset

    def seconds(self, at: float) -> float:
        """Return the monotonic seconds of the watch's time *at*."""
        return at - self._offset

    def utc(self, at: float) -> datetime:
        """Return the UTC time to be told for the watch's time *at*."""
        return self.clock.utc(self.seconds(at))

    def local(self, at: float) -> datetime:
        """Return the site's own time for the watch's time *at*."""
        return self.utc(at).astimezone(self.zone)
