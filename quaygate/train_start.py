"""What both detectors' trainings share: weights to begin with, images for int8."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.detection import Mixture
from quaygate.errors import CommandError
from vision.letterbox import letterbox, place

_EXAMPLES = 40


def kept_start(given: Path | None, folder: Path, name: str) -> Path:
    """Keep the start beside the checkpoint: whoever goes on need not name it again."""
    kept = folder / "start.onnx"
    begun = (folder / f"{name}.pt").is_file()
    if given is not None and not (begun and kept.is_file()):
        if not given.is_file():
            msg = f"{given}: no such file"
            raise CommandError(msg)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(given, kept)
    if not kept.is_file():
        msg = (
            "the first run needs --start FILE: YOLOX-nano's COCO weights in ONNX "
            "(yolox_nano.onnx, see docs/training.md)"
        )
        raise CommandError(msg)
    return kept


def examples(samples: Mixture, size: tuple[int, int]) -> Iterator[NDArray[np.uint8]]:
    """Yield images that calibrate int8, all of one *size*, height and width."""
    for index in range(_EXAMPLES):
        image = samples[index].image
        yield letterbox(image, place(image, size))
