"""Run a look and its rivals over labelled photos, each image once, and judge them."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import cv2

from datasets.labels import LabelledPhoto
from datasets.measure.fair import judge_rival_container, judge_rival_plate
from datasets.measure.rivals import Rival
from datasets.measure.scores import Verdict, judge_container, judge_plate
from datasets.measure.summary import Cost, Judged
from pipelines.look import EVERYTHING, Look
from pipelines.photos import load_photo
from vision.fuse import fuse
from vision.results import Kind, Readings
from vision.strips import Image

OURS = "quaygate"
"""What the product's own look is called beside its rivals."""
_T = TypeVar("_T")
Judge = Callable[[Readings, LabelledPhoto], Verdict]

_JUDGES: Mapping[Kind, Judge] = {
    Kind.CONTAINER: judge_container,
    Kind.PLATE: judge_plate,
}
_RIVAL_JUDGES = {Kind.CONTAINER: judge_rival_container, Kind.PLATE: judge_rival_plate}


@dataclass(slots=True)
class Run:
    """One run over photos: everything judged, and the readings of each photo.

    ``scale`` makes every photo smaller before it is read.
    """

    kind: Kind
    look: Look
    rivals: Mapping[str, Rival] = field(default_factory=dict)
    scale: float = 1.0
    judged: list[Judged] = field(default_factory=list)
    readings: dict[Path, Readings] = field(default_factory=dict)

    def images(self, photos: Sequence[LabelledPhoto]) -> Iterator[Path]:
        """Read and judge image by image, naming each when it is done.

        Raises ReadError for a photo that cannot be read, ModelError where the look
        could not look. The decoding of the file is not timed.
        """
        by_path = sorted(photos, key=lambda photo: photo.path)
        for path, labels in groupby(by_path, key=lambda photo: photo.path):
            image = load_photo(path)
            shrunk = _scaled(image, self.scale)
            self._read(shrunk, [_at(label, self.scale) for label in labels])
            yield path

    def passages(self, photos: Sequence[LabelledPhoto]) -> list[Judged]:
        """Fuse the views of each passage as a lane does, and judge what comes out.

        Sets that name no passages, or have one photo of each, are left out.
        """
        views: dict[tuple[str, str], list[LabelledPhoto]] = {}
        for photo in photos:
            if photo.passage is not None:
                views.setdefault((photo.group, photo.passage), []).append(photo)
        several = {group for (group, _), labels in views.items() if len(labels) > 1}
        return [
            Judged(
                reader=OURS,
                photo=_whole(labels[0]),
                verdict=_JUDGES[self.kind](
                    fuse([self.readings[label.path] for label in labels]),
                    _whole(labels[0]),
                ),
            )
            for (group, _), labels in views.items()
            if group in several
        ]

    def _read(self, image: Image, labels: Sequence[LabelledPhoto]) -> None:
        readings, cost = timed(lambda: self.look(image, wants=EVERYTHING))
        self.readings[labels[0].path] = readings
        for label in labels:
            verdict = _JUDGES[self.kind](readings, label)
            self.judged.append(
                Judged(reader=OURS, photo=label, verdict=verdict, cost=cost)
            )
        for name, rival in self.rivals.items():
            self._rival(name, rival, image, labels)

    def _rival(
        self, name: str, rival: Rival, image: Image, labels: Sequence[LabelledPhoto]
    ) -> None:
        lines, cost = timed(lambda: rival(image))
        for label in labels:
            verdict = _RIVAL_JUDGES[self.kind](lines, label)
            self.judged.append(
                Judged(reader=name, photo=label, verdict=verdict, cost=cost)
            )


def timed(work: Callable[[], _T]) -> tuple[_T, Cost]:
    """Do *work* and time it."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    spent = time.perf_counter() - wall, time.process_time() - cpu
    return result, Cost(spent[0] * 1000, spent[1] * 1000)


def _whole(photo: LabelledPhoto) -> LabelledPhoto:
    """Give the label of a passage: that of a view, without its place and layout."""
    return replace(photo, group=f"{photo.group}, passages", layout="", box=None)


def _at(photo: LabelledPhoto, scale: float) -> LabelledPhoto:
    """Give the label of a photo that was made smaller."""
    if scale == 1:
        return photo
    box = None if photo.box is None else photo.box.scaled(scale)
    others = tuple(other.scaled(scale) for other in photo.others)
    return replace(photo, box=box, others=others)


def _scaled(image: Image, scale: float) -> Image:
    if scale == 1:
        return image
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small.astype(image.dtype)
