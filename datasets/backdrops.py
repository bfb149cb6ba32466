"""What stands behind generated people: made-up yards, photos of roads or of sites.

Nobody labelled what drives on roads. A teacher marks it: what it is sure of is
learned, what it doubts is ignored; a photo in which it sees a person is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.detection import Marked
from datasets.labels import labelled_rows
from datasets.ppe import PPE_LABELS, PpePhotos
from datasets.roads import DOUBTED
from datasets.teacher import coco_detector
from datasets.yard_things import Thing
from models.detector import Detector
from vision.results import Box
from vision.scene import YardLabel

Pixels = NDArray[np.uint8]
_SETS = ("world_scenes", "ro_dashcam")
_COLUMNS = {"set", "file", "split"}
_SURE = 0.5
_MOST = 0.3
"""Share of a photo that one car may fill."""
_KNOWN = {0: "person", 1: "rider", 2: "car", 3: "rider", 5: "bus", 7: "truck"}
_DRIVES = ("car", "bus", "truck")


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A picture (h, w, 3), its own boxes, and things to paint into it.

    ``gain`` is how bright things in it are to be, 1 in plain daylight.
    """

    image: Pixels
    marks: Marked
    things: tuple[Thing, ...] = ()
    gain: float = 1.0


class RoadPhoto:
    """A photo without people; looked at when first asked for."""

    def __init__(self, path: Path, detector: Detector) -> None:
        self._path, self._detector = path, detector
        self._marks: Marked | None = None

    def __call__(self, shape: tuple[int, int], rng: Generator) -> Backdrop | None:
        """Give a part of it of *shape* (h, w); None where it does not serve."""
        image = cv2.imread(str(self._path))
        if image is None:
            message = f"{self._path}: not an image"
            raise OSError(message)
        pixels = np.asarray(image, np.uint8)
        if self._marks is None:
            self._marks = self._seen(pixels)
        if not self._fits(pixels.shape[0] * pixels.shape[1]):
            return None
        return _part(pixels, self._marks, shape, rng)

    def _fits(self, area: int) -> bool:
        """Whether nobody is seen, and no car fills most of a photo of *area* pixels."""
        boxes = self._marks.boxes if self._marks is not None else ()
        people = any(label == YardLabel.PERSON for _, label in boxes)
        return not people and all(box.area < _MOST * area for box, _ in boxes)

    def _seen(self, pixels: Pixels) -> Marked:
        sure: list[tuple[Box, str]] = []
        doubted: list[Box] = []
        for one in self._detector(pixels):
            if one.label in ("person", "rider"):
                sure.append((one.box, str(YardLabel.PERSON)))
            elif one.label in _DRIVES and one.score >= _SURE:
                sure.append((one.box, str(YardLabel.VEHICLE)))
            elif one.label in _DRIVES:
                doubted.append(one.box)
        return Marked(tuple(sure), tuple(doubted))


class SitePhoto:
    """A photo of a site on which everything is labelled, people too."""

    def __init__(self, photos: PpePhotos, number: int) -> None:
        self._photos, self._number = photos, number

    def __call__(self, shape: tuple[int, int], rng: Generator) -> Backdrop | None:
        """Give a part of it of *shape* (h, w)."""
        sample = self._photos[self._number]
        found = zip(sample.boxes.tolist(), sample.labels.tolist(), strict=True)
        boxes = tuple((Box(*box), str(PPE_LABELS[label])) for box, label in found)
        return _part(sample.image, Marked(boxes), shape, rng)


def site_backdrops(data: Path) -> Sequence[SitePhoto]:
    """Give the photos of a set that labels all classes; LabelsError without any."""
    photos = PpePhotos(data)
    return tuple(SitePhoto(photos, number) for number in range(len(photos)))


def photo_backdrops(data: Path, network: Path) -> Sequence[RoadPhoto]:
    """Give the training photos of whole scenes; *network* knows COCO's classes.

    Raises LabelsError without labels, ModelError where the network is another.
    """
    detector = coco_detector(network, _KNOWN, DOUBTED)
    files = dict.fromkeys(
        row["file"]
        for row in labelled_rows(data, _COLUMNS)
        if row["set"] in _SETS and row["split"] == "train"
    )
    return tuple(RoadPhoto(data / file, detector) for file in files)


def _part(
    image: Pixels, marks: Marked, shape: tuple[int, int], rng: Generator
) -> Backdrop:
    """Fill *shape* with a part of a photo; its boxes come along."""
    height, width = image.shape[:2]
    zoom = max(shape[0] / height, shape[1] / width) * float(rng.uniform(1.0, 1.35))
    shift = rng.random(2) * (shape[1] - width * zoom, shape[0] - height * zoom)
    matrix = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]])
    mirrored = rng.random() < 0.5
    size = (shape[1], shape[0])
    shown = cv2.warpAffine(
        image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT
    )
    if mirrored:
        shown = cv2.flip(shown, 1)

    def moved(box: Box) -> Box:
        x0, x1 = (min(max(x * zoom + shift[0], 0), size[0]) for x in (box.x0, box.x1))
        y0, y1 = (min(max(y * zoom + shift[1], 0), size[1]) for y in (box.y0, box.y1))
        if mirrored:
            x0, x1 = size[0] - x1, size[0] - x0
        return Box(float(x0), float(y0), float(x1), float(y1))

    boxes = [(moved(box), label, box.area * zoom**2) for box, label in marks.boxes]
    kept = tuple((box, label) for box, label, whole in boxes if box.area > 0.3 * whole)
    cut = tuple(b for b, _, whole in boxes if 0 < b.area <= 0.3 * whole)
    doubted = tuple(b for b in map(moved, marks.ignored) if b.area > 0)
    gain = float(np.clip(shown.mean() / 105, 0.4, 1.2))
    found = Marked(kept, (*doubted, *cut))
    return Backdrop(np.asarray(shown, np.uint8), found, gain=gain)
