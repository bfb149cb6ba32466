"""What the detector learns from: images with boxes, kept in folders, mixed at will."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.truth import Kind, TextTruth
from vision.results import Box, Layout

LABELS = (
    "truck",
    "plate",
    "code-line",
    "code-two-lines",
    "code-column",
    "size-type",
)
"""The detector's classes, in the order of its output."""
FROM_COCO = (7, None, None, None, None, None)
"""The COCO class that each label starts from."""
TRUTH = "truth.jsonl"

_OF_LAYOUT = {
    Layout.ONE_LINE: "code-line",
    Layout.TWO_LINES: "code-two-lines",
    Layout.VERTICAL: "code-column",
}
_WHOLE = 0.6
"""Share of a text that must be visible for it to be learned."""


@dataclass(frozen=True, slots=True)
class DetectionSample:
    """An image (H, W, 3) BGR with boxes (n, 4) as x0, y0, x1, y1 in pixels.

    ``labels`` (n,) are indices of classes, into LABELS for the gate's detector; what
    stands in ``ignored`` (m, 4) may be an object or not, and classes of ``untaught``
    may be shown without being labelled.
    """

    image: NDArray[np.uint8]
    boxes: NDArray[np.float32]
    labels: NDArray[np.int64]
    ignored: NDArray[np.float32]
    untaught: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Marked:
    """The boxes of an image without its pixels: labelled ones, ignored ones."""

    boxes: tuple[tuple[Box, str], ...]
    ignored: tuple[Box, ...] = ()

    def sample(
        self, image: NDArray[np.uint8], labels: Sequence[str] = LABELS
    ) -> DetectionSample:
        """Join with *image*; the boxes' names are among *labels*."""
        classes = [labels.index(label) for _, label in self.boxes]
        return DetectionSample(
            image,
            _array([box for box, _ in self.boxes]),
            np.array(classes, np.int64),
            _array(self.ignored),
        )


def label_of(text: TextTruth) -> str:
    """Name the detector's class of a text."""
    if text.kind is Kind.CONTAINER and text.layout is not None:
        return _OF_LAYOUT[text.layout]
    return "plate" if text.kind is Kind.PLATE else "size-type"


def marked(texts: Iterable[TextTruth]) -> Marked:
    """Mark the texts of a generated frame; what is half hidden is ignored."""
    learned, ignored = [], []
    for text in texts:
        if text.visible >= _WHOLE and text.legible:
            learned.append((text.box, label_of(text)))
        elif text.visible > 0.1:
            ignored.append(text.box)
    return Marked(tuple(learned), tuple(ignored))


class Folder(Sequence[DetectionSample]):
    """The samples that ``keep`` wrote into a folder, read when asked for."""

    def __init__(self, folder: Path, labels: Sequence[str] = LABELS) -> None:
        """Read the truth of every image, its boxes named by *labels*.

        Raises OSError without a truth file.
        """
        self._folder, self._names = folder, tuple(labels)
        lines = (folder / TRUTH).read_text(encoding="utf-8").splitlines()
        self._records = [json.loads(line) for line in lines]

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        record = self._records[index]
        image = cv2.imread(str(self._folder / record["image"]))
        if image is None:
            message = f"{self._folder / record['image']}: not an image"
            raise OSError(message)
        boxes = tuple((Box(*b["box"]), b["label"]) for b in record["boxes"])
        ignored = tuple(Box(*b) for b in record["ignored"])
        return Marked(boxes, ignored).sample(np.asarray(image, np.uint8), self._names)


class Mixture(Sequence[DetectionSample]):
    """Several sources by weight: equal numbers give equal samples."""

    _LENGTH = 1_000_000

    def __init__(
        self, sources: Sequence[tuple[Sequence[DetectionSample], float]]
    ) -> None:
        """Take (source, weight) pairs; weights need not add up to 1."""
        self._sources = [source for source, _ in sources]
        weights = np.array([weight for _, weight in sources])
        self._shares = weights / weights.sum()

    def __len__(self) -> int:
        return self._LENGTH

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        rng = np.random.default_rng([3, index])
        source = self._sources[int(rng.choice(len(self._sources), p=self._shares))]
        return source[int(rng.integers(len(source)))]


def keep(folder: Path, name: str, image: NDArray[np.uint8], marks: Marked) -> None:
    """Write *image* as JPEG and add its boxes to the truth of *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / name), image, [cv2.IMWRITE_JPEG_QUALITY, 88])
    record = {
        "image": name,
        "boxes": [{"label": label, "box": _corners(box)} for box, label in marks.boxes],
        "ignored": [_corners(box) for box in marks.ignored],
    }
    with (folder / TRUTH).open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, separators=(",", ":")) + "\n")


def _corners(box: Box) -> list[float]:
    return [round(float(v), 1) for v in (box.x0, box.y0, box.x1, box.y1)]


def _array(boxes: Iterable[Box]) -> NDArray[np.float32]:
    rows = [(b.x0, b.y0, b.x1, b.y1) for b in boxes]
    return np.array(rows, np.float32).reshape(-1, 4)
