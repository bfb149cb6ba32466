"""The trained detector to files: fp32 and int8, in YOLOX's usual form of output."""

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from yolox.models import YoloxModule

from models.training.detector_network import FOLDED, detector_network
from models.training.export import export, quantise

_EXACT = ("/backbone/backbone/stem", "/backbone/backbone/dark2", "/head")
"""Layers that stay in fp32: rounding the first ones loses small plates, rounding the
last ones moves boxes."""
_ROUNDED = ("Conv", "Sigmoid", "Mul", "Add", "Concat", "MaxPool", "Resize")
"""All kinds of layers: going back and forth between them would cost what int8 saves."""


def export_detector(
    network: YoloxModule,
    folder: Path,
    examples: Iterable[NDArray[np.uint8]],
    name: str = "detector",
) -> tuple[Path, Path]:
    """Write ``NAME.onnx`` and ``NAME.int8.onnx``; give their paths.

    Both take ``images`` (1, 3, H, W), BGR 0-255, H and W multiples of 32, and give
    (1, cells, 5 + classes): the box as offset and logarithms of size in cells, then
    objectness and classes after the sigmoid. *examples* (H, W, 3) calibrate int8.
    """
    plain, small = folder / f"{name}.onnx", folder / f"{name}.int8.onnx"
    network.head.decode_in_inference = False
    blank = np.zeros((1, 3, 384, 640), np.float32)
    export(_unfolded(network.cpu()), blank, plain, free="HW")
    pictures = (example.transpose(2, 0, 1)[None] for example in examples)
    floats = (np.ascontiguousarray(p, np.float32) for p in pictures)
    quantise(plain, small, floats, keep=_EXACT, kinds=_ROUNDED)
    return plain, small


def _unfolded(network: YoloxModule) -> YoloxModule:
    """Give a copy whose first layer looks at 6 x 6 pixels of the picture itself.

    YOLOX lays each 2 x 2 pixels into four times the channels first, and looks at 3 x 3
    of those: the same sums, for which a twelfth of the time went into moving pixels.
    """
    network = deepcopy(network)
    stem = network.backbone.backbone.stem.conv
    folded = stem.conv
    whole = nn.Conv2d(3, folded.out_channels, 6, stride=2, padding=2, bias=False)
    for channels, (down, right) in enumerate(FOLDED):
        weight = folded.weight.data[:, 3 * channels : 3 * channels + 3]
        whole.weight.data[:, :, down::2, right::2] = weight
    stem.conv = whole
    network.backbone.backbone.stem = stem
    return network


def detector_of(checkpoint: Path, classes: int) -> YoloxModule:
    """Give the running mean of the weights that a checkpoint holds."""
    mean = torch.load(checkpoint, map_location="cpu")["mean"]
    prefix = "module."
    weights = {n.removeprefix(prefix): w for n, w in mean.items() if prefix in n}
    network = detector_network(classes)
    network.load_state_dict(weights)
    return network.eval()
