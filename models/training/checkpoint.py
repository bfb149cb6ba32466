"""What a training needs to go on where it was left: kept on disk, and taken back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel


@dataclass(slots=True)
class Progress:
    """The network that learns, its running mean, its optimiser and the step reached."""

    network: nn.Module
    mean: AveragedModel
    optimiser: Optimizer
    step: int = 0

    def learnt(self, loss: torch.Tensor, rate: float, *, steepest: float) -> None:
        """Take one step down from *loss*, its gradient no steeper than *steepest*."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), steepest)
        self.optimiser.step()
        self.mean.update_parameters(self.network)
        self.step += 1

    def state(self) -> dict[str, Any]:
        """Give everything that ``restore`` needs."""
        return {
            "step": self.step,
            "network": self.network.state_dict(),
            "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to where ``state`` was taken."""
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])

    def keep(self, path: Path) -> None:
        """Write a checkpoint so that an interruption leaves the old one or the new."""
        beside = path.with_suffix(".part")
        torch.save(self.state(), beside)
        beside.replace(path)
