"""Plate boxes: what a detector finds in labelled scenes, judged at IoU 0.5."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from datasets.labels import LabelledScene
from datasets.measure.summary import Cost, Share, Times, times
from vision.results import Box
from vision.strips import Image

IOU = 0.5


class Found(Protocol):
    """What a detector says of one object."""

    @property
    def label(self) -> str:
        """The class, as the model's card names it."""
        ...

    @property
    def score(self) -> float:
        """From 0 to 1."""
        ...

    @property
    def box(self) -> Box:
        """In pixels of the image."""
        ...


FindPlates = Callable[[Image], Iterable[Found]]
"""Finds objects in an (H, W, 3) BGR image; raises ModelError where it could not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxVerdict:
    """One scene: plates that were found, plates missed, and boxes without a plate."""

    scene: LabelledScene
    found: int
    missed: tuple[Box, ...]
    extra: tuple[Box, ...]
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """One set of scenes: how many plates were found, how many boxes are plates."""

    group: str
    scenes: int
    recall: Share
    precision: Share
    times: Times | None


def judge_boxes(
    found: Iterable[Found], scene: LabelledScene, cost: Cost, *, label: str = "plate"
) -> BoxVerdict:
    """Give each found box, the surest first, the free plate it overlaps most."""
    plates = sorted((f for f in found if f.label == label), key=lambda f: -f.score)
    free, extra = list(scene.plates), []
    for plate in plates:
        best = max(free, key=lambda truth: truth.iou(plate.box), default=None)
        if best is None or best.iou(plate.box) < IOU:
            extra.append(plate.box)
        else:
            free.remove(best)
    return BoxVerdict(
        scene=scene,
        found=len(scene.plates) - len(free),
        missed=tuple(free),
        extra=tuple(extra),
        cost=cost,
    )


def box_rows(verdicts: Sequence[BoxVerdict]) -> tuple[BoxRow, ...]:
    """Give a row a set, and one of all where there are several."""
    groups: dict[str, list[BoxVerdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.scene.group, []).append(verdict)
    if len(groups) > 1:
        groups["all"] = list(verdicts)
    return tuple(_row(group, members) for group, members in groups.items())


def _row(group: str, verdicts: Sequence[BoxVerdict]) -> BoxRow:
    found = sum(v.found for v in verdicts)
    return BoxRow(
        group=group,
        scenes=len(verdicts),
        recall=Share(found, sum(len(v.scene.plates) for v in verdicts)),
        precision=Share(found, found + sum(len(v.extra) for v in verdicts)),
        times=times([v.cost for v in verdicts]),
    )
