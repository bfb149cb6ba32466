from pathlib import Path

import cv2
import numpy as np
import pytest

from datasets.teacher import CocoTeacher
from models.runtime import ModelError

FILES = Path(__file__).parents[1] / "models" / "files"
DATA = Path(__file__).parents[2].parent / "shared" / "data"
WEIGHTS = DATA / "weights" / "yolox_nano_416.onnx"
TRUCK = DATA / "plates" / "world_scenes" / "01615.jpg"


@pytest.mark.parametrize("name", ["yolox.onnx", "rtdetr.onnx"])
def test_a_network_of_other_classes_is_no_teacher(name: str) -> None:
    with pytest.raises(ModelError, match=name):
        CocoTeacher(FILES / name)


def test_what_is_no_network_is_no_teacher(tmp_path: Path) -> None:
    (tmp_path / "start.onnx").write_bytes(b"no network")
    with pytest.raises(ModelError, match=r"start\.onnx"):
        CocoTeacher(tmp_path / "start.onnx")


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not WEIGHTS.exists(), reason=f"no weights at {WEIGHTS}")
@pytest.mark.skipif(not TRUCK.exists(), reason=f"no real photos at {DATA}")
def test_the_teacher_sees_a_truck_and_none_where_all_is_grey() -> None:
    image = cv2.imread(str(TRUCK))
    assert image is not None
    teacher = CocoTeacher(WEIGHTS)
    assert max(one.score for one in teacher(np.asarray(image, np.uint8))) >= 0.5
    assert teacher(np.full_like(image, 114)) == []
