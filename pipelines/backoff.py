"""How long to wait before the next try."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Backoff:
    """Waits that double up to a cap, each shortened at random by up to half.

    ``random`` returns numbers from 0 to 1. Tries never end.
    """

    first: float
    cap: float
    random: Callable[[], float]
    failures: int = 0

    def next_wait(self) -> float:
        """Count one more failure; return the seconds to wait."""
        wait = min(self.cap, self.first * 2.0 ** min(self.failures, 32))
        self.failures += 1
        return wait * (1.0 - 0.5 * self.random())

    def reset(self) -> None:
        """Forget the failures: it worked."""
        self.failures = 0
