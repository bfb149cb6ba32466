"""What the training of either detector leaves behind."""

from collections.abc import Callable
from pathlib import Path

from datasets.detector_check import LONGEST, OVERLAP, THRESHOLD
from datasets.measure.training import Log, last_step, read_log
from models.cards import ModelCard, Task
from models.registry import sha256_of
from quaygate.trained import UNSAID, Trained, origin_of
from vision.decode import Decoder

Accuracy = Callable[[Log], dict[str, dict[str, float]]]
"""Sorts the rates that a training noted last: by set, then by measure."""


def begun_with(what: str, start: Path) -> str:
    """Say with which weights a network began: *what* they are, in the file *start*."""
    return f"{what} ({sha256_of(start)[:12]})"


def trained_detector(
    exported: tuple[Path, Path],
    *,
    begun: str,
    seed: int,
    training_data: str,
    labels: tuple[str, ...],
    accuracy: Accuracy,
) -> Trained:
    """Describe a detector, its fp32 and int8 files *exported* beside its log.

    It is named after its fp32 file. *begun* says with which weights it began.
    """
    plain, small = exported
    name, folder = plain.stem, plain.parent
    noted = folder / f"{name}.csv"
    log = read_log(noted)
    card = ModelCard(
        name=name,
        folder=folder,
        task=Task.DETECTION,
        file=plain.name,
        sha256=sha256_of(plain),
        licence=UNSAID,
        origin=origin_of(name, last_step(log), seed),
        starting_weights=begun,
        training_data=training_data,
        longest=LONGEST,
        labels=labels,
        decoder=Decoder.YOLOX,
        threshold=THRESHOLD,
        nms=OVERLAP,
        accuracy=accuracy(log),
    )
    return Trained(card=card, small=small, twin=f"{name}-int8", log=noted)
