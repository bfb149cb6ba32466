"""What the plots show, as numbers: reliability, rates against size, times."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from datasets.measure.summary import Judged, Share
from vision.results import Box

_CONFIDENCES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_WIDTHS = (0.0, 30.0, 45.0, 60.0, 80.0, 110.0, 150.0, 200.0, 300.0, 450.0, 700.0, 1e9)
"""Edges of the bins of text widths, in pixels."""


@dataclass(frozen=True, slots=True)
class Bin:
    """What lies in [low, high): the mean of its places, and how much is right."""

    low: float
    high: float
    mean: float
    right: Share


@dataclass(frozen=True, slots=True)
class Reliability:
    """Confidence against the share that is right, for all answers that were read.

    ``error`` is the expected calibration error: the mean distance of the two,
    weighted by count (Guo and others, 2017).
    """

    bins: tuple[Bin, ...]
    error: float


def reliability(judged: Sequence[Judged]) -> Reliability:
    """Bin the answers by confidence.

    Right is an answer with the text of the label, whatever its status: a confidence
    is the probability of just that.
    """
    bins = _binned(
        [
            (one.verdict.confidence, one.verdict.errors == 0)
            for one in judged
            if one.verdict.confidence is not None
        ],
        _CONFIDENCES,
    )
    apart = sum(abs(b.mean - b.right.rate) * b.right.of for b in bins)
    read = sum(b.right.of for b in bins)
    return Reliability(bins, apart / read if read else 0.0)


def by_width(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Give the exact rate for each bin of text widths, of labels with a box."""
    return _binned(
        [
            (text_width(one.photo.box), one.verdict.exact)
            for one in judged
            if one.photo.box is not None
        ],
        _WIDTHS,
    )


def text_width(box: Box) -> float:
    """Give the length of the text in pixels: the longer side of its box."""
    return max(box.width, box.height)


def _binned(
    places: Sequence[tuple[float, bool]], edges: Sequence[float]
) -> tuple[Bin, ...]:
    """Put each (place, right) into its bin; the last bin holds its end, too."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for place, right in places:
        number = min(bisect_right(edges, place), len(edges) - 1)
        members.setdefault(number, []).append((place, right))
    return tuple(
        Bin(
            edges[number - 1],
            edges[number],
            fmean(place for place, _ in inside),
            Share(sum(right for _, right in inside), len(inside)),
        )
        for number, inside in sorted(members.items())
    )
