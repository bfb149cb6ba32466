"""Whole trainings of a step or two, and what they refuse. They need the extra."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("yolox", reason="the extra `train` is not installed")

from models.manifest import read_manifest  # noqa: E402  # after the skip
from models.registry import load_cards, verify  # noqa: E402
from models.training.detector_network import detector_network  # noqa: E402
from models.training.export import export  # noqa: E402
from quaygate.cli import main  # noqa: E402
from quaygate.commands.shape import REFUSED  # noqa: E402
from tests.support.ppe import HELMET, PERSON, write_photo  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    # what PyTorch, YOLOX and the exporter say of each other
    pytest.mark.filterwarnings("ignore:.*autocast:FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore:Converting a tensor"),
]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a network of COCO's classes with random weights."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("start") / "coco.onnx"
    export(detector_network(80), np.zeros((1, 3, 64, 64), np.float32), path)
    return path


def steps_of(log: Path) -> list[str]:
    return log.read_text().splitlines()


def steps(log: Path) -> list[str]:
    return [row.split(",")[0] for row in steps_of(log)]


def test_the_reader_is_trained_on_and_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["train", "reader", "--folder", str(tmp_path), "--workers", "0"]
    assert main([*asked, "--steps", "1"]) == 0
    assert main([*asked, "--steps", "2"]) == 0

    assert steps(tmp_path / "reader/reader.csv") == ["1", "2"]
    cards = read_manifest(tmp_path / "reader/manifest.toml")
    assert list(cards) == ["reader-fp32", "reader"]
    assert all(verify(card).parent == tmp_path / "reader" for card in cards.values())
    assert cards["reader"].sha256 in capsys.readouterr().out


def test_the_detector_goes_on_without_being_told_its_start_again(
    start: Path, tmp_path: Path
) -> None:
    asked = ["train", "detector", "--folder", str(tmp_path), "--yards", "1"]
    assert main([*asked, "--steps", "1", "--start", str(start)]) == 0
    assert main([*asked, "--steps", "2"]) == 0

    assert steps(tmp_path / "detector/detector.csv") == ["1", "2"]
    cards = read_manifest(tmp_path / "detector/manifest.toml")
    assert [verify(card).name for card in cards.values()] == [
        "detector.onnx",
        "detector.int8.onnx",
    ]


def test_people_are_learned_checked_and_exported(start: Path, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "out"
    for split in ("train", "val"):
        write_photo(data / split / "css", "1", [PERSON, HELMET])
    asked = ["train", "people", "--folder", str(folder), "--data", str(data)]
    assert main([*asked, "--steps", "1", "--start", str(start)]) == 0
    assert main([*asked, "--steps", "2"]) == 0

    rows = [row.split(",")[:2] for row in steps_of(folder / "people/people.csv")]
    assert rows == [
        [step, name]
        for step in ("1", "2")
        for name in ("loss", "css person", "css helmet")
    ]
    cards = read_manifest(folder / "people/manifest.toml")
    assert list(cards) == ["people", "people-int8"]
    assert [verify(card).name for card in cards.values()] == [
        "people.onnx",
        "people.int8.onnx",
    ]


def test_gear_is_learned_from_the_people_that_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quaygate.train_gear._PLACES", 1)
    data, folder = tmp_path / "data", tmp_path / "out"
    write_photo(data / "train/css", "1", [PERSON, HELMET])
    asked = ["train", "gear", "--folder", str(folder), "--data", str(data)]
    assert main([*asked, "--steps", "1"]) == 0
    assert main([*asked, "--steps", "2"]) == 0

    assert steps(folder / "gear/gear.csv") == ["1", "2"]
    cards = read_manifest(folder / "gear/manifest.toml")
    assert list(cards) == ["gear", "gear-int8"]
    assert all(verify(card).parent == folder / "gear" for card in cards.values())
    assert cards["gear"].input == (192, 128)


def test_what_cannot_be_trained_is_said_in_one_line(
    start: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = verify(load_cards()["text-detector"])
    photos, empty = tmp_path / "photos", tmp_path / "empty.onnx"
    write_photo(photos / "train/css", "1", [PERSON])
    export(torch.nn.Sigmoid(), np.zeros((1, 3, 8, 8), np.float32), empty)
    (tmp_path / "labels.csv").write_text("set,file,text,lines,label,split\n")
    refusals = {
        "needs --start": ["detector"],
        "none.onnx: no such file": ["detector", "--start", "none.onnx"],
        "PP-OCRv6_det_small.onnx is not the network": ["reader", "--start", str(other)],
        "none: no labels.csv": ["reader", "--data", "none"],
        "no plate of the split train": ["reader", "--data", str(tmp_path)],
        "people are learned from photos": ["people"],
        "gear is learned from photos": ["gear"],
        "empty.onnx is not the network": [
            *("gear", "--data", str(photos), "--start", str(empty))
        ],
        "none: no folder train/SET": ["people", "--data", "none"],
        "no column x0": ["detector", "--data", str(tmp_path), "--start", str(start)],
    }
    if not torch.cuda.is_available():
        refusals["no CUDA device"] = ["reader", "--device", "cuda"]
    for number, (words, asked) in enumerate(refusals.items()):
        folder = tmp_path / str(number)
        assert main(["train", *asked, "--folder", str(folder)]) == REFUSED
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1
