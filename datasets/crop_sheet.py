"""One picture of many crops, each above the line that the reader gets of it.

python -m datasets.crop_sheet --kind number --seed 3 --out sheet.png
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from datasets.crops import Crop, Pixels
from datasets.number_crops import container_crop, size_type_crop
from datasets.plate_crops import plate_crop
from datasets.reader_lines import line
from models.reader import HEIGHT, NUMBER_WIDTH, PLATE_WIDTH, SIZE_TYPE_WIDTH, sized

_CELL = (NUMBER_WIDTH + 4, 160)
"""Width and height in pixels that one crop takes."""
_CAPTION = 14
_INK = (0, 230, 230)
_KINDS: dict[str, tuple[Callable[[Generator], Crop], int]] = {
    "plate": (plate_crop, PLATE_WIDTH),
    "number": (container_crop, NUMBER_WIDTH),
    "size-type": (size_type_crop, SIZE_TYPE_WIDTH),
}


def crop_sheet(kind: str, seed: int, rows: int, columns: int) -> Pixels:
    """Make crops of a kind and lay them out, (rows * 160, columns * 260, 3) BGR."""
    make, width = _KINDS[kind]
    rng = np.random.default_rng(seed)
    lines = [
        np.hstack([_cell(make(rng), width) for _ in range(columns)])
        for _ in range(rows)
    ]
    return np.asarray(np.vstack(lines), np.uint8)


def _cell(crop: Crop, width: int) -> Pixels:
    wide, high = _CELL
    cell = np.full((high, wide, 3), 70, np.uint8)
    room = wide - 4, high - HEIGHT - 2 * _CAPTION
    image = crop.image
    if image.shape[0] > 3 * image.shape[1]:
        image = np.ascontiguousarray(np.rot90(image))
    scale = min(room[0] / image.shape[1], room[1] / image.shape[0], 2.0)
    size = [max(1, round(side * scale)) for side in image.shape[1::-1]]
    cell[: size[1], : size[0]] = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    top = high - HEIGHT - _CAPTION
    cell[top : top + HEIGHT, :width] = sized(line(crop), width)
    words = f"{crop.text or '-'} {crop.layout} {crop.image.shape[1]} px"
    cv2.putText(cell, words, (2, high - 3), cv2.FONT_HERSHEY_SIMPLEX, 0.4, _INK)
    return cell


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(prog="python -m datasets.crop_sheet")
    parser.add_argument("--kind", choices=tuple(_KINDS), default="number")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, default=8)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    sheet = crop_sheet(given.kind, given.seed, given.rows, given.columns)
    cv2.imwrite(str(given.out), sheet)


if __name__ == "__main__":
    main()
