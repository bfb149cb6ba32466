from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.detection import LABELS
from datasets.detector_check import Answer, BoxCheck
from datasets.labels import LabelsError
from tests.support.labels import picture

Array = NDArray[np.float32]
CELLS = 80 * 80 + 40 * 40 + 20 * 20
MIDDLE = 40 * 80 + 40
"""The cell of stride 8 that begins in the middle of 640 x 640 pixels."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give photos of 64 x 64 pixels with one plate of 32 x 16 in the middle."""
    rows = ["set,file,x0,y0,x1,y1,split"]
    for name, split in (("a", "val"), ("b", "val"), ("c", "train")):
        picture(tmp_path / f"gate/{name}.png", width=64, height=64)
        rows.append(f"gate,gate/{name}.png,16,24,48,40,{split}")
    rows.append("own_crops,own_crops/d.png,0,0,64,64,val")
    (tmp_path / "labels.csv").write_text("\n".join(rows))
    return tmp_path


def answer(label: str, asked: list[tuple[int, ...]] | None = None) -> Answer:
    def give(batch: Array) -> Array:
        if asked is not None:
            asked.append(batch.shape)
        raw = np.zeros((1, CELLS, 5 + len(LABELS)), np.float32)
        raw[0, MIDDLE, 2:5] = np.log(40), np.log(20), 0.9
        raw[0, MIDDLE, 5 + LABELS.index(label)] = 0.9
        return raw

    return give


@pytest.mark.parametrize(("label", "rate"), [("plate", 1.0), ("truck", 0.0)])
def test_plates_are_found_where_they_are_and_by_their_name(
    data: Path, label: str, rate: float
) -> None:
    assert BoxCheck(data)(answer(label)) == {
        "gate recall": rate,
        "gate precision": rate,
    }


def test_only_scenes_of_the_split_val_are_looked_at(data: Path) -> None:
    asked: list[tuple[int, ...]] = []
    BoxCheck(data)(answer("plate", asked))
    assert asked == [(1, 3, 640, 640)] * 2


def test_at_most_so_many_of_a_set_are_looked_at(data: Path) -> None:
    asked: list[tuple[int, ...]] = []
    BoxCheck(data, most=1)(answer("plate", asked))
    assert len(asked) == 1


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"no labels\.csv"):
        BoxCheck(tmp_path)
