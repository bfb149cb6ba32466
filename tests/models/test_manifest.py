from dataclasses import fields
from pathlib import Path

import pytest

from models.cards import DECODERS, ModelCard
from models.manifest import read_manifest
from models.runtime import ModelError
from tests.support.manifests import FILES, manifest
from vision.letterbox import Fit

ROOT = Path(__file__).parents[2]
YOLO = FILES / "yolo.onnx"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        pytest.param(
            {"lables": ["a"]}, r"unknown key lables \(did you mean labels\?\)", id="key"
        ),
        pytest.param({"name": "x"}, "unknown key name", id="a key of ours"),
        pytest.param({"folder": "/"}, "unknown key folder", id="another key of ours"),
        pytest.param(
            {"decoder": "yolo9"}, "unknown decoder 'yolo9' .*yolox, yolo", id="decoder"
        ),
        pytest.param(
            {"task": "text-detection"}, "unknown decoder 'yolo'", id="decoder of others"
        ),
        pytest.param({"decoder": None}, "decoder and labels", id="no decoder"),
        pytest.param({"labels": []}, "decoder and labels", id="no labels"),
        pytest.param({"labels": ["a", ""]}, r"labels\.1", id="empty label"),
        pytest.param({"task": "driving"}, "task: .*'detection'", id="task"),
        pytest.param({"sha256": "abc"}, "sha256", id="no checksum"),
        pytest.param({"sha256": None}, "the key sha256 is missing", id="missing"),
        pytest.param({"licence": None}, "the key licence is missing", id="licence"),
        pytest.param({"licence": ""}, "licence", id="empty licence"),
        pytest.param({"threshold": 0}, "threshold: .*greater than 0", id="threshold"),
        pytest.param({"nms": 1.5}, "nms", id="overlap"),
        pytest.param({"input": [640]}, r"input", id="one side"),
        pytest.param({"input": [0, 640]}, r"input\.0", id="no side"),
        pytest.param({"input": "any"}, "input", id="another word"),
        pytest.param({"mean": [1, 2]}, "mean", id="two channels"),
        pytest.param({"channels": "hsv"}, "channels", id="colours"),
        pytest.param({"precision": "fp7"}, "precision", id="precision"),
    ],
)
def test_a_fault_is_said_in_one_line_with_its_model_and_key(
    tmp_path: Path, keys: dict[str, object], said: str
) -> None:
    path = manifest(tmp_path, YOLO, **({"decoder": "yolo"} | keys))
    with pytest.raises(ModelError, match=rf"manifest\.toml: the model mine: .*{said}"):
        read_manifest(path)


def test_all_faults_of_a_model_are_said_at_once(tmp_path: Path) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", lables=["a"], nms=2, licence=None)
    with pytest.raises(ModelError, match=r"lables.*licence.*nms") as refused:
        read_manifest(path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(b"[mine\n", "is not valid TOML", id="no TOML"),
        pytest.param(b"\xff\xfe", "is not valid TOML", id="no text"),
        pytest.param(b'task = "detection"\n', "task is no table", id="no table"),
    ],
)
def test_a_file_that_is_no_manifest_is_named(
    tmp_path: Path, text: bytes, said: str
) -> None:
    path = tmp_path / "manifest.toml"
    path.write_bytes(text)
    with pytest.raises(ModelError, match=said):
        read_manifest(path)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.toml: No such file"):
        read_manifest(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param([384, 640], (384, 640), id="fixed"),
        pytest.param("dynamic", (None, None), id="both vary"),
        pytest.param([32, "dynamic"], (32, None), id="one varies"),
        pytest.param(None, (None, None), id="as the file says"),
    ],
)
def test_an_input_may_be_fixed_or_vary(
    tmp_path: Path, written: object, read: tuple[int | None, int | None]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", input=written)
    assert read_manifest(path)["mine"].input == read


def test_one_number_stands_for_all_channels(tmp_path: Path) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", mean=127.5, scale=[1, 2, 3])
    card = read_manifest(path)["mine"]
    assert (card.mean, card.scale) == ((127.5,) * 3, (1, 2, 3))


@pytest.mark.parametrize(
    ("decoder", "asked", "fit"),
    [
        ("yolox", None, Fit.CORNER),
        ("yolo", None, Fit.CENTRE),
        ("rtdetr", None, Fit.STRETCH),
        ("rtdetr", "centre", Fit.CENTRE),
    ],
)
def test_images_are_fitted_as_the_card_says_or_as_the_family_does(
    tmp_path: Path, decoder: str, asked: str | None, fit: Fit
) -> None:
    path = manifest(tmp_path, YOLO, decoder=decoder, fit=asked)
    assert read_manifest(path)["mine"].fitted is fit


def test_measured_accuracy_is_kept_as_it_was_written(tmp_path: Path) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo")
    with path.open("a", encoding="utf-8") as file:
        file.write('[mine.accuracy."my gate"]\nrecall = 0.9\nphotos = 40\n')
    expected = {"my gate": {"recall": 0.9, "photos": 40}}
    assert read_manifest(path)["mine"].accuracy == expected


def test_every_key_and_decoder_is_described() -> None:
    described = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    keys = {field.name for field in fields(ModelCard)} - {"name", "folder"}
    decoders = {decoder for known in DECODERS.values() for decoder in known}
    assert {word for word in keys | decoders if f"`{word}`" not in described} == set()
