"""What the reader learns from: batches of lines, rendered and real, without an end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.crops import Crop, Pixels
from datasets.number_crops import container_crop, size_type_crop
from datasets.plate_crops import plate_crop
from datasets.real_crops import RealCrop, real_crops, varied_crop
from datasets.truth import Kind
from models.reader import NUMBER_WIDTH, PLATE_WIDTH, SIZE_TYPE_WIDTH, sized
from vision.rectify import plate_strip, strip

Lines = tuple[NDArray[np.uint8], tuple[str, ...]]
"""Pixels (B, 32, W, 3) BGR, and a text of A-Z 0-9 for each."""
Make = Callable[[Generator], Crop]

WIDTHS = (PLATE_WIDTH, NUMBER_WIDTH, SIZE_TYPE_WIDTH)
_SHARES = (0.52, 0.40, 0.08)


@dataclass(frozen=True, slots=True)
class ReaderLines:
    """A source of batches, each of one width; it travels to worker processes.

    *photos* is a folder of labelled plates in the format of ``datasets.labels``, or
    None; *pseudo* a folder with more labels for it (``datasets.pseudo_labels``);
    *real* is the share of plate lines that are cut from them.
    """

    photos: Path | None = None
    pseudo: Path | None = None
    batch: int = 32
    real: float = 0.4

    def __call__(self, seed: int) -> Iterator[Lines]:
        """Yield batches for ever; equal seeds give equal batches."""
        rng = np.random.default_rng(seed)
        crops = self._crops()
        makers: dict[int, Make] = {
            PLATE_WIDTH: lambda rng: _plate(rng, crops, self.real),
            NUMBER_WIDTH: container_crop,
            SIZE_TYPE_WIDTH: size_type_crop,
        }
        while True:
            width = int(rng.choice(WIDTHS, p=_SHARES))
            made = [makers[width](rng) for _ in range(self.batch)]
            lines = [sized(line(crop), width) for crop in made]
            yield np.stack(lines), tuple(crop.text for crop in made)

    def _crops(self) -> tuple[RealCrop, ...]:
        if self.photos is None:
            return ()
        more = real_crops(self.photos, labels=self.pseudo) if self.pseudo else ()
        return (*real_crops(self.photos), *more)


def line(crop: Crop) -> Pixels:
    """Rectify a crop as the running system does."""
    if crop.kind is Kind.PLATE:
        return plate_strip(crop.image, crop.layout)
    characters = 4 if crop.kind is Kind.SIZE_TYPE else 11
    return strip(crop.image, crop.layout, characters=characters)


def _plate(rng: Generator, crops: tuple[RealCrop, ...], real: float) -> Crop:
    if crops and rng.random() < real:
        return varied_crop(crops[int(rng.integers(len(crops)))], rng)
    return plate_crop(rng)
