"""Generated frames for the detector: equal seeds, boxes where the paint is."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from stdnum import iso6346

from datasets.collages import collages, lane_frames
from datasets.detection import LABELS, Folder, Marked
from datasets.detector_samples import detector_samples, render
from datasets.lettering import extent, letter_number, sample_lettering
from datasets.sheets import Sheet
from datasets.spoiling import bent, spoiled
from datasets.truth import Kind
from datasets.walls import sample_wall
from vision.results import Box, Layout

pytestmark = pytest.mark.slow


def test_equal_seeds_give_equal_frames() -> None:
    first, second = (list(collages(5, (), views=2)) for _ in range(2))
    assert all(
        np.array_equal(a, b) for (a, _), (b, _) in zip(first, second, strict=True)
    )
    assert [m for _, m in first] == [m for _, m in second]
    assert not np.array_equal(first[0][0], next(collages(6, ()))[0])


def test_a_few_yards_show_every_kind_of_code() -> None:
    marks = [marks for seed in range(6) for _, marks in collages(seed, ())]
    shown = {label for mark in marks for _, label in mark.boxes}
    assert shown >= set(LABELS) - {"plate", "truck"}


def test_the_boxes_of_a_lane_lie_upon_its_frame() -> None:
    for image, marks in lane_frames(3):
        height, width = image.shape[:2]
        for box, _ in marks.boxes:
            assert box.overlap(Box(0, 0, width, height)) > 0.8 * box.area > 0


def test_a_lane_shows_truck_plate_and_codes() -> None:
    shown = {label for _, marks in lane_frames(3) for _, label in marks.boxes}
    assert {"truck", "plate", "size-type"} <= shown


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("seed", range(4))
def test_a_lettered_number_lies_inside_its_cells(layout: Layout, seed: int) -> None:
    sheet = Sheet(3.0, 3.0, scale=120, colour=(0, 0, 0))
    style = sample_lettering(layout, np.random.default_rng(seed))
    letter_number(sheet, ("ABCU1234560", ""), (0.5, 0.4), style, (255, 255, 255))
    number = next(i for i in sheet.inscriptions if i.kind is Kind.CONTAINER)
    around = Box.around(number.cells)
    rows, columns = np.nonzero(sheet.pixels[..., 0] > 60)
    size = sheet.pixels.shape[0]
    assert len(number.cells) == 11
    assert columns.min() >= around.x0 * size - 2
    assert columns.max() <= around.x1 * size + 2
    assert rows.min() >= around.y0 * size - 2
    assert rows.max() <= around.y1 * size + 2
    width, height = extent(style)
    assert around.x1 * 3 <= 0.5 + width + style.height
    assert around.y1 * 3 <= 0.4 + height + style.height


def test_made_up_numbers_have_right_check_digits() -> None:
    rng = np.random.default_rng(0)
    numbers = {sample_wall(rng, 100, (6.058,)).number for _ in range(40)}
    assert len(numbers) == 40
    assert all(iso6346.is_valid(number) for number in numbers)


@pytest.mark.parametrize("seed", range(5))
def test_boxes_follow_what_the_lens_bends(seed: int) -> None:
    image = np.zeros((270, 480, 3), np.uint8)
    cv2.rectangle(image, (300, 40), (420, 90), (255, 255, 255), -1)
    box = Box(300, 40, 421, 91)
    moved, marks = bent(
        image, Marked(((box, "plate"),), (box,)), np.random.default_rng(seed)
    )
    rows, columns = np.nonzero(moved[..., 0] > 127)
    found = marks.boxes[0][0]
    wanted = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert (found.x0, found.y0, found.x1, found.y1) == pytest.approx(wanted, abs=2.0)
    assert marks.ignored[0] == found


@pytest.mark.parametrize("seed", range(8))
def test_spoiling_keeps_the_shape_and_leaves_its_input_alone(seed: int) -> None:
    image = np.random.default_rng(1).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    image.flags.writeable = False
    for dark in (False, True):
        out = spoiled(image, np.random.default_rng(seed), dark=dark)
        assert out.shape == image.shape
        assert out.dtype == image.dtype


def test_rendering_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    assert list(render(tmp_path, range(1, 2))) == [1]
    first = (tmp_path / "0000001-0.jpg").stat().st_mtime_ns
    assert list(render(tmp_path, range(1, 3))) == [1, 2]
    assert (tmp_path / "0000001-0.jpg").stat().st_mtime_ns == first
    samples = detector_samples([Folder(tmp_path)])
    assert len(Folder(tmp_path)) == 6
    assert samples[0].image.shape[2] == 3
