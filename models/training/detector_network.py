"""The detector's network: YOLOX-nano, begun from the weights of an ONNX file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from yolox.models import YoloPafpn, YoloxHead, YoloxModule

_DEPTH, _WIDTH = 0.33, 0.25
_EPSILON, _MOMENTUM = 1e-3, 0.03
FOLDED = ((0, 0), (1, 0), (0, 1), (1, 1))
"""Row and column of the pixel, of four, that each three channels hold."""
_WHOLE = 6
"""Sides of the first layer's weights where they see the pixels as they are."""
_CLASSES = -7
"""Which of the layers tells the classes: the box's four, its sides and objectness
follow."""
_CLASS_PRIOR = -4.0
"""Logit that a class without a past starts with."""


_Layers = Sequence[tuple[Tensor, Tensor]]
"""Weights and biases of convolutions, in the order in which they run."""


def detector_network(classes: int) -> YoloxModule:
    """Make YOLOX-nano for a number of classes, with random weights."""
    head = YoloxHead(classes, _WIDTH, depthwise=True)
    head.decode_in_inference = False
    network = YoloxModule(YoloPafpn(_DEPTH, _WIDTH, depthwise=True), head)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eps, module.momentum = _EPSILON, _MOMENTUM
    return network


def started(path: Path, known: Sequence[int | None], images: Tensor) -> YoloxModule:
    """Make a network that begins where the file at *path* ended: COCO's, or ours.

    *known* names for each of our classes the file's class that it starts from, or
    None. *images* (n, 3, H, W), BGR 0-255, give the norms their statistics.
    """
    stored = list(_stored(path))
    network = detector_network(len(stored[_CLASSES][0]))
    _load(stored, network, images)
    _measure_norms(network, images)
    _replace_classes(network.head, known)
    return network


def learning(network: YoloxModule) -> None:
    """Put *network* to learning, but for its first layers.

    They see edges and colours, which COCO has taught them; sparing them a third of
    the work is spared.
    """
    network.train()
    for part in (network.backbone.backbone.stem, network.backbone.backbone.dark2):
        part.eval().requires_grad_(requires_grad=False)


def maps(network: YoloxModule, images: Tensor) -> list[Tensor]:
    """Run up to the raw maps of the three strides, each (n, 5 + classes, h, w).

    The channels are the box (4, offsets in cells), objectness and classes as logits.
    """
    head, found = network.head, []
    for level, features in enumerate(network.backbone(images)):
        stem = head.stems[level](features)
        boxes = head.reg_convs[level](stem)
        classes = head.cls_preds[level](head.cls_convs[level](stem))
        parts = [head.reg_preds[level](boxes), head.obj_preds[level](boxes), classes]
        found.append(torch.cat(parts, 1))
    return found


def _convolutions(network: nn.Module, images: Tensor) -> list[nn.Conv2d]:
    """Give the convolutions in the order in which they run."""
    order: list[nn.Conv2d] = []
    hooks = [
        module.register_forward_hook(lambda ran, *_: order.append(ran))
        for module in network.modules()
        if isinstance(module, nn.Conv2d)
    ]
    with torch.inference_mode():
        network.eval()(images[:1])
    for hook in hooks:
        hook.remove()
    return order


def _load(stored: _Layers, network: YoloxModule, images: Tensor) -> None:
    """Copy a file's convolutions, into which its norms are folded."""
    norms = {
        block.conv: block.bn
        for block in network.modules()
        if hasattr(block, "conv") and hasattr(block, "bn")
    }
    ours = _convolutions(network, images)
    for convolution, (weight, bias) in zip(ours, stored, strict=True):
        convolution.weight.data.copy_(weight)
        norm = norms.get(convolution)
        if norm is None:
            convolution.bias.data.copy_(bias)
            continue
        norm.weight.data.fill_(1.0)
        norm.bias.data.copy_(bias)
        norm.running_mean.fill_(0.0)
        norm.running_var.fill_(1.0 - _EPSILON)


def _stored(path: Path) -> Iterator[tuple[Tensor, Tensor]]:
    graph = onnx.load(str(path)).graph
    values = {value.name: value for value in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]  # equal weights are shared
        if node.op_type == "Conv":
            weight, bias = (
                torch.from_numpy(numpy_helper.to_array(values[name]).copy())
                for name in node.input[1:]
            )
            yield _folded(weight) if weight.shape[2] == _WHOLE else weight, bias


def _folded(weight: Tensor) -> Tensor:
    """Turn a first layer (n, 3, 6, 6) that sees pixels into YOLOX's (n, 12, 3, 3).

    YOLOX lays each 2 x 2 pixels into four times the channels first: the same sums.
    """
    return torch.cat([weight[:, :, d::2, r::2] for d, r in FOLDED], 1)


def _measure_norms(network: nn.Module, images: Tensor) -> None:
    """Give every norm the mean and spread that it sees, its function unchanged.

    Folded norms have neither, and training would otherwise begin by flattening
    every channel to spread 1.
    """

    def measured(norm: nn.BatchNorm2d, given: tuple[Tensor], _: Tensor) -> None:
        spread, mean = torch.var_mean(given[0], (0, 2, 3), correction=0)
        norm.running_mean, norm.running_var = mean, spread
        norm.weight.data.copy_((spread + _EPSILON).sqrt())
        norm.bias.data.add_(mean)

    norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    hooks = [norm.register_forward_hook(measured) for norm in norms]
    with torch.inference_mode(), torch.no_grad():
        network.eval()(images)
    for hook in hooks:
        hook.remove()
    for norm in norms:
        norm.running_mean = norm.running_mean.clone()
        norm.running_var = norm.running_var.clone()


def _replace_classes(head: YoloxHead, known: Sequence[int | None]) -> None:
    """Exchange COCO's classes for ours, keeping the rows that are *known*."""
    for level, old in enumerate(head.cls_preds):
        new = nn.Conv2d(old.in_channels, len(known), 1)
        nn.init.normal_(new.weight, std=0.01)
        nn.init.constant_(new.bias, _CLASS_PRIOR)
        for row, source in enumerate(known):
            if source is not None:
                new.weight.data[row] = old.weight.data[source]
                new.bias.data[row] = old.bias.data[source]
        head.cls_preds[level] = new
    head.num_classes = len(known)
