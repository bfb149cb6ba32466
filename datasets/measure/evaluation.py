"""An evaluation from the labels to what is written: readings, or plate boxes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from datasets.labels import (
    ALL,
    LabelledPhoto,
    LabelsError,
    container_photos,
    plate_photos,
    plate_scenes,
)
from datasets.measure.boxes import BoxVerdict, FindPlates, Found, box_rows, judge_boxes
from datasets.measure.report import (
    box_table,
    result_values,
    row_values,
    table,
)
from datasets.measure.rivals import Rival
from datasets.measure.runs import Run, timed
from datasets.measure.summary import Judged, Row, row, rows
from pipelines.look import EVERYTHING, Look
from pipelines.photos import load_photo
from vision.results import Kind
from vision.strips import Image

BOXED = ("world_scenes", "ro_dashcam")
"""The sets of scenes in which every plate has its box."""
_T = TypeVar("_T")
Tell = Callable[[int, int], None]
"""Is told how many images are done, and of how many."""


def untold(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be measured. ``split`` None: val where there are splits."""

    data: Path
    split: str | None = None
    most: int | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured: rows for the table, and every label with its answer."""

    rows: tuple[Row, ...]
    judged: tuple[Judged, ...]

    def as_text(self) -> str:
        """Write the Markdown table."""
        return table(self.rows)

    def as_values(self) -> dict[str, Any]:
        """Give rows and results as plain values."""
        return {
            "rows": [row_values(each) for each in self.rows],
            "results": [result_values(one) for one in self.judged],
        }


@dataclass(frozen=True, slots=True)
class BoxEvaluation:
    """What was measured of a detector."""

    verdicts: tuple[BoxVerdict, ...]

    def as_text(self) -> str:
        """Write the Markdown table."""
        return box_table(box_rows(self.verdicts))

    def as_values(self) -> dict[str, Any]:
        """Give rows, and the scenes with a plate missed or a box too many."""
        return {
            "rows": [row_values(each) for each in box_rows(self.verdicts)],
            "misses": [
                {
                    "photo": str(verdict.scene.path),
                    "missed": [box.sides for box in verdict.missed],
                    "extra": [box.sides for box in verdict.extra],
                }
                for verdict in self.verdicts
                if verdict.missed or verdict.extra
            ],
        }


def labelled(kind: Kind, asked: Asked) -> tuple[LabelledPhoto, ...]:
    """Read the labels that are asked for. Raises LabelsError where there are none."""
    if kind is Kind.PLATE:
        photos = plate_photos(asked.data, split=asked.split or "val", most=asked.most)
    elif asked.split in (None, ALL):
        photos = container_photos(asked.data, most=asked.most)
    else:
        message = "the container photos have no splits: all of them are for measuring"
        raise LabelsError(message)
    return _some(photos, asked)


def evaluate(
    kind: Kind,
    photos: tuple[LabelledPhoto, ...],
    look: Look,
    rivals: Mapping[str, Rival] | None = None,
    *,
    scale: float = 1.0,
    tell: Tell = untold,
) -> Evaluation:
    """Read every photo with the look, and in the same run with its rivals.

    Raises ReadError for a photo that cannot be read, ModelError from the look.
    """
    run = Run(kind, look, rivals or {}, scale)
    look(np.zeros((64, 64, 3), np.uint8), wants=EVERYTHING)
    images = len({photo.path for photo in photos})
    for done, _ in enumerate(run.images(photos), start=1):
        tell(done, images)
    fused = run.passages(photos)
    groups = dict.fromkeys(one.photo.group for one in fused)
    added = [
        row(fused[0].reader, name, [one for one in fused if one.photo.group == name])
        for name in groups
    ]
    return Evaluation(rows=(*rows(run.judged), *added), judged=(*run.judged, *fused))


def evaluate_boxes(
    detector: FindPlates, asked: Asked, *, tell: Tell = untold
) -> BoxEvaluation:
    """Run a detector on the scenes whose plates all have boxes.

    Raises LabelsError and ReadError for the data, ModelError from the detector.
    """
    scenes = _some(
        plate_scenes(asked.data, BOXED, split=asked.split or "val", most=asked.most),
        asked,
    )
    detector(np.zeros((64, 64, 3), np.uint8))
    verdicts = []
    for done, scene in enumerate(scenes, start=1):
        image = load_photo(scene.path)
        found, cost = timed(partial(_found, detector, image))
        verdicts.append(judge_boxes(found, scene, cost))
        tell(done, len(scenes))
    return BoxEvaluation(tuple(verdicts))


def _found(detector: FindPlates, image: Image) -> tuple[Found, ...]:
    """Give all that the detector finds, so that its whole work is timed."""
    return tuple(detector(image))


def _some(labels: tuple[_T, ...], asked: Asked) -> tuple[_T, ...]:
    if not labels:
        message = f"{asked.data}: no labels of the split {asked.split or 'val'}"
        raise LabelsError(message)
    return labels
