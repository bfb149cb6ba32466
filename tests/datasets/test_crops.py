"""What the reader learns from is repeatable, lettered as it says, and whole."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.random import Generator

from datasets.crop_sheet import main
from datasets.crops import Crop, Surface, photograph, stroke
from datasets.number_crops import container_crop, size_type_crop
from datasets.plate_crops import REGIONS, plate_crop
from datasets.plate_looks import PlateLook
from datasets.reader_lines import WIDTHS, ReaderLines, line
from vision.ctc import ALPHABET
from vision.identifiers import ContainerNumber, IdentifierError, SizeType
from vision.results import Box, Layout

Make = Callable[[Generator], Crop]
MAKERS: dict[str, Make] = {
    "plate": plate_crop,
    "number": container_crop,
    "size-type": size_type_crop,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_equal_seeds_give_equal_crops(make: Make) -> None:
    one, other = make(np.random.default_rng(4)), make(np.random.default_rng(4))
    assert (one.text, one.kind, one.layout) == (other.text, other.kind, other.layout)
    assert np.array_equal(one.image, other.image)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_crops_are_colour_pictures_with_letters_and_digits_alone(make: Make) -> None:
    rng = np.random.default_rng(1)
    crops = [make(rng) for _ in range(40)]
    for crop in crops:
        assert crop.image.dtype == np.uint8
        assert crop.image.ndim == 3
        assert min(crop.image.shape[:2]) >= 4
        assert set(crop.text) <= set(ALPHABET)
    assert len({crop.text for crop in crops}) > 10


def test_most_numbers_have_the_right_check_digit_but_not_all() -> None:
    rng = np.random.default_rng(2)
    texts = [text for _ in range(120) if (text := container_crop(rng).text)]
    right = sum(map(is_right, texts))
    assert 0.8 * len(texts) < right < len(texts)


def is_right(text: str) -> bool:
    try:
        return str(ContainerNumber.parse(text)) == text
    except IdentifierError:
        return False


def test_numbers_come_in_every_layout_and_at_times_not_at_all() -> None:
    rng = np.random.default_rng(3)
    crops = [container_crop(rng) for _ in range(80)]
    assert {crop.layout for crop in crops if crop.text} == set(Layout)
    assert 0 < sum(not crop.text for crop in crops) < 20


def test_size_types_are_mostly_codes_of_the_standard() -> None:
    rng = np.random.default_rng(3)
    texts = [text for _ in range(60) if (text := size_type_crop(rng).text)]
    assert all(len(text) == 4 for text in texts)
    assert sum(SizeType.parse(text).known for text in texts) > 0.7 * len(texts)


@pytest.mark.parametrize("kind", ["plate", "number", "size-type"])
def test_crops_can_be_looked_at_on_a_sheet(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "sheet.png"
    main(["--kind", kind, "--rows", "1", "--columns", "2", "--out", str(out)])
    sheet = cv2.imread(str(out))
    assert sheet is not None
    assert np.ptp(sheet) > 100


@pytest.mark.parametrize("make", [m for m, _ in REGIONS], ids=lambda m: m.__name__)
def test_every_region_words_its_plates_in_the_readers_alphabet(
    make: Callable[[Generator], PlateLook],
) -> None:
    rng = np.random.default_rng(5)
    for look in (make(rng) for _ in range(60)):
        assert set(look.text) <= set(ALPHABET)
        assert 2 <= len(look.text) <= 12
        assert len(look.rows) in {1, 2}


def test_a_province_is_no_part_of_the_text() -> None:
    assert PlateLook(rows=("皖A·12-345", "挂")).text == "A12345"


def test_a_photograph_shows_what_is_in_the_box() -> None:
    pixels = np.full((120, 300, 3), 20, np.uint8)
    pixels[40:80, 60:240] = 220
    surface = Surface(pixels, Box(60.0, 40.0, 240.0, 80.0))
    for seed in range(20):
        view = photograph(surface, np.random.default_rng(seed), scale=0.6)
        assert (view.max(axis=2) > 150).mean() > 0.3


@pytest.mark.parametrize("at", [(-60, -60), (-3, -3), (18, 8), (400, 400)])
def test_ink_beyond_the_edge_is_cut_off(at: tuple[int, int]) -> None:
    pixels = np.zeros((10, 20, 3), np.uint8)
    stroke(pixels, np.full((5, 5), 255, np.uint8), at, (9, 8, 7))
    assert (pixels[..., 0] == 9).sum() in {0, 4}


def test_a_crop_becomes_a_line_of_as_many_cells_as_it_has_characters() -> None:
    rng = np.random.default_rng(6)
    for make, characters in ((container_crop, 11), (size_type_crop, 4)):
        crops = [make(rng) for _ in range(40)]
        lines = [line(c) for c in crops if c.layout is Layout.VERTICAL]
        assert lines
        assert {x.shape for x in lines} == {(40, 36 * characters, 3)}


def test_batches_have_one_width_and_a_text_for_each_line() -> None:
    source = ReaderLines(batch=4)(7)
    for _ in range(6):
        pixels, texts = next(source)
        assert pixels.shape[:2] == (4, 32)
        assert pixels.shape[2] in WIDTHS
        assert len(texts) == 4
