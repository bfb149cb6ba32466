"""Weights that are stored in half the bytes, and answer all the same."""

from pathlib import Path

import numpy as np
import pytest

from models.runtime import Session

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from models.training.export import export, halve  # noqa: E402 - needs torch

pytestmark = [
    # what PyTorch's exporter says of itself
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
BLANK = np.zeros((1, 3, 8, 8), np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    layers = torch.nn.Conv2d(3, 64, 3), torch.nn.ReLU(), torch.nn.Conv2d(64, 64, 3)
    path = tmp_path / "network.onnx"
    export(torch.nn.Sequential(*layers), BLANK, path)
    return path


def answer(path: Path) -> np.ndarray:
    pixels = np.random.default_rng(1).random(BLANK.shape, dtype=np.float32)
    return Session(path)(pixels)


def test_halved_weights_take_half_the_bytes_and_answer_nearly_the_same(
    path: Path,
) -> None:
    whole, size = answer(path), path.stat().st_size
    halve(path)
    assert path.stat().st_size < 0.55 * size
    assert 0 < np.abs(answer(path) - whole).max() < 1e-3


def test_a_halved_model_still_takes_and_gives_fp32(path: Path) -> None:
    halve(path)
    assert answer(path).dtype == np.float32


def test_halving_twice_changes_nothing_more(path: Path) -> None:
    halve(path)
    once = path.read_bytes()
    halve(path)
    assert path.read_bytes() == once


def test_a_weight_beyond_fp16_stays_whole(tmp_path: Path) -> None:
    layer = torch.nn.Conv2d(3, 64, 3)
    layer.weight.data *= 1e6
    path = tmp_path / "loud.onnx"
    export(layer, BLANK, path)
    whole = answer(path)
    halve(path)
    assert np.array_equal(answer(path), whole)
