"""The reader's network, where it starts from, and a training that was interrupted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models.registry import load_cards, verify
from models.runtime import Session

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from models.training.reader import Lines, Plan, train  # noqa: E402 - needs torch
from models.training.reader_export import (  # noqa: E402
    export_reader,
    network_of,
    parameters,
)
from models.training.reader_network import ReaderNetwork  # noqa: E402
from models.training.reader_start import recogniser, started  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    # what PyTorch's exporter says of itself
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Constant folding:UserWarning"),
]
TEXTS = ("AB12", "CD34")


@pytest.fixture(scope="module")
def weights() -> Path:
    return verify(load_cards()["text-recogniser"])


def lines(seed: int) -> Iterator[Lines]:
    rng = np.random.default_rng(seed)
    while True:
        pixels = rng.integers(0, 256, (2, 32, 96, 3), dtype=np.uint8)
        yield pixels, TEXTS


def plan(steps: int) -> Plan:
    return Plan(steps=steps, every=1, workers=0, warm_up=1)


def test_the_recogniser_answers_as_its_file_does(weights: Path) -> None:
    network, labels = recogniser(weights)
    pixels = np.random.default_rng(0).random((1, 3, 48, 160), dtype=np.float32)
    with torch.no_grad():
        ours = network.eval()(torch.from_numpy(pixels)).softmax(-1).numpy()
    assert len(labels) == ours.shape[2]
    assert np.abs(ours - Session(weights)(pixels)).max() < 1e-4


def test_the_reader_stays_below_three_million_parameters() -> None:
    assert sum(p.numel() for p in ReaderNetwork().parameters()) < 3_000_000


def test_the_reader_answers_every_four_pixels(weights: Path) -> None:
    with torch.no_grad():
        steps = started(weights).eval()(torch.zeros(2, 3, 32, 160))
    assert steps.shape == (2, 39, 37)


def test_another_network_is_refused_as_a_start() -> None:
    detector = verify(load_cards()["text-detector"])
    with pytest.raises((ValueError, StopIteration)):
        recogniser(detector)


def test_an_interrupted_training_goes_on_where_it_was(
    weights: Path, tmp_path: Path
) -> None:
    seen: list[int] = []

    def check(answer: object) -> dict[str, float]:
        seen.append(len(seen))
        return {"checked": 1.0}

    train(lines, start=weights, folder=tmp_path, plan=plan(2), check=check)
    train(lines, start=weights, folder=tmp_path, plan=plan(3), check=check)
    rows = (tmp_path / "reader.csv").read_text().splitlines()
    assert [row.split(",")[0] for row in rows if "loss" in row] == ["1", "2", "3"]


def test_both_exports_read_lines_of_every_width(weights: Path, tmp_path: Path) -> None:
    train(lines, start=weights, folder=tmp_path, plan=plan(1), check=lambda _: {})
    pictures = [next(lines(1))[0]]
    files = export_reader(network_of(tmp_path / "reader.pt"), tmp_path, pictures)
    for file in files:
        for width, steps in ((96, 23), (256, 63)):
            answer = Session(file)(np.zeros((1, 3, 32, width), np.float32))
            assert answer.shape == (1, steps, 37)
            assert np.allclose(answer.sum(axis=2), 1, atol=1e-3)
    assert files[0].stat().st_size < 6_500_000
    assert files[1].stat().st_size < 4_000_000
    assert parameters(files[0]) < 3_000_000
