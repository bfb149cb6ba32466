"""Train the people's detector, from YOLOX's COCO weights on photos of people."""

import argparse
from collections.abc import Mapping
from functools import partial
from itertools import count
from pathlib import Path

from datasets.labels import LabelsError
from datasets.measure.training import Log, last_rates
from datasets.ppe import PPE_FROM_COCO, PPE_LABELS, PpePhotos, ppe_samples, ppe_sets
from datasets.ppe_check import PpeCheck
from datasets.ppe_people import LIKELY, TaughtPeople, taught_people
from datasets.teacher import coco_detector
from models.training.detector import Plan, train
from models.training.detector_augment import drawn
from models.training.detector_export import export_detector
from models.training.detector_network import started
from models.training.running import asked, blank_images, try_start, use
from quaygate.progress import progress
from quaygate.train_start import examples, kept_start
from quaygate.trained import Trained, learnt
from quaygate.trained_detector import begun_with, trained_detector
from vision.scene import YardLabel

_NAME = "people"
_COCO_PERSON = 0
_STEPS, _EVERY = 3000, 100
_SIZES = ((416, 416), (512, 512), (512, 512), (576, 576), (384, 640))
"""Heights and widths: photos of people come in all shapes."""


def train_people(chosen: argparse.Namespace) -> Trained:
    """Train, or go on where the folder's checkpoint is, and export."""
    folder = chosen.folder / _NAME
    sets = _sets(chosen)
    start = kept_start(chosen.start, folder, _NAME)
    use(chosen.device, chosen.threads)
    blank = blank_images(*_SIZES[0])
    try_start(partial(started, known=PPE_FROM_COCO, images=blank), start)
    samples, plan = ppe_samples(_with_people(sets, start)), _plan(chosen)
    check = asked(PpeCheck(chosen.data))
    picture = drawn(samples, texts=False)
    network = train(picture, start=start, folder=folder, plan=plan, check=check)
    images = examples(samples, _SIZES[-1])
    photos = {name: len(part) for name, part in sets.items()}
    return trained_detector(
        export_detector(network, folder, images, _NAME),
        begun=begun_with("YOLOX-nano trained on COCO", start),
        seed=plan.seed,
        training_data=learnt("photos", photos),
        labels=tuple(str(label) for label in PPE_LABELS),
        accuracy=_accuracy,
    )


def _sets(chosen: argparse.Namespace) -> dict[str, PpePhotos]:
    """List the photos to learn; raises LabelsError where there are none."""
    if chosen.data is None:
        msg = "people are learned from photos: --data DIR (see docs/training.md)"
        raise LabelsError(msg)
    sets = ppe_sets(chosen.data, "train")
    if not sets:
        msg = f"{chosen.data}: no folder train/SET/images with labels/ beside it"
        raise LabelsError(msg)
    return sets


def _with_people(sets: Mapping[str, PpePhotos], coco: Path) -> dict[str, TaughtPeople]:
    """Let the COCO network box the people on all photos."""
    teacher = coco_detector(coco, {_COCO_PERSON: str(YardLabel.PERSON)}, LIKELY)
    total, done = sum(map(len, sets.values())), count(1)
    with progress("looking for people") as tell:
        return {
            name: taught_people(photos, teacher, lambda: tell(next(done), total))
            for name, photos in sets.items()
        }


def _plan(chosen: argparse.Namespace) -> Plan:
    return Plan(
        known=PPE_FROM_COCO,
        steps=chosen.steps or _STEPS,
        warm_up=100,
        every=_EVERY,
        seed=chosen.seed,
        device=chosen.device,
        sizes=_SIZES,
        name=_NAME,
    )


def _accuracy(log: Log) -> dict[str, dict[str, float]]:
    """Sort the last rates by set: the average precision of its classes."""
    found: dict[str, dict[str, float]] = {}
    for name, rate in last_rates(log).items():
        group, _, label = name.partition(" ")
        found.setdefault(f"AP50 {group} val", {})[label] = round(rate, 4)
    return found
