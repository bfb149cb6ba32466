"""How well a reader in training reads the photos that it never sees."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.real_crops import RealCrop, plain_crop, real_crops
from models.reader import PLATE_WIDTH, sized
from vision.line_reading import spell_plate
from vision.rectify import plate_strip

Answer = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""(B, 32, W, 3) BGR -> (B, T, 37) probabilities."""
_BATCH = 32


class PlateCheck:
    """Exact-match rates on the ``val`` split of labelled plates, set by set."""

    def __init__(self, photos: Path) -> None:
        self._sets: dict[str, list[RealCrop]] = {}
        for crop in real_crops(photos, split="val"):
            self._sets.setdefault(crop.group, []).append(crop)

    def __call__(self, answer: Answer) -> dict[str, float]:
        """Give each set's share of plates that were read without a fault."""
        return {name: _exact(crops, answer) for name, crops in self._sets.items()}


def _exact(crops: Sequence[RealCrop], answer: Answer) -> float:
    right = 0
    for start in range(0, len(crops), _BATCH):
        part = crops[start : start + _BATCH]
        lines = [sized(plate_strip(plain_crop(c), c.layout), PLATE_WIDTH) for c in part]
        for crop, steps in zip(part, answer(np.stack(lines)), strict=True):
            spelling = spell_plate(steps)
            right += spelling is not None and spelling.text == crop.text
    return right / len(crops)
