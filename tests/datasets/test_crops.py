"""What the reader learns from is repeatable, lettered as it says, and whole."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.random import Generator

from datasets.crops import Crop
from datasets.number_crops import NumberCrops
from datasets.plate_crops import plate_crop
from datasets.plate_texts import Family, Wording, sample_wording
from datasets.reader_lines import ReaderLines
from datasets.real_crops import real_crops
from vision.ctc import ALPHABET
from vision.identifiers import ContainerNumber, SizeType
from vision.results import Layout

MAKERS: dict[str, Callable[[Generator], Crop]] = {
    "plate": plate_crop,
    "number": lambda rng: NumberCrops().number(rng),
    "size-type": lambda rng: NumberCrops().size_type(rng),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_equal_seeds_give_equal_crops(make: Callable[[Generator], Crop]) -> None:
    one, other = make(np.random.default_rng(4)), make(np.random.default_rng(4))
    assert one.text == other.text
    assert np.array_equal(one.image, other.image)


def test_plates_hold_letters_and_digits_alone() -> None:
    rng = np.random.default_rng(1)
    texts = [plate_crop(rng).text for _ in range(20)]
    assert all(set(text) <= set(ALPHABET) and 2 < len(text) < 13 for text in texts)
    assert len(set(texts)) == 20


def test_numbers_have_the_right_check_digit_and_come_in_every_layout() -> None:
    crops, rng = NumberCrops(), np.random.default_rng(2)
    made = [crops.number(rng) for _ in range(60)]
    for crop in made:
        assert str(ContainerNumber.parse(crop.text)) == crop.text
    assert {crop.layout for crop in made} == set(Layout)


def test_size_types_are_codes_of_the_standard() -> None:
    crops, rng = NumberCrops(), np.random.default_rng(3)
    texts = {crops.size_type(rng).text for _ in range(30)}
    assert all(SizeType.parse(text).code == text for text in texts)


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("two", [False, True], ids=["one row", "two rows"])
def test_every_family_can_be_worded(family: Family, *, two: bool) -> None:
    wording = sample_wording(family, np.random.default_rng(5), two=two)
    assert len(wording.rows) == 1 + two
    assert set(wording.text) <= set(ALPHABET)


def test_a_province_is_no_part_of_the_text() -> None:
    assert Wording(("*A·12-345",)).text == "A12345"


def test_batches_have_one_width_and_a_text_for_each_line() -> None:
    source = ReaderLines(batch=4)(7)
    for _ in range(6):
        pixels, texts = next(source)
        assert pixels.shape[:2] == (4, 32)
        assert pixels.shape[2] in {96, 160, 256}
        assert len(texts) == 4


def test_texts_of_other_readers_count_for_training_alone(
    tmp_path: Path,
) -> None:
    head = "set,file,width,height,x0,y0,x1,y1,text,country,lines,label,split\n"
    rows = (
        "scenes,a.jpg,9,9,0,0,9,9,AB123,?,1,box author; text PSEUDO x 0.99,train\n"
        "scenes,b.jpg,9,9,0,0,9,9,AB124,?,1,box author; text PSEUDO x 0.99,val\n"
        "scenes,c.jpg,9,9,0,0,9,9,AB125,?,1,box author; text PSEUDO x 0.80,train\n"
        "scenes,d.jpg,9,9,0,0,9,9,?,?,1,author,train\n"
        "x_crops,e.jpg,9,9,0,0,9,9,皖AB-126,?,2,author,val\n"
    )
    (tmp_path / "labels.csv").write_text(head + rows, encoding="utf-8")
    assert [crop.text for crop in real_crops(tmp_path)] == ["AB123"]
    (crop,) = real_crops(tmp_path, split="val")
    assert (crop.text, crop.box, crop.layout) == ("AB126", None, Layout.TWO_LINES)
