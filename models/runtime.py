"""Run a model file: the only import of ONNX Runtime."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.settings import Provider

_PROVIDERS = {
    Provider.CPU: "CPUExecutionProvider",
    Provider.CUDA: "CUDAExecutionProvider",
    Provider.OPENVINO: "OpenVINOExecutionProvider",
}
_PACKAGES = {
    Provider.CPU: "onnxruntime",
    Provider.CUDA: "onnxruntime-gpu in the place of onnxruntime",
    Provider.OPENVINO: "onnxruntime-openvino in the place of onnxruntime",
}
_NUMBERS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


class ModelError(Exception):
    """A model that is absent, changed or did not give a usable answer."""


class AbsentModelError(ModelError):
    """A model whose file or package is not there."""


class ChangedModelError(ModelError):
    """A model whose file is not the one that was measured."""


class Session:
    """One loaded model, shared by all threads of a process.

    A run takes no lock: ONNX Runtime allows as many callers as there are cores,
    each of which works on one thread unless *threads* says otherwise (0: all cores).
    Raises ModelError where *provider* is not installed or cannot be used: nothing
    falls back to the processor in silence.
    """

    def __init__(
        self, path: Path, *, threads: int = 1, provider: Provider = Provider.CPU
    ) -> None:
        self._name = path.name
        self._session = _opened(path, threads, provider)
        inputs = self._session.get_inputs()
        if len(inputs) != 1 or inputs[0].type not in _NUMBERS:
            taken = ", ".join(f"{i.name} ({i.type})" for i in inputs)
            message = f"{self._name} must take one input of real numbers, not {taken}"
            raise ModelError(message)
        self._input = inputs[0]

    @property
    def metadata(self) -> dict[str, str]:
        """The texts that the model file carries beside its weights."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    @property
    def shape(self) -> tuple[int | None, ...]:
        """The input's sides, None for those that vary: (batch, channels, H, W)."""
        sides = self._input.shape
        return tuple(side if isinstance(side, int) else None for side in sides)

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the model's only input and give its first output; see ``run``."""
        return self.run(batch)[0]

    def run(self, batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """Run the model's only input and give all its outputs.

        Raises ModelError where the shape is not the model's, or where an output
        is not finite: nothing was seen, which is not the same as seeing nothing.
        """
        self._check(batch.shape)
        given = batch.astype(_NUMBERS[self._input.type], copy=False)
        try:
            outputs = self._session.run(None, {self._input.name: given})
        except Exception as error:  # ONNX Runtime's errors share no base class
            message = f"{self._name} failed: {_in_one_line(error)}"
            raise ModelError(message) from error
        found = tuple(np.asarray(output, np.float32) for output in outputs)
        if not all(np.isfinite(output).all() for output in found):
            message = f"{self._name} gave values that are not finite"
            raise ModelError(message)
        return found

    def _check(self, shape: tuple[int, ...]) -> None:
        fits = len(self.shape) == len(shape) and all(
            want in (None, have) for want, have in zip(self.shape, shape, strict=True)
        )
        if not fits:
            message = f"{self._name} takes {self._input.shape}, not {list(shape)}"
            raise ModelError(message)


def _opened(path: Path, threads: int, provider: Provider) -> Any:  # noqa: ANN401 - ONNX Runtime has no types
    """Open a session on *provider*; the processor does only what that cannot do."""
    wanted = _PROVIDERS[provider]
    if wanted not in onnxruntime.get_available_providers():
        message = f"{provider} is not installed: it needs {_PACKAGES[provider]}"
        raise ModelError(message)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    providers = list(dict.fromkeys([wanted, _PROVIDERS[Provider.CPU]]))
    try:
        session = onnxruntime.InferenceSession(path, options, providers=providers)
    except Exception as error:  # ONNX Runtime's errors share no base class
        message = f"{path.name} cannot be loaded: {_in_one_line(error)}"
        raise ModelError(message) from error
    if wanted not in session.get_providers():
        message = f"{path.name} cannot run on {provider}: its driver does not answer"
        raise ModelError(message)
    return session


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())
