"""Train the detector: from YOLOX's COCO weights, on generated yards and real roads."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.detection import FROM_COCO, LABELS, Folder
from datasets.detector_check import Answer, BoxCheck
from datasets.detector_samples import backdrops, detector_samples, real_roads
from datasets.generated import generated
from datasets.measure.training import Log, last_rates
from datasets.roads import Roads, plate_boxes, scenes
from datasets.teacher import CocoTeacher
from models.detector import Detector
from models.training.detector import Plan, train
from models.training.detector_augment import drawn
from models.training.detector_export import export_detector
from models.training.detector_network import started
from models.training.running import asked, blank_images, try_start, use
from quaygate.errors import CommandError
from quaygate.progress import progress
from quaygate.train_start import examples, kept_start
from quaygate.trained import Trained, learnt
from quaygate.trained_detector import begun_with, trained_detector
from vision.results import Detection, Label

_NAME = "detector"
_SIZE = 384, 640
"""Height and width of the images that calibrate int8."""


def train_detector(chosen: argparse.Namespace) -> Trained:
    """Train, or go on where the folder's checkpoint is, and export."""
    folder = chosen.folder / _NAME
    start = kept_start(chosen.start, folder, _NAME)
    use(chosen.device, chosen.threads)
    trucks = CocoTeacher(start)
    blank = blank_images(*_SIZE)
    try_start(partial(started, known=FROM_COCO, images=blank), start)
    roads = _roads(chosen.data, trucks) if chosen.data else {}
    samples = detector_samples(_yards(chosen, roads), roads)
    plan = Plan(
        known=FROM_COCO,
        steps=chosen.steps or Plan(known=()).steps,
        seed=chosen.seed,
        device=chosen.device,
    )
    boxes = BoxCheck(chosen.data) if chosen.data else _unchecked
    picture, check = drawn(samples), asked(boxes)
    network = train(picture, start=start, folder=folder, plan=plan, check=check)
    exported = export_detector(network, folder, examples(samples, _SIZE))
    photos = {name: len(part) for name, part in roads.items()}
    return trained_detector(
        exported,
        begun=begun_with("YOLOX-nano trained on COCO", start),
        seed=plan.seed,
        training_data=learnt(f"{chosen.yards} generated yards", photos),
        labels=LABELS,
        accuracy=_accuracy,
    )


def _roads(data: Path, trucks: CocoTeacher) -> dict[str, Roads]:
    """Take the photos of whole scenes; two detectors mark what else they show."""
    total = sum(len(plate_boxes(data, n, "train")) for n in scenes(data, "train"))
    if not total:
        msg = f"{data}: no photo of the split train has boxes of plates"
        raise CommandError(msg)
    ours, done = Detector.load(_NAME), iter(range(1, total + 1))
    with progress("looking for trucks and plates") as tell:

        def teacher(image: NDArray[np.uint8]) -> Iterator[Detection]:
            tell(next(done), total)
            yield from trucks(image)
            yield from (one for one in ours(image) if one.label == Label.PLATE)

        return real_roads(data, teacher)


def _yards(chosen: argparse.Namespace, roads: Mapping[str, Roads]) -> Sequence[Folder]:
    """Render the yards that the folder has not yet, before the photos."""
    with progress("rendering yards, block by block") as tell:
        return generated(
            chosen.folder / _NAME / "generated",
            chosen.yards,
            backdrops(roads),
            workers=chosen.workers,
            tell=tell,
        )


def _unchecked(answer: Answer) -> dict[str, float]:
    """Check nothing where there are no photos."""
    del answer
    return {}


def _accuracy(log: Log) -> dict[str, dict[str, float]]:
    """Sort the last rates by set: recall and precision of its plates."""
    found: dict[str, dict[str, float]] = {}
    for name, rate in last_rates(log).items():
        group, _, measure = name.rpartition(" ")
        found.setdefault(f"plates {group}", {})[measure] = round(rate, 4)
    return found
