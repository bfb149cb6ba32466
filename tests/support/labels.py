"""Labels of photos and judged answers, valid unless told otherwise."""

from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from datasets.labels import LabelledPhoto
from datasets.measure.scores import Verdict
from datasets.measure.summary import Cost, Judged
from vision.results import Box, Kind, Readings, Status
from vision.strips import Image


def photo(  # noqa: PLR0913 - a builder
    text: str = "CSQU3054383",
    *,
    group: str = "portal",
    layout: str = "H",
    size_type: str | None = None,
    box: Box | None = None,
    passage: str | None = None,
    masked: bool = False,
    siblings: frozenset[str] = frozenset(),
    others: tuple[Box, ...] = (),
    path: Path = Path("portal/1.png"),
) -> LabelledPhoto:
    """Make a label."""
    return LabelledPhoto(
        path=path,
        group=group,
        text=text,
        layout=layout,
        size_type=size_type,
        box=box,
        passage=passage,
        masked=masked,
        siblings=siblings,
        others=others,
    )


def judged(  # noqa: PLR0913 - a builder
    label: LabelledPhoto | None = None,
    *,
    exact: bool = True,
    status: Status | None = Status.CERTAIN,
    confidence: float | None = 0.9,
    wrong: str = "",
    reader: str = "quaygate",
    stated: bool = True,
    wall: float = 10.0,
) -> Judged:
    """Make a judged answer; what is not exact misses one character."""
    truth = label or photo()
    verdict = Verdict(
        read=truth.text if exact else truth.text[:-1],
        status=status,
        confidence=confidence,
        exact=exact,
        wrong=wrong,
        errors=0 if exact else 1,
        found=None if truth.box is None else exact,
        stated=stated,
    )
    return Judged(
        reader=reader, photo=truth, verdict=verdict, cost=Cost(wall, wall / 2)
    )


def picture(path: Path, *, width: int = 64, height: int = 48, grey: int = 90) -> Path:
    """Write a picture of one grey."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.full((height, width, 3), grey, np.uint8)
    Pillow.fromarray(pixels).save(path)
    return path


class WrittenLook:
    """Reads in a picture of one grey what is written for that grey."""

    def __init__(self, texts: dict[int, Readings]) -> None:
        self.texts = texts
        self.seen: list[int] = []

    def __call__(
        self,
        image: Image,
        *,
        wants: frozenset[Kind],  # noqa: ARG002 - all of it
    ) -> Readings:
        """Give what is written."""
        grey = int(image[0, 0, 0])
        self.seen.append(grey)
        return self.texts.get(grey, Readings())
