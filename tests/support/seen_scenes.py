"""What a perfect reader sees in rendered scenes: readings from the exact truth."""

from collections.abc import Iterable

from datasets.motion import Pose
from datasets.scenes import LaneView
from datasets.truth import Kind, TextTruth
from vision.results import (
    ContainerReading,
    Layout,
    PlateReading,
    Readings,
    Status,
)
from vision.tracklets import Glance

_WHOLE = 0.98
_SMALLEST = 7.0
"""Pixels of a character that can still be read."""


def readings(texts: Iterable[TextTruth]) -> Readings:
    """Read every text that is wholly seen and large enough."""
    found = [_reading(text) for text in texts if text.visible >= _WHOLE]
    legible = [reading for reading in found if reading is not None]
    large = [r for r in legible if r.character >= _SMALLEST]
    return Readings(
        plates=tuple(r for r in large if isinstance(r, PlateReading)),
        containers=tuple(r for r in large if isinstance(r, ContainerReading)),
    )


def _reading(text: TextTruth) -> PlateReading | ContainerReading | None:
    sure = (0.97,) * len(text.text)
    if text.kind is Kind.CONTAINER:
        return ContainerReading(
            number=text.text,
            scores=sure,
            confidence=0.97,
            status=Status.CERTAIN,
            size_type=None,
            layout=text.layout or Layout.ONE_LINE,
            box=text.box,
        )
    if text.kind is Kind.PLATE and text.legible:
        return PlateReading(
            text=text.text,
            scores=sure,
            confidence=0.97,
            status=Status.CERTAIN,
            region=None,
            box=text.box,
        )
    return None


def glances(view: LaneView, arriving: Iterable[float], looks: int = 3) -> list[Glance]:
    """Look at a truck *arriving* metres before its stop, then standing there."""
    seen: list[tuple[Pose, int | None]] = [(Pose(-away), None) for away in arriving]
    seen += [(Pose(0.0), 0)] * looks
    return [
        Glance(float(at), readings((*view.truth(pose), *view.others(pose))), rest)
        for at, (pose, rest) in enumerate(seen)
    ]


def empty(view: LaneView) -> Readings:
    """Look at the lane without a truck."""
    return readings(view.others(Pose(None)))
