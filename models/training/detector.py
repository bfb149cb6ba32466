"""Train the detector: pictures in, checkpoints out, resumed exactly where it was left.

The pictures come from outside (``datasets/`` makes them). Which ones a step sees, and
how they are varied, follows from the seed and the step alone, so a run that was
interrupted goes on as if it had not been.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from torch import Tensor
from torch.optim import AdamW
from torch.optim.swa_utils import AveragedModel
from yolox.models import YoloxModule

from models.training.checkpoint import Progress
from models.training.detector_augment import Picture, Shown
from models.training.detector_loss import Target, detection_loss
from models.training.detector_network import learning, maps, started
from models.training.journal import Journal

SIZES = ((384, 640), (384, 640), (384, 640), (416, 416), (512, 512), (640, 384))
"""Heights and widths for frames that are mostly wide."""
Check = Callable[[YoloxModule], dict[str, float]]
"""Measures a network between two stretches of training: names and values."""
_MEAN, _RAMP = 0.9985, 300.0
_MEASURED = 16
"""Images that tell the norms of the starting weights their statistics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn.

    ``known`` names for each class the COCO class that it starts from, or None.
    ``sizes`` are heights and widths that the steps take turns with. ``name`` is what
    the files of the training are called.
    """

    known: tuple[int | None, ...]
    steps: int = 6000
    batch: int = 16
    rate: float = 1.2e-3
    warm_up: int = 150
    every: int = 200
    """Steps between two checkpoints."""
    seed: int = 0
    device: str = "cpu"
    sizes: tuple[tuple[int, int], ...] = SIZES
    name: str = "detector"

    def rate_at(self, step: int) -> float:
        """Give the learning rate: a ramp, then half a cosine down to a fiftieth."""
        if step < self.warm_up:
            return self.rate * (step + 1) / self.warm_up
        part = (step - self.warm_up) / max(1, self.steps - self.warm_up)
        return self.rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, part))))


class DetectorTraining:
    """One run: the network, its running mean, the optimiser and the step reached."""

    def __init__(self, network: YoloxModule, plan: Plan) -> None:
        self.plan = plan
        self._network = network.to(plan.device).to(memory_format=torch.channels_last)
        self.progress = Progress(
            self._network,
            AveragedModel(self._network, multi_avg_fn=_follow, use_buffers=True),
            AdamW(self._network.parameters(), lr=plan.rate, weight_decay=0.01),
        )

    @classmethod
    def begun(cls, picture: Picture, start: Path, checkpoint: Path, plan: Plan) -> Self:
        """Go on from *checkpoint* where it exists, else from the file *start*."""
        torch.manual_seed(plan.seed)  # new classes start at random
        rng = np.random.default_rng([plan.seed, 1])
        pictures = [picture(plan.sizes[0], rng).image for _ in range(_MEASURED)]
        training = cls(started(start, plan.known, _pixels(pictures)), plan)
        if checkpoint.is_file():
            training.progress.restore(torch.load(checkpoint, map_location=plan.device))
        return training

    @property
    def network(self) -> YoloxModule:
        """The running mean of the weights, which is what gets exported."""
        return self.progress.mean.module.eval()

    def learn(self, picture: Picture) -> float:
        """Take one step on a batch of pictures and give its loss."""
        rng = np.random.default_rng([self.plan.seed, 2, self.progress.step])
        size = self.plan.sizes[int(rng.integers(len(self.plan.sizes)))]
        batch = [picture(size, rng) for _ in range(self.plan.batch)]
        learning(self._network)
        loss = self._loss(batch)
        rate = self.plan.rate_at(self.progress.step)
        self.progress.learnt(loss, rate, steepest=10.0)
        return float(loss.detach())

    def _loss(self, batch: Sequence[Shown]) -> Tensor:
        device = self.plan.device
        pixels = _pixels([piece.image for piece in batch]).to(device)
        with torch.autocast(device, torch.bfloat16):
            found = maps(self._network, pixels.to(memory_format=torch.channels_last))
        targets = [
            Target(
                torch.from_numpy(piece.boxes).to(device),
                torch.from_numpy(piece.labels).to(device),
                torch.from_numpy(piece.ignored).to(device),
                torch.tensor(sorted(piece.untaught), dtype=torch.int64).to(device),
            )
            for piece in batch
        ]
        parts = detection_loss(self._network.head, found, targets)
        return torch.stack(list(parts.values())).sum()


def train(
    picture: Picture, *, start: Path, folder: Path, plan: Plan, check: Check
) -> YoloxModule:
    """Train until the plan's last step; an interrupted run goes on in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / f"{plan.name}.pt"
    training = DetectorTraining.begun(picture, start, checkpoint, plan)
    progress = training.progress
    with Journal(folder / f"{plan.name}.csv", plan.steps, progress.step) as journal:
        while progress.step < plan.steps:
            journal.add(progress.step, training.learn(picture))
            if progress.step % plan.every == 0 or progress.step == plan.steps:
                progress.keep(checkpoint)
                journal.note(progress.step, check(training.network))
    return training.network


def _follow(mean: list[Tensor], current: list[Tensor], count: Tensor | int) -> None:
    """Let the running mean follow the weights, at first more quickly."""
    pull = 1 - _MEAN * (1 - math.exp(-float(count) / _RAMP))
    for kept, new in zip(mean, current, strict=True):
        if kept.is_floating_point():
            kept.lerp_(new, pull)
        else:
            kept.copy_(new)


def _pixels(pictures: Sequence[Any]) -> Tensor:
    """(H, W, 3) uint8 BGR each -> (n, 3, H, W) float, 0 to 255."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float()
