"""The trained reader to files: fp32 and int8, with its alphabet beside the weights."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from models.training.export import export, halve, quantise
from models.training.reader_network import HEIGHT, ReaderNetwork

_EXAMPLE_WIDTH = 160


class _Probabilities(nn.Module):
    """The network with its scores turned into probabilities."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        """(B, 3, 32, W) -> (B, W / 4 - 1, 37)."""
        return self.network(images).softmax(-1)


def export_reader(
    network: ReaderNetwork, folder: Path, examples: Iterable[NDArray[np.uint8]]
) -> tuple[Path, Path]:
    """Write ``reader.onnx`` and ``reader.int8.onnx``; give their paths.

    The former's weights are stored in fp16. *examples* are batches (B, 32, W, 3) that
    calibrate int8, of every width in use.
    """
    plain, small = folder / "reader.onnx", folder / "reader.int8.onnx"
    blank = np.zeros((1, 3, HEIGHT, _EXAMPLE_WIDTH), np.float32)
    export(_Probabilities(network.cpu()), blank, plain, free="NW")
    lines = (line[None] for batch in examples for line in batch)
    quantise(plain, small, (_normed(line) for line in lines))
    halve(plain)
    return plain, small


def network_of(checkpoint: Path) -> ReaderNetwork:
    """Give the running mean of the weights that a checkpoint holds."""
    mean = torch.load(checkpoint, map_location="cpu")["mean"]
    prefix = "module."
    weights = {n.removeprefix(prefix): w for n, w in mean.items() if prefix in n}
    network = ReaderNetwork()
    network.load_state_dict(weights)
    return network.eval()


def parameters(path: Path) -> int:
    """Count the numbers that a model file holds as weights."""
    return sum(int(np.prod(t.dims)) for t in onnx.load(str(path)).graph.initializer)


def _normed(lines: NDArray[np.uint8]) -> NDArray[np.float32]:
    pixels = lines.astype(np.float32) / np.float32(127.5) - 1
    return np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))
