"""One's own detectors, of every family, loaded by nothing but their manifest."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.detector import Detector, batch_of
from models.registry import load_cards, open_model
from models.runtime import ModelError
from models.settings import ModelSettings
from tests.support.manifests import FILES, manifest
from vision.results import Detection
from vision.strips import Image

RED = (20, 20, 220)
BOX = (40, 20, 100, 40)
FAMILIES = [
    pytest.param("yolox", {"decoder": "yolox"}, id="yolox"),
    pytest.param("yolo", {"decoder": "yolo", "longest": 96}, id="yolo, any size"),
    pytest.param("yolo", {"decoder": "yolo", "input": [64, 96]}, id="yolo, one size"),
    pytest.param("yolo-nms", {"decoder": "yolo-nms"}, id="yolo-nms"),
    pytest.param("rtdetr", {"decoder": "rtdetr", "longest": 96}, id="rtdetr, any size"),
    pytest.param("rtdetr-top", {"decoder": "rtdetr-top"}, id="rtdetr-top"),
    pytest.param("rtdetr-logits", {"decoder": "rtdetr"}, id="rtdetr with logits"),
]


def picture(height: int = 96, width: int = 192, box: tuple[int, ...] = BOX) -> Image:
    """Make a grey picture with a red box that nobody may write to."""
    image = np.full((height, width, 3), 90, np.uint8)
    x0, y0, x1, y1 = box
    image[y0:y1, x0:x1] = RED
    image.flags.writeable = False
    return image


def detector(folder: Path, file: str, **keys: object) -> Detector:
    path = manifest(folder, FILES / f"{file}.onnx", **keys)
    return Detector.load("mine", settings=ModelSettings(manifest=path))


def sides(detection: Detection) -> tuple[float, ...]:
    box = detection.box
    return box.x0, box.y0, box.x1, box.y1


@pytest.mark.parametrize(("file", "keys"), FAMILIES)
def test_a_detector_of_any_family_is_run_by_its_manifest_alone(
    tmp_path: Path, file: str, keys: dict[str, object]
) -> None:
    (seen,) = detector(tmp_path, file, **keys)(picture())
    assert seen.label == "plate"
    assert seen.score == pytest.approx(200 / 255, abs=0.01)
    assert sides(seen) == pytest.approx(BOX, abs=2)


@pytest.mark.parametrize(("file", "keys"), FAMILIES)
def test_a_picture_of_another_shape_gives_boxes_in_its_own_pixels(
    tmp_path: Path, file: str, keys: dict[str, object]
) -> None:
    box = (60, 240, 180, 420)
    (seen,) = detector(tmp_path, file, **keys)(picture(600, 240, box))
    assert sides(seen) == pytest.approx(box, abs=10)


@pytest.mark.parametrize(("file", "keys"), FAMILIES)
def test_where_nothing_is_nothing_is_seen(
    tmp_path: Path, file: str, keys: dict[str, object]
) -> None:
    find = detector(tmp_path, file, **keys)
    for shape in ((64, 96, 3), (1, 1, 3), (1, 300, 3), (300, 1, 3)):
        assert find(np.full(shape, 90, np.uint8)) == ()


@pytest.mark.parametrize(("file", "keys"), FAMILIES)
def test_a_card_with_another_number_of_labels_is_no_empty_answer(
    tmp_path: Path, file: str, keys: dict[str, object]
) -> None:
    find = detector(tmp_path, file, **keys, labels=["plate"])
    with pytest.raises(ModelError, match="mine"):
        find(picture())


@pytest.mark.parametrize(
    ("file", "wrong"),
    [("yolox", "yolo"), ("yolo", "rtdetr"), ("rtdetr-logits", "rtdetr-top")],
)
def test_a_card_with_the_wrong_decoder_is_no_empty_answer(
    tmp_path: Path, file: str, wrong: str
) -> None:
    find = detector(tmp_path, file, decoder=wrong, labels=["a", "b", "c"])
    with pytest.raises(ModelError, match=wrong):
        find(picture())


def cut(folder: Path, key: str, table: str) -> Detector:
    path = manifest(folder, FILES / "yolox.onnx", decoder="yolox")
    path.write_text(f"{path.read_text('utf-8')}{key} = {table}\n", encoding="utf-8")
    return Detector.load("mine", settings=ModelSettings(manifest=path))


def test_boxes_are_trimmed_as_the_card_says(tmp_path: Path) -> None:
    (whole,) = detector(tmp_path, "yolox", decoder="yolox")(picture())
    (seen,) = cut(tmp_path, "trim", "{ plate = 0.25 }")(picture())
    assert sides(seen)[:3] == sides(whole)[:3]
    assert seen.box.height == pytest.approx(0.75 * whole.box.height)


def test_boxes_are_narrowed_as_the_card_says(tmp_path: Path) -> None:
    (whole,) = detector(tmp_path, "yolox", decoder="yolox")(picture())
    (seen,) = cut(tmp_path, "narrow", "{ plate = 0.5 }")(picture())
    assert seen.box.width == pytest.approx(0.5 * whole.box.width)
    assert seen.box.height == pytest.approx(whole.box.height)
    assert seen.box.centre == pytest.approx(whole.box.centre)


@pytest.mark.parametrize("key", ["trim", "narrow"])
def test_a_label_that_the_model_has_not_cannot_be_cut(tmp_path: Path, key: str) -> None:
    with pytest.raises(ModelError, match=f"{key} names no label of the model: helmet"):
        cut(tmp_path, key, "{ helmet = 0.25 }")


def test_channels_are_taken_in_the_order_of_the_card(tmp_path: Path) -> None:
    find = detector(tmp_path, "yolo-nms", decoder="yolo-nms", channels="bgr")
    assert find(picture()) == ()
    (blue,) = find(picture()[..., ::-1])
    assert sides(blue) == pytest.approx(BOX, abs=2)


def test_pixels_become_the_numbers_that_the_card_names(tmp_path: Path) -> None:
    path = manifest(tmp_path, FILES / "yolo.onnx", decoder="yolo", scale=[1, 2, 0.5])
    card = replace(load_cards(path)["mine"], mean=(10, 20, 30))
    pixels = np.array([[[3, 2, 1], [6, 5, 4]]], np.uint8)
    expected = [[[[-9, -6]], [[-36, -30]], [[-13.5, -12]]]]
    assert batch_of(pixels, card).tolist() == expected


def test_two_classes_of_one_label_are_one_object(tmp_path: Path) -> None:
    find = detector(tmp_path, "yolo", decoder="yolo", labels=["truck", "truck"])
    assert [seen.label for seen in find(picture())] == ["truck"]
    assert find.labels == {"truck"}


def test_one_detector_serves_many_threads(tmp_path: Path) -> None:
    find = detector(tmp_path, "yolox", decoder="yolox")
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(find, [picture()] * 16))) == 1


@pytest.mark.parametrize("shape", [(64, 96), (64, 96, 1), (0, 96, 3)])
def test_what_is_no_picture_is_refused(tmp_path: Path, shape: tuple[int, ...]) -> None:
    find = detector(tmp_path, "yolox", decoder="yolox")
    with pytest.raises(ModelError, match="pixels"):
        find(np.zeros(shape, np.uint8))


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param([64, 64], id="another side"),
        pytest.param(["dynamic", 64], id="another width"),
    ],
)
def test_a_card_that_gives_another_input_than_the_file_is_refused(
    tmp_path: Path, asked: list[object]
) -> None:
    with pytest.raises(ModelError, match="its file takes"):
        detector(tmp_path, "yolox", decoder="yolox", input=asked)


def test_a_detector_that_fixes_one_side_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="both sides"):
        detector(tmp_path, "yolo", decoder="yolo", input=["dynamic", 64])


def test_a_model_for_another_task_is_no_detector() -> None:
    with pytest.raises(ModelError, match="text-detection, not for detection"):
        Detector(*open_model("text-detector"))
