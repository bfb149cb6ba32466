"""The reader's starting weights: PP-OCRv6's small recogniser, read from its file."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from models.training.reader_network import ALPHABET, Block, ReaderNetwork

_Array = NDArray[np.float32]


def started(path: Path) -> ReaderNetwork:
    """Give the reader with the weights of the recogniser at *path*, thinned.

    Raises ValueError where the file is another network.
    """
    whole, labels = recogniser(path)
    network = ReaderNetwork()
    weights = whole.state_dict()
    thin = {name: t.shape for name, t in network.state_dict().items()}
    for index, block in enumerate(whole.trunk):
        if isinstance(block, Block):
            _thin(weights, f"trunk.{index}", thin[f"trunk.{index}.widen.weight"][0])
    rows = [0, *(labels.index(character) for character in ALPHABET)]
    for name in ("head.weight", "head.bias"):
        weights[name] = weights[name][rows]
    network.load_state_dict(weights)
    return network


def recogniser(path: Path) -> tuple[ReaderNetwork, list[str]]:
    """Give the recogniser as it is, and its labels: the blank first, a space last."""
    model = onnx.load(str(path))
    entry = next(p.value for p in model.metadata_props if p.key == "character")
    labels = ["", *entry.split("\n"), " "]
    network = ReaderNetwork(len(labels), hidden=768, height=48, stride=2)
    arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    with torch.no_grad():
        _convolutions(network, model.graph, arrays)
        _norms(network, model.graph, arrays)
        _linears(network, arrays)
    return network, labels


def _thin(weights: dict[str, Tensor], block: str, keep: int) -> None:
    """Keep the *keep* hidden channels of a block that weigh most."""
    widen, narrow = weights[f"{block}.widen.weight"], weights[f"{block}.narrow.weight"]
    weight = widen.flatten(1).norm(dim=1) * narrow.flatten(2).norm(dim=(0, 2))
    kept = weight.topk(keep).indices.sort().values
    weights[f"{block}.widen.weight"] = widen[kept]
    weights[f"{block}.widen.bias"] = weights[f"{block}.widen.bias"][kept]
    weights[f"{block}.narrow.weight"] = narrow[:, kept]


def _convolutions(
    network: ReaderNetwork, graph: onnx.GraphProto, arrays: dict[str, _Array]
) -> None:
    """Copy kernels and biases; both networks list them in the order they run."""
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    layers = [m for m in network.modules() if isinstance(m, nn.Conv2d)]
    for node, layer in zip(nodes, layers, strict=True):
        _fill(layer.weight, arrays[node.input[1]])
        if layer.bias is not None:
            (after,) = (n for n in graph.node if node.output[0] in n.input)
            _fill(layer.bias, arrays[after.input[1]].ravel())


def _norms(
    network: ReaderNetwork, graph: onnx.GraphProto, arrays: dict[str, _Array]
) -> None:
    nodes = [node for node in graph.node if node.op_type == "BatchNormalization"]
    layers = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    for node, layer in zip(nodes, layers, strict=True):
        names = ("weight", "bias", "running_mean", "running_var")
        for name, entry in zip(names, node.input[1:], strict=True):
            _fill(getattr(layer, name), arrays[entry])


def _linears(network: ReaderNetwork, arrays: dict[str, _Array]) -> None:
    layers = [m for m in network.modules() if isinstance(m, nn.Linear)]
    for number, layer in enumerate(layers):
        _fill(layer.weight, arrays[f"linear_{number}.w_0"].T)
        _fill(layer.bias, arrays[f"linear_{number}.b_0"].ravel())
    norms = [m for m in network.modules() if isinstance(m, nn.LayerNorm)]
    for layer, (weight, bias) in zip(norms, _pairs(), strict=True):
        _fill(layer.weight, arrays[weight].ravel())
        _fill(layer.bias, arrays[bias].ravel())


def _pairs() -> Iterator[tuple[str, str]]:
    """Give the names under which the file keeps its five layer norms."""
    for number in range(0, 10, 2):
        yield f"helper.reshape.{number}", f"helper.reshape.{number + 1}"


def _fill(tensor: Tensor, values: _Array) -> None:
    if tuple(tensor.shape) != values.shape:
        msg = f"not the expected network: {values.shape} for {tuple(tensor.shape)}"
        raise ValueError(msg)
    tensor.copy_(torch.from_numpy(np.array(values)))
