import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.registry import load_cards
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from tests.support.manifests import FILES, manifest

YOLO = FILES / "yolo.onnx"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return manifest(tmp_path, YOLO, decoder="yolo", licence="AGPL-3.0 [sic]")


def test_every_model_is_listed(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["models", "--manifest", str(own)]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in (*load_cards(), "mine", "AGPL-3.0 [sic]"))
    assert "truck, plate" in shown


def test_every_model_is_one_object_a_line(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "--json", "--manifest", str(own)]) == 0
    models = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [model["name"] for model in models] == [*load_cards(), "mine"]
    assert {
        "status": "ok",
        "file": str(YOLO),
        "size": YOLO.stat().st_size,
        "input": ["dynamic", "dynamic"],
        "labels": ["truck", "plate"],
    }.items() <= models[-1].items()


@pytest.mark.parametrize("way", [[], ["--json"]])
def test_one_bad_model_is_named_and_the_exit_code_is_1(
    tmp_path: Path, way: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", sha256="0" * 64)
    assert main(["models", *way, "--manifest", str(path)]) == 1
    said = capsys.readouterr()
    assert "changed" in said.out
    assert "quaygate: the model mine has changed" in said.err


def test_a_manifest_that_cannot_be_used_is_answered_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", lables=["a"])
    assert main(["models", "--manifest", str(path)]) == REFUSED
    said = capsys.readouterr().err
    assert "unknown key lables (did you mean labels?)" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", sorted(load_cards()))
def test_the_card_of_a_model_is_shown(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "show", name]) == 0
    assert capsys.readouterr().out.startswith("# " + name.partition("-")[0])


def test_a_model_without_prose_shows_its_facts(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "show", "mine", "--manifest", str(own)]) == 0
    assert "**Licence**: AGPL-3.0 [sic]" in capsys.readouterr().out


def test_missing_prose_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", card="none.md")
    assert main(["models", "show", "mine", "--manifest", str(path)]) == REFUSED
    assert "none.md" in capsys.readouterr().err


def test_an_unknown_name_is_answered_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["models", "show", "mine"]) == REFUSED
    assert capsys.readouterr().err.startswith("quaygate: no model 'mine'")


def test_a_detector_of_ones_own_is_tried_on_photos(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = np.full((640, 640, 3), 90, np.uint8)
    image[100:200, 300:500] = (20, 20, 220)
    cv2.imwrite(str(own.with_name("a.png")), image)
    own.with_name("b.png").touch()

    asked = ["models", "try", "mine", str(own.parent), "--manifest", str(own)]

    assert main(asked) == REFUSED
    said = capsys.readouterr()
    assert said.out == f"{own.with_name('a.png')}: plate 0.78 [300, 100, 500, 200]\n"
    assert said.err == f"quaygate: {own.with_name('b.png')}: the file is empty\n"


def test_a_reader_cannot_be_tried_as_a_detector(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "try", "text-detector", str(own.parent)]) == REFUSED
    assert "not for detection" in capsys.readouterr().err


def test_the_boxes_of_a_reduced_photo_are_in_pixels_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", longest=1280)
    image = np.full((6400, 6400), 90, np.uint8)
    image[1000:2000, 3000:5000] = 220
    red = np.dstack([image // 4, image // 4, image])
    cv2.imwrite(str(tmp_path / "a.jpg"), red)

    asked = ["models", "try", "mine", str(tmp_path / "a.jpg")]

    assert main([*asked, "--manifest", str(path)]) == 0
    assert "[3000, 1000, 5000, 2000]" in capsys.readouterr().out


def test_what_is_read_is_read_with_ones_own_models(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, YOLO, decoder="yolo", sha256="0" * 64)
    text = path.read_text(encoding="utf-8").replace("[mine]", "[text-detector]")
    path.write_text(text, encoding="utf-8")

    assert main(["read", "--manifest", str(path), "a.jpg"]) == REFUSED
    assert "the model text-detector has changed" in capsys.readouterr().err
