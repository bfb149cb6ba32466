from pathlib import Path

import numpy as np
import pytest

from models.runtime import ModelError, Session
from models.settings import Provider
from tests.support.manifests import FILES


def test_a_file_that_is_no_model_is_an_error_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"broken\.onnx cannot be loaded") as refused:
        Session(path)
    assert "\n" not in str(refused.value)


def test_all_outputs_of_a_model_are_given() -> None:
    session = Session(FILES / "rtdetr-logits.onnx")
    logits, boxes = session.run(np.zeros((1, 3, 64, 96), np.float32))
    assert (logits.shape, boxes.shape) == ((1, 1, 2), (1, 1, 4))


def test_sides_that_vary_are_none() -> None:
    assert Session(FILES / "yolo.onnx").shape == (1, 3, None, None)
    assert Session(FILES / "yolox.onnx").shape == (1, 3, 64, 96)


@pytest.mark.parametrize("shape", [(1, 3, 64, 64), (1, 1, 64, 96), (3, 64, 96)])
def test_a_batch_of_another_shape_is_an_error(shape: tuple[int, ...]) -> None:
    with pytest.raises(ModelError, match=r"yolox\.onnx takes \[1, 3, 64, 96\]"):
        Session(FILES / "yolox.onnx").run(np.zeros(shape, np.float32))


def test_a_provider_that_is_not_installed_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = ["CPUExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: installed)
    with pytest.raises(ModelError, match=r"cuda is not installed.*onnxruntime-gpu"):
        Session(FILES / "yolo.onnx", provider=Provider.CUDA)


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_provider_that_does_not_answer_is_not_replaced_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: installed)
    with pytest.raises(ModelError, match=r"cannot (run on|be loaded)"):
        Session(FILES / "yolo.onnx", provider=Provider.CUDA)
