from dataclasses import replace

import pytest

from datasets.measure.scores import Verdict, judge_container, judge_plate
from tests.support.labels import photo
from tests.support.text import container, plate
from vision.results import Box, ContainerReading, PlateReading, Readings, Status

HERE, THERE = Box(0, 0, 100, 25), Box(300, 0, 400, 25)


def numbered(*containers: ContainerReading, **label: object) -> Verdict:
    return judge_container(Readings(containers=containers), photo(**label))  # type: ignore[arg-type]


def plated(*plates: PlateReading, text: str = "AB12CDE", **label: object) -> Verdict:
    return judge_plate(Readings(plates=plates), photo(text, **label))  # type: ignore[arg-type]


def at(box: Box, reading: PlateReading) -> PlateReading:
    return replace(reading, box=box)


def test_an_inferred_number_counts_as_exact_but_not_as_certain() -> None:
    verdict = numbered(container(status=Status.INFERRED))
    assert (verdict.exact, verdict.certain) == (True, False)


def test_an_uncertain_number_is_an_abstention() -> None:
    verdict = numbered(container(status=Status.UNCERTAIN))
    assert (verdict.exact, verdict.abstained) == (False, True)


def test_only_the_first_number_can_be_exact() -> None:
    verdict = numbered(container("MSKU3866036"), container())
    assert (verdict.exact, verdict.wrong) == (False, "MSKU3866036")


def test_a_certain_number_of_the_same_truck_is_no_false_accept() -> None:
    siblings = frozenset({"MSKU3866036"})
    both = container(), container("MSKU3866036")
    assert numbered(*both, siblings=siblings).wrong == ""


def test_an_uncertain_wrong_number_is_no_false_accept() -> None:
    assert not numbered(container("MSKU3866036", Status.UNCERTAIN)).false_accept


def test_a_size_type_counts_with_the_first_reading() -> None:
    assert numbered(container(size_type="22G1"), size_type="22G1").size_type is True
    assert numbered(container(), size_type="22G1").size_type is False
    assert numbered(container(size_type="22G1")).size_type is None


def test_nothing_read_misses_every_character() -> None:
    verdict = numbered()
    assert (verdict.exact, verdict.abstained, verdict.wrong) == (False, True, "")
    assert verdict.errors == 11


@pytest.mark.parametrize(
    ("box", "found"),
    [
        pytest.param(Box(0, 0, 200, 30), True, id="the same place"),
        pytest.param(Box(50, 5, 90, 25), True, id="inside"),
        pytest.param(Box(190, 0, 390, 30), False, id="a corner of it"),
        pytest.param(None, None, id="nobody labelled it"),
    ],
)
def test_a_number_is_found_where_it_stands(box: Box | None, found: bool | None) -> None:
    other = container("MSKU3866036")
    assert numbered(other, box=box).found is found


def test_a_number_painted_twice_is_found_at_either_place() -> None:
    assert numbered(container(), box=Box(500, 500, 700, 530)).found is True


def test_a_plate_is_exact_with_any_status() -> None:
    verdict = plated(plate(status=Status.UNCERTAIN))
    assert (verdict.exact, verdict.certain, verdict.abstained) == (True, False, True)


def test_the_answer_is_the_plate_at_the_labelled_place() -> None:
    readings = at(THERE, plate("XY99ZZZ", Status.UNCERTAIN)), at(HERE, plate())
    assert plated(*readings, box=HERE).exact


def test_a_plate_at_another_label_is_not_judged_by_this_one() -> None:
    verdict = plated(at(THERE, plate("XY99ZZZ")), box=HERE, others=(THERE,))
    assert (verdict.read, verdict.wrong) == ("", "")


def test_a_certain_plate_where_none_is_labelled_is_a_false_accept() -> None:
    readings = at(HERE, plate()), at(THERE, plate("XY99ZZZ"))
    verdict = plated(*readings, box=HERE)
    assert (verdict.exact, verdict.wrong) == (True, "XY99ZZZ")


@pytest.mark.parametrize(
    ("read", "exact"),
    [
        pytest.param("324HW", True, id="the visible ones"),
        pytest.param("83247HW", True, id="and two where the mask is"),
        pytest.param("832470HW", False, id="and three"),
        pytest.param("324WH", False, id="in another order"),
        pytest.param("32HW", False, id="one is missing"),
    ],
)
def test_of_a_masked_plate_the_visible_characters_count(read: str, exact: bool) -> None:
    assert plated(plate(read), text="324HW", masked=True).exact is exact


def test_of_a_square_masked_plate_the_order_is_not_known() -> None:
    square = {"text": "7ZX58", "masked": True, "box": Box(0, 0, 90, 60)}
    assert plated(plate("758ZX"), **square).exact  # type: ignore[arg-type]
    assert plated(plate("758ZY"), **square).errors == 1  # type: ignore[arg-type]


def test_of_a_masked_plate_what_is_missing_are_the_errors() -> None:
    assert plated(plate("8327W"), text="324HW", masked=True).errors == 2
