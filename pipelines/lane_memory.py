"""What the empty lane looks like, kept on disk over a restart with a truck in it."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LaneMemory:
    """One camera's picture of the empty lane in *path*; ``now`` gives UTC seconds.

    A picture older than *good_for* seconds is not used: the light has changed, or the
    camera was moved while nobody watched.
    """

    path: Path
    now: Callable[[], float]
    good_for: float = 1800.0

    def keep(self, lane: NDArray[np.float32]) -> None:
        """Write (h, w) *lane* in place of the last one; a full disk is logged only."""
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.save(file, lane, allow_pickle=False)
            os.utime(part, (self.now(), self.now()))
            part.replace(self.path)
        except OSError as error:
            _log.warning("empty lane not kept: %s", error)

    def recall(self, shape: tuple[int, ...]) -> NDArray[np.float32] | None:
        """Return the picture of *shape* that was kept; None without a usable one."""
        try:
            age = self.now() - self.path.stat().st_mtime
            lane = np.load(self.path, allow_pickle=False)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError) as error:
            _log.warning("empty lane not recalled: %s", error)
            return None
        usable = 0 <= age <= self.good_for and lane.dtype == np.float32
        return lane if usable and lane.shape == shape else None
