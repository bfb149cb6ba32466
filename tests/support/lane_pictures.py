"""Small luma pictures of a lane: bare, with a truck, in rain, in another light."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.presence import DEFAULT, Limits, Occupancy, Presence, begin, observe

FRAME_TIME = 0.1


def bare_lane(light: float = 1.0) -> NDArray[np.uint8]:
    """Draw asphalt with a lane marking and a kerb, (90, 160)."""
    plane = np.full((90, 160), 110.0)
    plane += np.linspace(-15, 15, 90)[:, None]
    plane[:, 70:74] += 70
    plane[60:63] -= 50
    return np.clip(plane * light, 0, 255).astype(np.uint8)


def truck(at_x: int = 40, light: float = 1.0) -> NDArray[np.uint8]:
    """Draw the lane with a corrugated container whose left edge stands at *at_x*."""
    plane = bare_lane().astype(np.float64)
    side = np.full((55, 90), 70.0)
    side[:, ::6] += 60
    side[40:] = 25
    side[42:52, 10:20] = 190
    left, right = max(0, at_x), min(160, at_x + 90)
    if left < right:
        plane[15:70, left:right] = side[:, left - at_x : right - at_x]
    return np.clip(plane * light, 0, 255).astype(np.uint8)


def drive(start: int, end: int, seconds: float) -> list[NDArray[np.uint8]]:
    """Draw a truck that drives from x = *start* to *end*."""
    count = round(seconds / FRAME_TIME)
    return [truck(round(start + (end - start) * i / count)) for i in range(count)]


def passer_by(x: int, width: int = 8) -> NDArray[np.uint8]:
    """Draw the lane with a dark figure, a third of the picture high, at *x*."""
    plane = bare_lane()
    plane[40:70, max(0, x) : max(0, x + width)] = 40
    return plane


def bird(x: int) -> NDArray[np.uint8]:
    """Draw the lane with a dark bird near the camera at *x*."""
    return np.asarray(cv2.circle(bare_lane(), (x, 30), 10, 20.0, -1), np.uint8)


def noisy(
    plane: NDArray[np.uint8], rng: np.random.Generator, streaks: int = 0
) -> NDArray[np.uint8]:
    """Add sensor noise, and *streaks* of rain across."""
    wet = plane + rng.normal(0, 4, plane.shape)
    for x, y in rng.integers((0, 0), (160, 80), (streaks, 2)):
        cv2.line(wet, (int(x), int(y)), (int(x) + 2, int(y) + 9), 150.0, 1)
    return np.clip(wet, 0, 255).astype(np.uint8)


def watch(
    frames: Iterable[NDArray[np.uint8]],
    limits: Limits = DEFAULT,
    frame_time: float = FRAME_TIME,
) -> list[Presence]:
    """Return what is known after each frame."""
    known: list[Presence] = []
    for index, frame in enumerate(frames):
        at = 100.0 + index * frame_time
        known.append(
            observe(known[-1], frame, at, limits) if known else begin(frame, at, limits)
        )
    return known


def states(known: Iterable[Presence]) -> list[Occupancy]:
    """Return the states in order, without repeats."""
    order: list[Occupancy] = []
    for presence in known:
        if not order or order[-1] is not presence.state:
            order.append(presence.state)
    return order
