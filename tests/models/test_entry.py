from dataclasses import replace
from pathlib import Path

from models.cards import ModelCard, Precision, Task
from models.entry import as_toml
from models.manifest import read_manifest
from vision.letterbox import Fit


def card(folder: Path) -> ModelCard:
    return ModelCard(
        name="reader",
        folder=folder,
        task=Task.TEXT_RECOGNITION,
        file="reader.onnx",
        sha256="0" * 64,
        licence="not stated",
        origin='trained with "care" in Ningbo 宁波',
        starting_weights="ours",
        training_data="generated",
        input=(32, None),
        fit=Fit.STRETCH,
        mean=(127.5,) * 3,
        scale=(1 / 127.5,) * 3,
        decoder="ctc",
        precision=Precision.INT8,
        accuracy={"plates cn_crops": {"photos": 103, "exact": 0.9903}},
    )


def test_a_card_that_is_written_reads_the_same(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.toml"
    manifest.write_text(as_toml(card(tmp_path)), encoding="utf-8")
    assert read_manifest(manifest) == {"reader": card(tmp_path)}


def test_boxes_that_are_cut_are_written_too(tmp_path: Path) -> None:
    trimmed = replace(
        card(tmp_path),
        task=Task.DETECTION,
        decoder="yolox",
        labels=("helmet", "no-helmet"),
        trim={"no-helmet": 0.25},
        narrow={"helmet": 0.1},
    )
    manifest = tmp_path / "manifest.toml"
    manifest.write_text(as_toml(trimmed), encoding="utf-8")
    assert read_manifest(manifest)["reader"] == trimmed


def test_what_is_usual_is_not_written(tmp_path: Path) -> None:
    plain = replace(card(tmp_path), precision=Precision.FP32, accuracy={})
    keys = {line.split(" = ")[0] for line in as_toml(plain).splitlines()[1:]}
    assert {"threshold", "nms", "precision", "longest", "trim"}.isdisjoint(keys)
    assert {"file", "sha256", "licence", "input", "decoder"} <= keys


def test_cards_of_one_manifest_stand_beside_each_other(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.toml"
    other = replace(card(tmp_path), name="reader-int8")
    manifest.write_text(f"{as_toml(card(tmp_path))}\n{as_toml(other)}", "utf-8")
    assert list(read_manifest(manifest)) == ["reader", "reader-int8"]
