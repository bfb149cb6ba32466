"""What a real detector makes of what shows: boxes that shake, misses, mistakes.

Some kinds of vehicles it finds for seconds, then for seconds not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from datasets.dice import between, chance
from vision.results import Box, Detection
from vision.scene import YardLabel

_OTHER = {
    YardLabel.HELMET: YardLabel.NO_HELMET,
    YardLabel.NO_HELMET: YardLabel.HELMET,
    YardLabel.VEST: YardLabel.NO_VEST,
    YardLabel.NO_VEST: YardLabel.VEST,
}

_DRIVES = frozenset({YardLabel.MACHINERY, YardLabel.VEHICLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsteadiness:
    """How wrong a detector is: shares of boxes or looks, and of a box's size."""

    shakes: float = 0.025
    misses: float = 0.06
    mistakes: float = 0.03
    """Of gear: what is worn is taken for missing, or the other way round."""
    invents: float = 0.01
    """Looks in which a person is seen where nobody is."""
    overlooks: float = 0.0
    """Seconds for which vehicles are not found, as often as they are; 0: they are."""


USUAL = Unsteadiness()


def unsteady(
    seen: Sequence[Detection],
    size: tuple[int, int],
    rng: Generator,
    how: Unsteadiness = USUAL,
) -> tuple[Detection, ...]:
    """Give what a detector makes of *seen*, in a picture of *size* (w, h)."""
    found = [_shaken(one, rng, how) for one in seen if not chance(rng, how.misses)]
    if chance(rng, how.invents):
        found += _invented(size, rng)
    return tuple(found)


def overlooked(
    seen: Sequence[Detection], at: float, how: Unsteadiness
) -> tuple[Detection, ...]:
    """Leave out of *seen* the vehicles that are not found at a time, in seconds."""
    if how.overlooks <= 0 or int(at / how.overlooks) % 2 == 0:
        return tuple(seen)
    return tuple(one for one in seen if one.label not in _DRIVES)


def _shaken(one: Detection, rng: Generator, how: Unsteadiness) -> Detection:
    box, label = one.box, YardLabel(one.label)
    dx0, dx1 = rng.normal(0, how.shakes, 2) * box.width
    dy0, dy1 = rng.normal(0, how.shakes, 2) * box.height
    if label in _OTHER and chance(rng, how.mistakes):
        label = _OTHER[label]
    return replace(
        one,
        label=str(label),
        score=float(np.clip(rng.normal(0.75, 0.1), 0.3, 0.99)),
        box=Box(box.x0 + dx0, box.y0 + dy0, box.x1 + dx1, box.y1 + dy1),
    )


def _invented(size: tuple[int, int], rng: Generator) -> Iterator[Detection]:
    """Make up somebody somewhere, mostly bare-headed."""
    high = between(rng, 25, 90)
    x, y = between(rng, 0, size[0] - high * 0.4), between(rng, 0, size[1] - high)
    score = between(rng, 0.35, 0.7)
    yield Detection(str(YardLabel.PERSON), score, Box(x, y, x + high * 0.4, y + high))
    if chance(rng, 0.6):
        head = Box(x + high * 0.12, y, x + high * 0.28, y + high * 0.15)
        yield Detection(str(YardLabel.NO_HELMET), score, head)
