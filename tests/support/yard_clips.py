"""Clips of a yard drawn with boxes, and a look that sees those boxes."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pipelines.frames import Frame
from tests.support.pipes import frame
from vision.results import Box
from vision.scene import Person, Scene, Worn
from vision.strips import Image

WIDTH, HEIGHT = 320, 180


def person(
    x: float, *, helmet: Worn = Worn.WORN, vest: Worn = Worn.WORN, bottom: float = 150
) -> Person:
    """Stand with the feet at *x* and *bottom*, 60 pixels high."""
    box = Box(x - 12, bottom - 60, x + 12, bottom)
    return Person(box=box, confidence=0.9, helmet=helmet, vest=vest)


def walk(
    count: int,
    speed: float = 6,
    *,
    helmet: Worn = Worn.WORN,
    vest: Worn = Worn.WORN,
) -> list[Scene]:
    """Let somebody cross the picture from the left, one scene a look."""
    places = [20 + speed * i for i in range(count)]
    return [Scene((person(x, helmet=helmet, vest=vest),)) for x in places]


def frames(count: int, *, fps: float = 8) -> Iterator[Frame]:
    """Give empty pictures, the number of each in its first pixel."""
    for index in range(count):
        luma = np.full((HEIGHT, WIDTH), 90, np.uint8)
        luma[0, 0] = index
        yield frame("yard", 1000 + index / fps, luma)


def saying(scenes: Sequence[Scene]) -> Callable[[Image], Scene]:
    """Look at pictures one after the other and see the *scenes* in them."""
    rest = iter(scenes)
    return lambda _image: next(rest)
