import pytest

from tests.support.text import line
from vision.plates import plates
from vision.results import Status


def test_a_line_of_a_known_syntax_is_a_plate() -> None:
    (plate,) = plates([line("AB12CDE")])
    assert (plate.text, plate.region, plate.status) == ("AB12CDE", "GB", Status.CERTAIN)


def test_two_lines_of_one_plate_are_read_top_down() -> None:
    (plate,) = plates([line("59P1", at=(6, 0)), line("52934", at=(0, 22))])
    assert (plate.text, plate.region) == ("59P152934", "VN")


def test_two_parts_of_one_line_are_read_left_to_right() -> None:
    (plate,) = plates([line("1234", at=(52, 0)), line("ABC")])
    assert (plate.text, plate.region) == ("ABC1234", "BR")


@pytest.mark.parametrize(
    "text",
    ["30480KGS", "67200LBS", "1173CUFT", "22G1", "MAX", "CSQU", "0123456789", "GROSS"],
)
def test_what_stands_on_a_container_is_no_plate(text: str) -> None:
    assert plates([line(text)]) == ()


def test_a_wide_syntax_alone_is_uncertain() -> None:
    (plate,) = plates([line("7ABC123")])
    assert (plate.region, plate.status) == ("US", Status.UNCERTAIN)


def test_a_faint_character_makes_a_plate_uncertain() -> None:
    (plate,) = plates([line("AB12CDE", score=0.85)])
    assert plate.status is Status.UNCERTAIN


@pytest.mark.parametrize("text", ["EA5756", "ALIR08", "AWON92", "N16EUM", "A777YI"])
def test_what_a_lost_or_misread_character_may_leave_is_uncertain(text: str) -> None:
    (plate,) = plates([line(text)])
    assert plate.status is Status.UNCERTAIN


def test_a_chinese_plate_needs_surer_characters() -> None:
    statuses = [plates([line("A12345", score=s)])[0].status for s in (0.98, 0.995)]
    assert statuses == [Status.UNCERTAIN, Status.CERTAIN]


def test_lines_of_a_container_number_are_not_read_again() -> None:
    number = line("AB12CDE")
    assert plates([number], taken=[number]) == ()


def test_no_lines_give_no_plates() -> None:
    assert plates([]) == ()
