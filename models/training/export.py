"""Networks to files: ONNX in fp32, weights halved where wanted, and int8 beside it.

int8 is QDQ with unsigned activations and signed weights per channel: on CPUs the
pair that ONNX Runtime runs fastest.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

Batch = NDArray[np.float32]
_OPSET = 20
"""The first that has GELU as one node; ONNX Runtime does not find its parts in int8."""
_MANY = 1024
"""Numbers from which a weight is worth a cast."""


def export(network: nn.Module, example: Batch, path: Path, *, free: str = "") -> None:
    """Write *network* as ONNX with input ``images`` and output ``scores``.

    *free* names the axes of the input that may have any size, of ``N``, ``H``, ``W``.
    """
    axes = {"NCHW".index(axis): axis for axis in free}
    torch.onnx.export(
        network.eval(),
        (torch.from_numpy(example),),
        str(path),
        input_names=["images"],
        output_names=["scores"],
        dynamic_axes={"images": axes} if axes else None,
        opset_version=_OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(str(path)))


def quantise(
    path: Path,
    to: Path,
    examples: Iterable[Batch],
    *,
    keep: Iterable[str] = (),
    kinds: Iterable[str] = ("Conv", "MatMul"),
) -> None:
    """Write the int8 twin of *path*, calibrated on *examples*.

    Nodes of other *kinds*, and those whose name begins with one of *keep*, stay in
    fp32.
    """
    prepared = to.with_suffix(".prepared.onnx")
    quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
    graph = onnx.load(str(prepared)).graph
    kept = [n.name for n in graph.node if n.name.startswith(tuple(keep) or ("\0",))]
    quantize_static(
        str(prepared),
        str(to),
        _Examples(examples),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        op_types_to_quantize=list(kinds),
        nodes_to_exclude=kept,
        extra_options={"CalibMovingAverage": True},
    )
    prepared.unlink()


def halve(path: Path) -> None:
    """Store the weights of *path* in fp16, in place; it answers in fp32 as before.

    Casts turn them back, once, when ONNX Runtime loads the file. A weight that fp16
    cannot hold stays as it is. int8 is made from the whole weights: call this last.
    """
    model = onnx.load(str(path))
    graph = model.graph
    casts = []
    for weight in graph.initializer:
        if (half := _halved(weight)) is not None:
            of = {"to": onnx.TensorProto.FLOAT, "name": f"{weight.name}/cast"}
            casts.append(helper.make_node("Cast", [half.name], [weight.name], **of))
            weight.CopyFrom(half)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _halved(weight: onnx.TensorProto) -> onnx.TensorProto | None:
    numbers = numpy_helper.to_array(weight)
    if numbers.dtype != np.float32 or numbers.size < _MANY:
        return None
    if np.abs(numbers).max() > np.finfo(np.float16).max:
        return None
    return numpy_helper.from_array(numbers.astype(np.float16), f"{weight.name}/half")


class _Examples(CalibrationDataReader):
    """Feeds examples to the calibration, one at a time."""

    def __init__(self, examples: Iterable[Batch]) -> None:
        self._rest: Iterator[Batch] = iter(examples)

    def get_next(self) -> dict[str, Batch] | None:
        """Give the next input by name, None at the end."""
        batch = next(self._rest, None)
        return None if batch is None else {"images": batch}
