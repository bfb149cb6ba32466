"""The measurement of the people's detector, from the labels to what is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from datasets.labels import ALL, LabelsError
from datasets.measure.compliance import Compliance, compliance
from datasets.measure.evaluation import Tell, untold
from datasets.measure.found import SeenPhoto, groups_of
from datasets.measure.ppe_report import gear_table, gear_values, ppe_table, time_table
from datasets.measure.ppe_rows import PpeRow, ppe_rows
from datasets.measure.runs import timed
from datasets.measure.summary import Times, times
from datasets.ppe import PpePhotos, labelled_boxes, ppe_sets
from vision.results import Detection
from vision.strips import Image

Look = Callable[[Image], Sequence[Detection]]
"""Gives every detection from a low score on; raises ModelError where it could not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PpeEvaluation:
    """What was measured: the photos with what was found, and their rows.

    ``threshold`` is the score from which a detection counts when the model is used.
    """

    photos: tuple[SeenPhoto, ...]
    threshold: float
    rows: tuple[PpeRow, ...]

    def people(self) -> dict[str, tuple[Compliance, ...]]:
        """Give what people wear, by set; without sets that label no people."""
        judged = {
            group: compliance(photos, self.threshold)
            for group, photos in groups_of(self.photos).items()
        }
        return {group: found for group, found in judged.items() if found}

    def times(self) -> dict[str, tuple[int, Times | None]]:
        """Give how many photos a set has, and what one took."""
        return {
            group: (len(photos), times([photo.cost for photo in photos]))
            for group, photos in groups_of(self.photos).items()
        }

    def as_text(self) -> str:
        """Write the Markdown tables."""
        tables = ppe_table(self.rows), gear_table(self.people())
        return "\n\n".join([*tables, time_table(self.times())])

    def as_values(self) -> dict[str, Any]:
        """Give rows, what people wear and times as plain values."""
        return {
            "threshold": self.threshold,
            "rows": [asdict(row) for row in self.rows],
            "people": gear_values(self.people()),
            "ms": {
                group: {"photos": n} | ({} if t is None else asdict(t))
                for group, (n, t) in self.times().items()
            },
        }

    def accuracy(self) -> dict[str, dict[str, float]]:
        """Give what a model's card says of its accuracy, by set."""
        noted: dict[str, dict[str, float]] = {}
        for row in self.rows:
            if row.group != ALL and row.average.every is not None:
                photos = sum(photo.group == row.group for photo in self.photos)
                rates = noted.setdefault(f"AP50 {row.group}", {"photos": photos})
                rates[row.label] = round(row.average.every, 3)
        for group, (*_, both) in self.people().items():
            if group != ALL and both.macro is not None and both.micro is not None:
                f1 = {"of_all": both.micro, "of_states": both.macro}
                noted[f"gear F1 {group}"] = {n: round(v, 3) for n, v in f1.items()}
        return noted


def asked_sets(data: Path, split: str | None = None) -> dict[str, PpePhotos]:
    """Give the sets in *data*: ``SPLIT/SET/images``, ``SET/images`` or ``images``.

    Raises LabelsError where there are none.
    """
    splits = ("train", "val") if split == ALL else (split or "val",)
    found = {
        f"{name} {each}": photos
        for each in splits
        for name, photos in ppe_sets(data, each).items()
    }
    if not found and split is None:
        images = [*sorted(data.glob("*/images")), *data.glob("images")]
        found = {each.parent.name: PpePhotos(each.parent) for each in images}
    if not found:
        message = f"{data}: no folder {splits[0]}/SET/images with labels/ beside it"
        raise LabelsError(message)
    return found


def evaluate_ppe(
    look: Look,
    sets: Mapping[str, PpePhotos],
    threshold: float,
    *,
    most: int | None = None,
    tell: Tell = untold,
) -> PpeEvaluation:
    """Look at every photo, or at *most* of a set, evenly taken from it.

    Raises LabelsError for a photo or label that cannot be read, ModelError from the
    look.
    """
    look(np.zeros((64, 64, 3), np.uint8))
    chosen = [
        (name, index)
        for name, photos in sets.items()
        for index in _spread(len(photos), most)
    ]
    labelled = {name: photos.labelled() for name, photos in sets.items()}
    seen = []
    for done, (name, index) in enumerate(chosen, start=1):
        seen.append(_seen(name, sets[name], index, labelled[name], look))
        tell(done, len(chosen))
    rows = ppe_rows(seen, threshold)
    return PpeEvaluation(photos=tuple(seen), threshold=threshold, rows=rows)


def _spread(length: int, most: int | None) -> list[int]:
    """Choose *most* of so many, from the beginning to the end."""
    if most is None or most >= length:
        return list(range(length))
    return [index * length // most for index in range(most)]


def _seen(
    group: str, photos: PpePhotos, index: int, labelled: frozenset[str], look: Look
) -> SeenPhoto:
    sample = photos[index]
    found, cost = timed(partial(look, sample.image))
    return SeenPhoto(
        group=group,
        path=photos.paths[index],
        truth=labelled_boxes(sample),
        found=tuple(found),
        labelled=labelled,
        cost=cost,
    )
