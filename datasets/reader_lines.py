"""What the reader learns from: batches of lines, rendered and real, without an end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.crops import Crop
from datasets.number_crops import NumberCrops
from datasets.plate_crops import plate_crop
from datasets.real_crops import RealCrop, real_crops, varied_crop
from models.reader import NUMBER_WIDTH, PLATE_WIDTH, SIZE_TYPE_WIDTH, sized
from vision.rectify import strip

Lines = tuple[NDArray[np.uint8], tuple[str, ...]]
"""Pixels (B, 32, W, 3) BGR, and a text of A-Z 0-9 for each."""
Make = Callable[[Generator], Crop]

WIDTHS = (PLATE_WIDTH, NUMBER_WIDTH, SIZE_TYPE_WIDTH)
_SHARES = (0.52, 0.40, 0.08)


@dataclass(frozen=True, slots=True)
class ReaderLines:
    """A source of batches, each of one width; it travels to worker processes.

    *photos* is a folder of labelled plates in the format of ``datasets.labels``, or
    None; *real* is the share of plate lines that are cut from them.
    """

    photos: Path | None = None
    batch: int = 32
    real: float = 0.4

    def __call__(self, seed: int) -> Iterator[Lines]:
        """Yield batches for ever; equal seeds give equal batches."""
        rng = np.random.default_rng(seed)
        crops = () if self.photos is None else tuple(real_crops(self.photos))
        numbers = NumberCrops()
        makers: dict[int, Make] = {
            PLATE_WIDTH: lambda rng: _plate(rng, crops, self.real),
            NUMBER_WIDTH: numbers.number,
            SIZE_TYPE_WIDTH: numbers.size_type,
        }
        while True:
            width = int(rng.choice(WIDTHS, p=_SHARES))
            made = [makers[width](rng) for _ in range(self.batch)]
            lines = [sized(strip(crop.image, crop.layout), width) for crop in made]
            yield np.stack(lines), tuple(crop.text for crop in made)


def _plate(rng: Generator, crops: tuple[RealCrop, ...], real: float) -> Crop:
    if crops and rng.random() < real:
        return varied_crop(crops[int(rng.integers(len(crops)))], rng)
    return plate_crop(rng)
