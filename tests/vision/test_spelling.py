from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.identifiers import check_digit
from vision.results import Status
from vision.spelling import Spelling, reconciled, spell


def choices(text: str, score: float = 0.99) -> list[Mapping[str, float]]:
    return [{character: score} for character in text]


def test_eleven_sure_characters_with_their_check_digit_are_certain() -> None:
    spelling = spell(choices("CSQU3054383"))
    assert spelling is not None
    assert (spelling.number, spelling.status) == ("CSQU3054383", Status.CERTAIN)


def test_ten_sure_characters_infer_the_check_digit() -> None:
    spelling = spell(choices("CSQU305438"))
    assert spelling is not None
    assert (spelling.number, spelling.status) == ("CSQU3054383", Status.INFERRED)
    assert spelling.scores[10] == min(spelling.scores[:10])


def test_a_digit_read_for_a_letter_is_understood_by_its_place() -> None:
    spelling = spell(choices("C5QU3O54383"))
    assert spelling is not None
    assert spelling.number == "CSQU3054383"
    assert spelling.status is Status.UNCERTAIN


def test_a_wrong_check_digit_is_set_right_by_the_runner_up_but_not_certain() -> None:
    spelling = spell([*choices("CSQU305"), {"9": 0.6, "4": 0.4}, *choices("383")])
    assert spelling is not None
    assert (spelling.number, spelling.status) == ("CSQU3054383", Status.UNCERTAIN)


def test_a_faint_character_keeps_a_number_from_being_certain() -> None:
    read = [*choices("CSQU30543"), {"8": 0.5}, {"3": 0.99}]
    spelling = spell(read)
    assert spelling is not None
    assert spelling.status is not Status.CERTAIN


@pytest.mark.parametrize("ten", ["CPMU103755", "CPWU103755"])
def test_a_letter_is_sure_by_itself_where_the_check_digit_fits_its_rival(
    ten: str,
) -> None:
    read = choices(ten + check_digit(ten))
    read[2] = {ten[2]: 0.95, "MW".replace(ten[2], ""): 0.04}
    spelling = spell(read)
    assert spelling is not None
    assert (spelling.number[:10], spelling.status) == (ten, Status.UNCERTAIN)


def test_the_side_of_the_check_digits_frame_is_skipped() -> None:
    spelling = spell(choices("CSQU3054383I"))
    assert spelling is not None
    assert (spelling.number, spelling.status) == ("CSQU3054383", Status.CERTAIN)


def test_a_sure_character_is_never_skipped() -> None:
    assert spell(choices("TCSQU3054383")) is None


@pytest.mark.parametrize(
    "text", ["", "22G1", "30480KGS", "MAXGROSS", "CSQX3054383", "CSQU305438333333"]
)
def test_what_is_no_number_spells_none(text: str) -> None:
    spelling = spell(choices(text))
    assert spelling is None


@given(
    st.from_regex(r"[A-Z]{3}U[0-9]{6}", fullmatch=True),
    st.integers(4, 9),
    st.sampled_from("0123456789"),
)
def test_one_misread_digit_is_never_certain(ten: str, place: int, digit: str) -> None:
    number = ten + check_digit(ten)
    misread = number[:place] + digit + number[place + 1 :]
    spelling = spell(choices(misread))
    certain = spelling is not None and spelling.status is Status.CERTAIN
    assert not certain or check_digit(misread[:10]) == misread[10]


def spelling(number: str, status: Status, score: float = 0.9) -> Spelling:
    return Spelling(number, (score,) * 11, status)


def test_two_readers_that_agree_give_the_better_of_both() -> None:
    doubtful = spelling("CSQU3054383", Status.UNCERTAIN, 0.7)
    both = reconciled(doubtful, spelling("CSQU3054383", Status.CERTAIN, 0.95))
    assert both == spelling("CSQU3054383", Status.CERTAIN, 0.95)


def test_two_readers_that_differ_give_nothing_certain() -> None:
    one = spelling("CSQU3054383", Status.CERTAIN)
    both = reconciled(one, spelling("TEMU0524620", Status.CERTAIN, 0.99))
    assert both is not None
    assert both.status is Status.UNCERTAIN


@pytest.mark.parametrize("status", [Status.CERTAIN, Status.INFERRED])
def test_a_second_reader_is_believed_where_the_first_read_none(status: Status) -> None:
    alone = spelling("CSQU3054383", status)
    assert reconciled(None, alone) == alone


def test_what_was_doubted_is_not_certain_where_the_second_reads_none() -> None:
    doubted = reconciled(spelling("CSQU3054383", Status.CERTAIN), None)
    assert doubted == spelling("CSQU3054383", Status.UNCERTAIN)


def test_what_a_second_reader_doubts_alone_is_left_out() -> None:
    assert reconciled(None, spelling("CSQU3054383", Status.UNCERTAIN)) is None
