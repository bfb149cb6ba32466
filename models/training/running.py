"""What every training asks of PyTorch: a device, a start, answers in between."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from torch import Tensor, nn

from models.runtime import ModelError

Array = NDArray[np.float32]


def use(device: str, threads: int) -> None:
    """Work with that many *threads*, 0 for one a core.

    Raises ModelError where *device* is ``cuda`` and there is none.
    """
    if device == "cuda" and not torch.cuda.is_available():
        message = "no CUDA device answers here: train with --device cpu"
        raise ModelError(message)
    if threads:
        torch.set_num_threads(threads)


def try_start(load: Callable[[Path], object], start: Path) -> None:
    """Raise ModelError where *start* is not the network that *load* takes."""
    try:
        load(start)
    except (DecodeError, LookupError, RuntimeError, StopIteration, ValueError) as error:
        message = f"{start} is not the network that this training starts from"
        raise ModelError(message) from error


def blank_images(height: int, width: int) -> Tensor:
    """Give (2, 3, height, width) pixels without a picture, to try a network with."""
    return torch.zeros(2, 3, height, width)


def asked(
    check: Callable[[Callable[[Array], Array]], dict[str, float]],
) -> Callable[[nn.Module], dict[str, float]]:
    """Let *check*, which asks with arrays, measure a network wherever it lies."""

    def measure(network: nn.Module) -> dict[str, float]:
        device = next(network.parameters()).device

        def answer(batch: Array) -> Array:
            with torch.inference_mode():
                raw = network(torch.from_numpy(batch).to(device))
            return np.asarray(raw.float().cpu())

        return check(answer)

    return measure
