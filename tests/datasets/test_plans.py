"""Plans refuse what cannot be drawn; random ones are valid and repeat."""

import numpy as np
import pytest
from stdnum import iso6346

from datasets.plans import PlateStyle
from datasets.plates import plate_sheet
from datasets.samples import sample_plan, sample_plate
from datasets.truth import Kind
from tests.support.trucks import container, truck


@pytest.mark.parametrize("size_type", ["", "9", "2XG1", "X2G1"])
def test_a_size_type_of_unknown_size_is_refused(size_type: str) -> None:
    with pytest.raises(ValueError, match="no known length and height"):
        container(size_type=size_type)


def test_a_number_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="11 characters"):
        container(number="MRDU305438")


def test_two_containers_must_both_be_of_20_foot() -> None:
    with pytest.raises(ValueError, match="two of 20 foot"):
        truck(containers=(container(), container(size_type="42G1")))


@pytest.mark.parametrize("seed", range(30))
def test_random_trucks_repeat_and_carry_right_check_digits(seed: int) -> None:
    plan = sample_plan(seed)
    assert plan == sample_plan(seed)
    assert all(iso6346.is_valid(c.number) for c in plan.containers)


@pytest.mark.parametrize("style", PlateStyle)
def test_a_plate_records_its_text_without_separators(style: PlateStyle) -> None:
    rng = np.random.default_rng(1)
    text = sample_plate(style, rng)
    (inscription,) = plate_sheet(text, style, rng, 300).inscriptions
    assert inscription.kind is Kind.PLATE
    assert inscription.text == "".join(c for c in text if c.isalnum())
    assert len(inscription.cells) == len(inscription.text)
    assert all(0 < c.x0 < c.x1 < 1 and 0 < c.y0 < c.y1 < 1 for c in inscription.cells)
