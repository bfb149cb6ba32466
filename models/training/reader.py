"""Train the reader: lines in, checkpoints out, resumed where it was left.

The lines come from outside (``datasets/`` makes them), in batches of one width. One
process trains; the loader's workers make lines meanwhile, and what they made but
nobody used is the only thing that an interruption loses.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from models.training.checkpoint import Progress
from models.training.journal import Journal
from models.training.reader_network import ALPHABET, ReaderNetwork
from models.training.reader_start import started

Lines = tuple[NDArray[np.uint8], tuple[str, ...]]
"""A batch: pixels (B, 32, W, 3) BGR and one text of A-Z 0-9 each."""
Source = Callable[[int], Iterator[Lines]]
"""Seed -> endless batches; it travels to the workers, so it must be picklable."""
Answer = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""(B, 32, W, 3) BGR -> (B, T, 37) probabilities."""
Check = Callable[[Answer], dict[str, float]]
"""Measures what was learnt so far: names and values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn."""

    steps: int = 8000
    rate: float = 4e-4
    warm_up: int = 200
    every: int = 250
    """Steps between two checkpoints."""
    seed: int = 0
    workers: int = 1
    device: str = "cpu"

    def rate_at(self, step: int) -> float:
        """Give the learning rate: a ramp, then half a cosine down to a hundredth."""
        if step < self.warm_up:
            return self.rate * (step + 1) / self.warm_up
        part = (step - self.warm_up) / max(1, self.steps - self.warm_up)
        return self.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1, part))))


class _Stream(IterableDataset[Lines]):
    """Gives every worker a stream of its own."""

    def __init__(self, source: Source, seed: int) -> None:
        self._source, self._seed = source, seed

    def __iter__(self) -> Iterator[Lines]:
        torch.set_num_threads(1)
        worker = get_worker_info()
        number = 0 if worker is None else worker.id
        return self._source(self._seed * 1000 + number)


class ReaderTraining:
    """One run: the network, its running mean, the optimiser and the step reached."""

    def __init__(self, network: ReaderNetwork, plan: Plan) -> None:
        self.plan = plan
        self._network = network.to(plan.device).to(memory_format=torch.channels_last)
        mean = get_ema_multi_avg_fn(0.999)
        self.progress = Progress(
            self._network,
            AveragedModel(self._network, multi_avg_fn=mean, use_buffers=True),
            AdamW(self._network.parameters(), lr=plan.rate, weight_decay=0.01),
        )

    @classmethod
    def begun(cls, start: Path, checkpoint: Path, plan: Plan) -> Self:
        """Go on from *checkpoint* where it exists, else from the file *start*."""
        training = cls(started(start), plan)
        if checkpoint.is_file():
            training.progress.restore(torch.load(checkpoint, map_location=plan.device))
        return training

    @property
    def network(self) -> ReaderNetwork:
        """The running mean of the weights, which is what gets exported."""
        network: ReaderNetwork = self.progress.mean.module.eval()
        return network

    def answer(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Read a batch with the running mean: (B, 32, W, 3) -> (B, T, 37)."""
        with torch.no_grad():
            logits = self.network(_normed(pixels, self.plan.device))
        return np.asarray(logits.softmax(-1).cpu())

    def learn(self, lines: Lines) -> float:
        """Take one step and give its loss, per line."""
        self._network.train()
        loss = self._loss(lines)
        rate = self.plan.rate_at(self.progress.step)
        self.progress.learnt(loss, rate, steepest=5.0)
        return float(loss.detach())

    def _loss(self, lines: Lines) -> Tensor:
        device = self.plan.device
        pixels, texts = _normed(lines[0], device), lines[1]
        with torch.autocast(device, torch.bfloat16):
            logits = self._network(pixels.to(memory_format=torch.channels_last))
        scores = logits.float().log_softmax(-1).transpose(0, 1)
        codes = [ALPHABET.index(c) + 1 for text in texts for c in text]
        sizes = torch.tensor([len(text) for text in texts])
        steps = torch.full((len(texts),), scores.shape[0])
        targets = torch.tensor(codes, device=device)
        total = functional.ctc_loss(
            scores, targets, steps, sizes, reduction="sum", zero_infinity=True
        )
        return total / len(texts)


def train(
    source: Source, *, start: Path, folder: Path, plan: Plan, check: Check
) -> ReaderNetwork:
    """Train until the plan's last step; an interrupted run goes on in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "reader.pt"
    training = ReaderTraining.begun(start, checkpoint, plan)
    progress = training.progress
    stream = _Stream(source, plan.seed + progress.step)
    ahead = 8 if plan.workers else None
    loader = DataLoader(
        stream,
        batch_size=None,
        num_workers=plan.workers,
        prefetch_factor=ahead,
        collate_fn=_as_they_are,
    )
    with Journal(folder / "reader.csv", plan.steps, progress.step) as journal:
        for lines in loader:
            if progress.step >= plan.steps:
                break
            journal.add(progress.step, training.learn(lines))
            if progress.step % plan.every == 0 or progress.step == plan.steps:
                progress.keep(checkpoint)
                journal.note(progress.step, check(training.answer))
    return training.network


def _as_they_are(lines: Lines) -> Lines:
    """Keep a batch: its source has made it whole."""
    return lines


def _normed(pixels: NDArray[np.uint8], device: str) -> Tensor:
    """(B, H, W, 3) uint8 -> (B, 3, H, W) from -1 to 1."""
    moved = torch.from_numpy(pixels).to(device).permute(0, 3, 1, 2)
    return moved.float().div_(127.5).sub_(1)
