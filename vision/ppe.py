"""Which helmet, bare head, vest and bare torso belong to which person.

Heads are sought at the top of a person's box and torsos below; a crouching person's
box is as wide as high, and their head may be anywhere in it. The best pairs are joined
first, so that where people stand before each other each piece goes to whom it fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.results import Detection
from vision.scene import Person, Scene, Vehicle, Worn, YardLabel

_SAME = 0.5
"""Intersection over union from which two boxes show one head, torso or vehicle."""
_INSIDE = 0.4
"""Share of a piece that must lie within its person's box."""
_ABOVE = 0.15
"""So much of its height a person's box may be too low: helmets jut out of it."""
_LEAST = 0.1
"""How well a piece must sit, 0 to 1."""
_ASIDE = 0.35
"""How far from the middle a piece sits ill, in shares of the box's width."""
_CROUCHING = 0.8
"""Width of a person's box, in shares of its height, of who does not stand upright."""
_STOOPED = 1.8
"""How many times farther off its place a piece may be there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Where on a person a piece sits, and its size, in shares of the box's height."""

    worn: YardLabel
    missing: YardLabel
    place: float
    spread: float
    sizes: tuple[float, float]


_HEAD = _Part(YardLabel.HELMET, YardLabel.NO_HELMET, 0.1, 0.25, (0.04, 0.65))
_TORSO = _Part(YardLabel.VEST, YardLabel.NO_VEST, 0.4, 0.35, (0.12, 1.2))


def scene_of(detections: Sequence[Detection]) -> Scene:
    """Compose what one look shows; labels are those of ``YardLabel``.

    A helmet serves one person only, and so does every other piece. What is seen of a
    head both with and without a helmet counts as the surer of the two.
    """
    found = sorted(detections, key=lambda d: -d.score)
    people = [d for d in found if d.label == YardLabel.PERSON]
    helmets, vests = (_paired(people, found, part) for part in (_HEAD, _TORSO))
    return Scene(
        tuple(
            Person(
                box=d.box,
                confidence=d.score,
                helmet=_worn(helmets.get(i), _HEAD),
                vest=_worn(vests.get(i), _TORSO),
            )
            for i, d in enumerate(people)
        ),
        tuple(
            Vehicle(
                box=d.box,
                confidence=d.score,
                machinery=d.label == YardLabel.MACHINERY,
            )
            for d in _single(found, YardLabel.VEHICLE, YardLabel.MACHINERY)
        ),
    )


def gear_of(
    people: Sequence[Detection], found: Sequence[Detection]
) -> tuple[tuple[Detection, ...], ...]:
    """Give the pieces among *found* that belong to each of *people*: head, torso."""
    pairs = [_paired(people, found, part) for part in (_HEAD, _TORSO)]
    return tuple(
        tuple(pieces[i] for pieces in pairs if i in pieces) for i in range(len(people))
    )


def _paired(
    people: Sequence[Detection], found: Sequence[Detection], part: _Part
) -> Mapping[int, Detection]:
    """Give of each of *people* to whom a piece belongs the piece."""
    pieces = _single(found, part.worn, part.missing)
    if not people or not pieces:
        return {}
    fits = _fits(_sides(people), _sides(pieces), part)
    pairs = np.argsort(-fits, axis=None, kind="stable")[: int((fits >= _LEAST).sum())]
    belongs: dict[int, Detection] = {}
    served: set[int] = set()
    for person, piece in (divmod(int(pair), len(pieces)) for pair in pairs):
        if person not in belongs and piece not in served:
            belongs[person] = pieces[piece]
            served.add(piece)
    return belongs


def _worn(piece: Detection | None, part: _Part) -> Worn:
    if piece is None:
        return Worn.UNSEEN
    return Worn.WORN if piece.label == part.worn else Worn.MISSING


def _single(found: Sequence[Detection], *labels: YardLabel) -> list[Detection]:
    """Give those of *labels*, the surest first, each thing once."""
    kept: list[Detection] = []
    for one in (d for d in found if d.label in labels):
        if not any(one.box.iou(other.box) > _SAME for other in kept):
            kept.append(one)
    return kept


def _sides(detections: Sequence[Detection]) -> NDArray[np.float64]:
    """Give the boxes, (n, 4)."""
    return np.array([d.box.sides for d in detections], np.float64)


def _fits(
    people: NDArray[np.float64], pieces: NDArray[np.float64], part: _Part
) -> NDArray[np.float64]:
    """Say how well each of (m, 4) *pieces* sits on each of (n, 4) *people*, (n, m)."""
    x0, y0, x1, y1 = (people[:, i, None] for i in range(4))
    left, top, right, bottom = (pieces[None, :, i] for i in range(4))
    width, height = np.maximum(x1 - x0, 1e-6), np.maximum(y1 - y0, 1e-6)
    across = np.clip(np.minimum(x1, right) - np.maximum(x0, left), 0, None)
    roof = y0 - _ABOVE * height
    down = np.clip(np.minimum(y1, bottom) - np.maximum(roof, top), 0, None)
    area = np.maximum((right - left) * (bottom - top), 1e-6)
    inside = across * down / area
    stoop = np.where(width > _CROUCHING * height, _STOOPED, 1.0)
    aside = ((left + right) / 2 - x0) / width - 0.5
    above = ((top + bottom) / 2 - y0) / height - part.place
    size = (bottom - top) / height
    sits = np.exp(-((aside / _ASIDE) ** 2) - (above / (part.spread * stoop)) ** 2)
    possible = (inside >= _INSIDE) & (size >= part.sizes[0]) & (size <= part.sizes[1])
    return np.asarray(np.where(possible, inside * sits, 0.0), np.float64)
