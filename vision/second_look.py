"""Gear seen from afar, and once more closely on each person -> one answer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vision.ppe import gear_of
from vision.results import Box, Detection
from vision.scene import GEAR_LABELS

_SAME = 0.45
"""Overlap (IoU) from which two boxes of one label are one piece."""


def second_look(
    found: Sequence[Detection], people: Sequence[Detection], near: Sequence[Detection]
) -> tuple[Detection, ...]:
    """Give all that was *found*, its gear borne out or doubted, the likeliest first.

    *near* is what was seen on those *people* of it who were looked at closely. A piece
    scores the mean of both looks, 0 for the one that missed it; what others wear, and
    what lies about, stays as it was found.
    """
    pieces = [one for one in found if one.label in GEAR_LABELS]
    owned = {id(piece) for own in gear_of(people, pieces) for piece in own}
    free = _single(near)
    told = [one for one in found if one.label not in GEAR_LABELS]
    for piece in sorted(pieces, key=lambda one: -one.score):
        again = max(free, key=lambda one: _alike(one, piece), default=None)
        if again is not None and _alike(again, piece) > _SAME:
            free.remove(again)
            told.append(_joined(piece, again))
        elif id(piece) in owned:
            told.append(_halved(piece))
        else:
            told.append(piece)
    told += map(_halved, free)
    return tuple(sorted(told, key=lambda one: -one.score))


def _single(near: Sequence[Detection]) -> list[Detection]:
    """Keep of what two close looks share the surer, as with people side by side."""
    kept: list[Detection] = []
    for one in sorted(near, key=lambda one: -one.score):
        if not any(_alike(one, other) > _SAME for other in kept):
            kept.append(one)
    return kept


def _alike(one: Detection, other: Detection) -> float:
    """Give the overlap (IoU) of two boxes, 0 of different labels."""
    return one.box.iou(other.box) if one.label == other.label else 0.0


def _joined(one: Detection, other: Detection) -> Detection:
    sides = np.mean([one.box.sides, other.box.sides], axis=0)
    box = Box(*(float(side) for side in sides))
    return Detection(one.label, (one.score + other.score) / 2, box)


def _halved(one: Detection) -> Detection:
    return replace(one, score=one.score / 2)
