import pytest

from tests.support.steps import steps
from vision.line_reading import spell_number, spell_plate, spell_size_type
from vision.results import Status

NUMBER = "CSQU3054383"


def test_a_number_that_is_read_whole_is_certain() -> None:
    spelling = spell_number(steps(NUMBER))
    assert spelling is not None
    assert (spelling.number, spelling.status) == (NUMBER, Status.CERTAIN)


def test_a_number_without_its_check_digit_is_inferred() -> None:
    spelling = spell_number(steps(NUMBER[:10]))
    assert spelling is not None
    assert (spelling.number, spelling.status) == (NUMBER, Status.INFERRED)


def test_the_form_settles_what_a_letter_and_a_digit_share() -> None:
    choices = [{c: 0.99} for c in NUMBER]
    choices[4] = {"B": 0.5, "3": 0.48}
    spelling = spell_number(steps(choices))
    assert spelling is not None
    assert spelling.number == NUMBER


def test_a_wrong_check_digit_is_never_certain() -> None:
    spelling = spell_number(steps("CSQU3054384"))
    assert spelling is None or spelling.status is not Status.CERTAIN


@pytest.mark.parametrize("text", ["", "MAXGROSS", "22G1", "30480KGS", "8" * 14])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert spell_number(steps(text)) is None


@pytest.mark.parametrize("code", ["22G1", "45R1", "L5G1"])
def test_size_types_are_read(code: str) -> None:
    assert spell_size_type(steps(code)) == code


@pytest.mark.parametrize("text", ["KGS", "9X9X", "TARE", "", "22G12"])
def test_other_texts_are_no_size_types(text: str) -> None:
    assert spell_size_type(steps(text)) is None


def test_a_syntax_settles_what_is_open_in_a_plate() -> None:
    choices = [{c: 0.99} for c in "ABC1D23"]
    choices[3] = {"I": 0.55, "1": 0.4}
    spelling = spell_plate(steps(choices))
    assert spelling is not None
    assert (spelling.text, spelling.region) == ("ABC1D23", "BR")


def test_a_syntax_does_not_outweigh_what_is_plain_to_see() -> None:
    choices = [{c: 0.99} for c in "ABCID23"]
    choices[3] = {"I": 0.97, "1": 0.02}
    spelling = spell_plate(steps(choices))
    assert spelling is not None
    assert spelling.text == "ABCID23"


@pytest.mark.parametrize("text", ["", "AB", "ABCDE12345X"])
def test_too_few_or_too_many_characters_are_no_plate(text: str) -> None:
    assert spell_plate(steps(text)) is None
