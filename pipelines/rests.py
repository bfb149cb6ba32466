"""When a truck stood and when it moved."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Rests:
    """The rests of one truck, numbered from 0; seconds are monotonic."""

    _spans: list[tuple[float, float]] = field(default_factory=list)

    def begin(self, seconds: float) -> None:
        """Note that the truck stands since *seconds*; it may be standing already."""
        if not self._spans or self._spans[-1][1] != float("inf"):
            self._spans.append((seconds, float("inf")))

    def end(self, seconds: float) -> None:
        """Note that the truck moves since *seconds*."""
        if self._spans:
            start, until = self._spans[-1]
            self._spans[-1] = (start, min(until, max(start, seconds)))

    def at(self, seconds: float) -> int | None:
        """Return the number of the rest at *seconds*; None where the truck moved."""
        for number, (start, until) in enumerate(self._spans):
            if start <= seconds < until:
                return number
        return None
