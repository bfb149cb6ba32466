"""Train what looks at people closely, from the people's detector, on whom it finds."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from datasets.detection import DetectionSample, Folder
from datasets.gear_check import GearCheck
from datasets.gear_crops import GearCrops
from datasets.gear_subjects import Find, Subjects, subjects
from datasets.labels import LabelsError
from datasets.measure.training import Log, last_rates
from datasets.people_samples import render
from datasets.ppe import PPE_LABELS, alike_heads, ppe_sets
from models.registry import load_cards, verify
from models.training.detector import Plan, train
from models.training.detector_augment import recoloured
from models.training.detector_export import export_detector
from models.training.detector_network import started
from models.training.running import asked, blank_images, try_start, use
from pipelines.yard_look import MODEL, YardLook
from quaygate.progress import progress
from quaygate.trained import Trained, learnt
from quaygate.trained_detector import begun_with, trained_detector
from vision.close_up import SIZE
from vision.scene import GEAR_LABELS

_NAME = "gear"
_KNOWN = tuple(PPE_LABELS.index(label) for label in GEAR_LABELS)
_STEPS, _EVERY, _BATCH, _RATE = 5000, 250, 32, 8e-4
_PLACES = 450
"""Generated places, each with four frames of people."""
_SHARE, _LESS = 4.0, 1.0
"""How often a set is shown, and how often one that says less."""
_MADE = "generated"
_SELDOM = (_MADE, "hhw")
_LEAST = 0.05
"""Score from which a place is looked at where somebody may be."""
_EXAMPLES = 120
"""Close-ups that calibrate int8."""


def train_gear(chosen: argparse.Namespace) -> Trained:
    """Train, or go on where the folder's checkpoint is, and export."""
    folder = chosen.folder / _NAME
    photos = _photos(chosen.data, "train")
    start = chosen.start or verify(load_cards()[MODEL])
    use(chosen.device, chosen.threads)
    blank = blank_images(*SIZE)
    try_start(partial(started, known=_KNOWN, images=blank), start)
    find = partial(YardLook.load(least=_LEAST, closely=False).detections, places=())
    draw = GearCrops(_people(photos | {_MADE: _made(folder)}, find))
    check = GearCheck(_people(_photos(chosen.data, "val"), find))
    plan = _plan(chosen)
    network = train(
        recoloured(draw), start=start, folder=folder, plan=plan, check=asked(check)
    )
    rngs = map(np.random.default_rng, range(_EXAMPLES))
    images = (draw(rng).image for rng in rngs)
    made = f"{_PLACES} generated places, photos"
    trained = trained_detector(
        export_detector(network, folder, images, _NAME),
        begun=begun_with(chosen.start.name if chosen.start else f"our {MODEL}", start),
        seed=plan.seed,
        training_data=learnt(made, {name: len(part) for name, part in photos.items()}),
        labels=tuple(str(label) for label in GEAR_LABELS),
        accuracy=_accuracy,
    )
    return replace(trained, card=replace(trained.card, input=SIZE))


def _photos(data: Path | None, split: str) -> dict[str, Sequence[DetectionSample]]:
    """List the photos of a split; raises LabelsError where there are none to learn."""
    if data is None:
        msg = "gear is learned from photos: --data DIR (see docs/training.md)"
        raise LabelsError(msg)
    sets = ppe_sets(data, split)
    if not sets and split == "train":
        msg = f"{data}: no folder train/SET/images with labels/ beside it"
        raise LabelsError(msg)
    return alike_heads(sets)


def _made(folder: Path) -> Folder:
    """Make up the people that the folder does not hold yet."""
    place = folder / _MADE
    with progress("making up people") as tell:
        for done, _ in enumerate(render(place, range(_PLACES)), start=1):
            tell(done, _PLACES)
    return Folder(place, tuple(str(label) for label in PPE_LABELS))


def _people(
    sets: Mapping[str, Sequence[DetectionSample]], find: Find
) -> tuple[Subjects, ...]:
    """Find the people of all photos, as they will be found."""
    total, done = sum(map(len, sets.values())), count(1)
    with progress("looking for people") as tell:
        return tuple(
            subjects(
                photos,
                find,
                lambda: tell(next(done), total),
                share=_LESS if name in _SELDOM else _SHARE,
            )
            for name, photos in sets.items()
        )


def _plan(chosen: argparse.Namespace) -> Plan:
    return Plan(
        known=_KNOWN,
        steps=chosen.steps or _STEPS,
        batch=_BATCH,
        rate=_RATE,
        warm_up=100,
        every=_EVERY,
        seed=chosen.seed,
        device=chosen.device,
        sizes=(SIZE,),
        name=_NAME,
    )


def _accuracy(log: Log) -> dict[str, dict[str, float]]:
    """Give the last rates, of people who were found."""
    rates = {name: round(rate, 4) for name, rate in last_rates(log).items()}
    return {"right of found, val": rates} if rates else {}
