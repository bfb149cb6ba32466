"""Networks to files: ONNX in fp32, and int8 beside it.

int8 is QDQ with unsigned activations and signed weights per channel: on CPUs the
pair that ONNX Runtime runs fastest.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
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
        opset_version=17,
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


class _Examples(CalibrationDataReader):
    """Feeds examples to the calibration, one at a time."""

    def __init__(self, examples: Iterable[Batch]) -> None:
        self._rest: Iterator[Batch] = iter(examples)

    def get_next(self) -> dict[str, Batch] | None:
        """Give the next input by name, None at the end."""
        batch = next(self._rest, None)
        return None if batch is None else {"images": batch}
