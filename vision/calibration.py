"""From a reader's own confidence to the probability that its text is right.

A reader that says 0.9 is not right nine times of ten. How often it is, is measured on
labelled texts and kept as a curve that never falls, one for each kind and status.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

import numpy as np

from vision.results import ContainerReading, Kind, PlateReading, Readings, Status

_R = TypeVar("_R", ContainerReading, PlateReading)
_MOST_BINS = 12
_LEAST = 25
"""Texts of a bin at least, where there are as many."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Straight lines from (0, 0) through points (raw, right), level beyond the last.

    Little is measured below the first point: there, the curve falls with the raw value.
    Raises ValueError for points that are not probabilities or that fall.
    """

    raw: tuple[float, ...]
    right: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse what is no curve of probabilities."""
        inside = all(0 <= x <= 1 for x in (*self.raw, *self.right))
        if not self.raw or len(self.raw) != len(self.right) or not inside:
            message = "a calibration has as many raw as right values, from 0 to 1"
            raise ValueError(message)
        rises = all(a < b for a, b in pairwise(self.raw))
        if not rises or any(a > b for a, b in pairwise(self.right)):
            message = "raw values of a calibration rise, and right values never fall"
            raise ValueError(message)

    def __call__(self, confidence: float) -> float:
        """Give the probability of a text that was read with this confidence.

        >>> Calibration((0.5, 1.0), (0.2, 0.9))(0.75)
        0.55
        """
        nought = () if self.raw[0] == 0 else (0.0,)
        raw, right = (*nought, *self.raw), (*nought, *self.right)
        return float(np.interp(confidence, raw, right))


Curves = Mapping[tuple[Kind, Status], Calibration]
"""A curve for each kind and status that was measured."""


def calibrated(readings: Readings, curves: Curves) -> Readings:
    """Give the readings with calibrated confidences; what has no curve is as it was."""
    return replace(
        readings,
        plates=_mapped(readings.plates, Kind.PLATE, curves),
        containers=_mapped(readings.containers, Kind.CONTAINER, curves),
    )


def _mapped(readings: Iterable[_R], kind: Kind, curves: Curves) -> tuple[_R, ...]:
    return tuple(
        reading
        if (curve := curves.get((kind, reading.status))) is None
        else replace(reading, confidence=curve(reading.confidence))
        for reading in readings
    )


def fit(answers: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Fit a curve to (confidence, right) of many texts, None for none.

    Isotonic regression by pooling adjacent violators (Ayer and others, 1955) over bins
    of equal count. A bin's share is (right + 1) / (count + 2), so that a few texts
    that were all right do not become a certainty (Laplace's rule of succession).
    """
    if not answers:
        return None
    pooled: list[_Block] = []
    for block in _blocks(answers):
        pooled.append(block)
        while len(pooled) > 1 and pooled[-2].share >= pooled[-1].share:
            last = pooled.pop()
            pooled[-1] = pooled[-1].joined(last)
    points = {round(b.mean, 4): round(b.share, 4) for b in pooled}
    return Calibration(tuple(points), tuple(points.values()))


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts of neighbouring confidences: their sum, their count, how many are right."""

    confidence: float
    count: int
    right: int

    @classmethod
    def of(cls, answers: Sequence[tuple[float, bool]]) -> "_Block":
        """Add up some texts."""
        return cls(
            sum(confidence for confidence, _ in answers),
            len(answers),
            sum(right for _, right in answers),
        )

    @property
    def mean(self) -> float:
        """The mean confidence."""
        return self.confidence / self.count

    @property
    def share(self) -> float:
        """How many are right, drawn a little towards one half."""
        return (self.right + 1) / (self.count + 2)

    def joined(self, other: "_Block") -> "_Block":
        """Give both as one."""
        return _Block(
            self.confidence + other.confidence,
            self.count + other.count,
            self.right + other.right,
        )


def _blocks(answers: Sequence[tuple[float, bool]]) -> list[_Block]:
    """Cut into blocks of about equal count; equal confidences stay together."""
    least = max(_LEAST, len(answers) // _MOST_BINS)
    blocks: list[_Block] = []
    ordered = sorted((round(confidence, 4), right) for confidence, right in answers)
    for _, alike in groupby(ordered, key=lambda answer: answer[0]):
        block = _Block.of(list(alike))
        if blocks and blocks[-1].count < least:
            blocks[-1] = blocks[-1].joined(block)
        else:
            blocks.append(block)
    if len(blocks) > 1 and blocks[-1].count < _LEAST:
        last = blocks.pop()
        blocks[-1] = blocks[-1].joined(last)
    return blocks
