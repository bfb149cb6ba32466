"""Labelled photos of people at work, and what a detector finds in them."""

from collections.abc import Sequence
from pathlib import Path

from datasets.measure.found import SeenPhoto
from datasets.measure.summary import Cost
from tests.support.labels import picture
from vision.results import Box, Detection
from vision.scene import YardLabel
from vision.strips import Image

WIDTH, HEIGHT = 200, 100
PERSON = Detection(YardLabel.PERSON, 1.0, Box(20, 10, 60, 90))
HELMET = Detection(YardLabel.HELMET, 1.0, Box(32, 10, 48, 24))
BARE_HEAD = Detection(YardLabel.NO_HELMET, 1.0, Box(32, 10, 48, 24))
VEST = Detection(YardLabel.VEST, 1.0, Box(26, 26, 54, 56))


def scored(one: Detection, score: float) -> Detection:
    """Give the same, found with another score."""
    return Detection(one.label, score, one.box)


def seen(
    truth: Sequence[Detection],
    found: Sequence[Detection],
    *,
    labelled: frozenset[str] = frozenset(YardLabel),
    group: str = "yard",
) -> SeenPhoto:
    """Make a photo that was looked at."""
    return SeenPhoto(
        group=group,
        path=Path("1.jpg"),
        truth=tuple(truth),
        found=tuple(found),
        labelled=labelled,
        cost=Cost(10.0, 8.0),
    )


def write_photo(folder: Path, name: str, boxes: Sequence[Detection]) -> None:
    """Write a photo of a set with its labels, as a set keeps them."""
    picture(folder / "images" / f"{name}.jpg", width=WIDTH, height=HEIGHT)
    lines = []
    for one in boxes:
        x, y = one.box.centre
        shares = x / WIDTH, y / HEIGHT, one.box.width / WIDTH, one.box.height / HEIGHT
        label = list(YardLabel).index(YardLabel(one.label))
        lines.append(f"{label} " + " ".join(f"{share:.5f}" for share in shares))
    labels = folder / "labels" / f"{name}.txt"
    labels.parent.mkdir(parents=True, exist_ok=True)
    labels.write_text("\n".join(lines))


class WrittenDetections:
    """Finds in every picture of that size what is written."""

    def __init__(self, found: Sequence[Detection]) -> None:
        self.found = tuple(found)

    def __call__(self, image: Image) -> tuple[Detection, ...]:
        return self.found if image.shape[:2] == (HEIGHT, WIDTH) else ()
