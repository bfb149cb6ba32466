"""Run a model file: the only import of ONNX Runtime."""

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray


class ModelError(Exception):
    """A model that is absent, changed or did not give a usable answer."""


class Session:
    """One loaded model, shared by all threads of a process.

    A run takes no lock: ONNX Runtime allows as many callers as there are cores,
    each of which works on one thread unless *threads* says otherwise (0: all cores).
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime's errors share no base class
            message = f"{path.name} cannot be loaded: {error}"
            raise ModelError(message) from error
        self._name = path.name
        self._input = self._session.get_inputs()[0]

    @property
    def metadata(self) -> dict[str, str]:
        """The texts that the model file carries beside its weights."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the model's only input and give its first output.

        Raises ModelError where the shape is not the model's, or where the output
        is not finite: nothing was seen, which is not the same as seeing nothing.
        """
        self._check(batch.shape)
        output: NDArray[np.float32] = self._session.run(
            None, {self._input.name: batch}
        )[0]
        if not np.isfinite(output).all():
            message = f"{self._name} gave values that are not finite"
            raise ModelError(message)
        return output

    def _check(self, shape: tuple[int, ...]) -> None:
        wanted = self._input.shape
        fits = len(wanted) == len(shape) and all(
            not isinstance(want, int) or want == have
            for want, have in zip(wanted, shape, strict=True)
        )
        if not fits:
            message = f"{self._name} takes {wanted}, not {list(shape)}"
            raise ModelError(message)
