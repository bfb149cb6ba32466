"""Clocks, frames and sources for tests without cameras."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import Frame
from vision.yuv import Picture

EPOCH = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


@dataclass(slots=True)
class HandClock:
    """A clock that only moves when told."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now

    def utc(self, seconds: float) -> datetime:
        return EPOCH + timedelta(seconds=seconds - 1000.0)

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


def picture(luma: NDArray[np.uint8] | None = None) -> Picture:
    plane = np.full((90, 160), 110, np.uint8) if luma is None else luma
    half = ((plane.shape[0] + 1) // 2, (plane.shape[1] + 1) // 2)
    grey = np.full(half, 128, np.uint8)
    return Picture(plane, (grey, grey))


def frame(
    camera: str = "front",
    seconds: float = 1000.0,
    luma: NDArray[np.uint8] | None = None,
) -> Frame:
    at = EPOCH + timedelta(seconds=seconds - 1000.0)
    return Frame(camera=camera, at=at, seconds=seconds, picture=picture(luma))


@dataclass(slots=True)
class ListSource:
    """Yields what it was given, then ends, or raises ``fault``."""

    given: Sequence[Frame]
    fault: Exception | None = None
    left: list[bool] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.left.append(True)

    def frames(self, stop: threading.Event | None = None) -> Iterator[Frame]:
        for given in self.given:
            if stop is not None and stop.is_set():
                return
            yield given
        if self.fault is not None:
            raise self.fault


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until *true* says so; False when it did not in time."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if true():
            return True
        pause.wait(0.02)
    return true()
