"""Train the reader of lines: from PP-OCRv6's recogniser, on painted and real lines."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.measure.training import Log, last_rates, last_step, read_log
from datasets.reader_check import Answer, PlateCheck
from datasets.reader_lines import WIDTHS, ReaderLines
from datasets.real_crops import real_crops
from models.cards import ModelCard, Task
from models.reader import HEIGHT
from models.registry import load_cards, sha256_of, verify
from models.training.reader import Plan, train
from models.training.reader_export import export_reader
from models.training.reader_start import started
from models.training.running import try_start, use
from quaygate.errors import CommandError
from quaygate.trained import UNSAID, Trained, learnt, origin_of
from vision.letterbox import Fit

_NAME = "reader"
_START = "text-recogniser"
_BATCHES = 2
"""Batches of every width that calibrate int8."""
_MIDDLE = 127.5


def train_reader(chosen: argparse.Namespace) -> Trained:
    """Train, or go on where the folder's checkpoint is, and export."""
    data, folder = chosen.data, chosen.folder / _NAME
    photos = _photos(data) if data else {}
    start = chosen.start or verify(load_cards()[_START])
    use(chosen.device, chosen.threads)
    try_start(started, start)
    plan = Plan(
        steps=chosen.steps or Plan().steps,
        seed=chosen.seed,
        workers=chosen.workers,
        device=chosen.device,
    )
    source, check = ReaderLines(data), PlateCheck(data) if data else _unchecked
    network = train(source, start=start, folder=folder, plan=plan, check=check)
    plain, small = export_reader(network, folder, _examples(source, plan.seed))
    noted = folder / f"{_NAME}.csv"
    log = read_log(noted)
    card = ModelCard(
        name=f"{_NAME}-fp32",
        folder=folder,
        task=Task.TEXT_RECOGNITION,
        file=plain.name,
        sha256=sha256_of(plain),
        licence=UNSAID,
        origin=origin_of(_NAME, last_step(log), plan.seed),
        starting_weights=chosen.start.name if chosen.start else f"our {_START}",
        training_data=learnt("generated lines", photos),
        input=(HEIGHT, None),
        fit=Fit.STRETCH,
        mean=(_MIDDLE,) * 3,
        scale=(1 / _MIDDLE,) * 3,
        decoder="ctc",
        accuracy=_accuracy(log),
    )
    return Trained(card=card, small=small, twin=_NAME, log=noted)


def _photos(data: Path) -> dict[str, int]:
    """Count the plates of each set that are learned, all of whose photos are there."""
    crops = tuple(real_crops(data))
    if not crops:
        msg = f"{data}: no plate of the split train has a text"
        raise CommandError(msg)
    for crop in crops:
        if not crop.path.is_file():
            msg = f"{crop.path}: no such photo, but labels.csv names it"
            raise CommandError(msg)
    return dict(Counter(crop.group for crop in crops))


def _unchecked(answer: Answer) -> dict[str, float]:
    """Check nothing where there are no photos."""
    del answer
    return {}


def _examples(source: ReaderLines, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Give batches (B, 32, W, 3) of every width."""
    missing = Counter(dict.fromkeys(WIDTHS, _BATCHES))
    for pixels, _ in source(seed):
        width = pixels.shape[2]
        if missing[width]:
            missing[width] -= 1
            yield pixels
        if not missing.total():
            return


def _accuracy(log: Log) -> dict[str, dict[str, float]]:
    rates = last_rates(log)
    return {f"plates {name}": {"exact": round(rates[name], 4)} for name in rates}
