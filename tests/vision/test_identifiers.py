import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision.identifiers import (
    ContainerNumber,
    IdentifierError,
    SizeType,
    check_digit,
    confusable,
    edit_distance,
    normalise_plate,
    plate_region,
    twin,
)

LETTER = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
TENS = st.builds(
    lambda owner, category, serial: f"{''.join(owner)}{category}{serial:06}",
    st.tuples(LETTER, LETTER, LETTER),
    st.sampled_from("UJZR"),
    st.integers(0, 999_999),
)


@pytest.mark.parametrize(
    ("ten", "digit"),
    [
        pytest.param("CSQU305438", "3", id="the standard's own example"),
        pytest.param("TASU117000", "0", id="remainder ten becomes nought"),
    ],
)
def test_the_check_digit_follows_iso_6346(ten: str, digit: str) -> None:
    assert check_digit(ten) == digit


def _by_the_standard(ten: str) -> str:
    """Annex A, worked anew: letters count from 10 and skip multiples of 11."""
    values = [v for v in range(10, 39) if v % 11]
    worth = {chr(ord("A") + i): v for i, v in enumerate(values)}
    total = sum((worth.get(c) or int(c)) * 2**i for i, c in enumerate(ten))
    return str(total % 11 % 10)


@given(TENS)
def test_the_check_digit_agrees_with_the_standards_annex(ten: str) -> None:
    assert check_digit(ten) == _by_the_standard(ten)


@given(TENS)
def test_a_number_with_its_check_digit_parses_whole(ten: str) -> None:
    number = ContainerNumber.parse(ten + check_digit(ten))
    assert number.owner + number.category + number.serial == ten


def test_spaces_hyphens_and_lower_case_are_accepted() -> None:
    assert ContainerNumber.parse(" csqu 305438-3 ").text == "CSQU3054383"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("CSQU305438", "has 10 characters", id="check digit missing"),
        pytest.param("", "has 0 characters", id="empty"),
        pytest.param("C5QU3054383", "four letters", id="digit in the owner"),
        pytest.param("CSQU3O54383", "seven digits", id="letter in the serial"),
        pytest.param("CSQU٣054383", "seven digits", id="a digit of another script"),
        pytest.param("CSQX3054383", "U, J, Z or R", id="unknown category"),
        pytest.param("CSQU3054384", "should be 3", id="wrong check digit"),
    ],
)
def test_a_wrong_number_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(IdentifierError, match=says):
        ContainerNumber.parse(text)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        pytest.param("22G1", "22G1", "20 ft, 8 ft 6 in, general purpose", id="dry 20"),
        pytest.param("l5g1", "L5G1", "45 ft, 9 ft 6 in, general purpose", id="45 ft"),
        pytest.param("45R1", "45R1", "40 ft, 9 ft 6 in, refrigerated", id="reefer"),
        pytest.param("2261", "22G1", "20 ft, 8 ft 6 in, general purpose", id="6 is G"),
        pytest.param("45GI", "45G1", "40 ft, 9 ft 6 in, general purpose", id="I is 1"),
    ],
)
def test_a_size_type_reads_in_words(text: str, code: str, words: str) -> None:
    size_type = SizeType.parse(text)
    assert (size_type.code, size_type.words, size_type.known) == (code, words, True)


@pytest.mark.parametrize("text", ["99X9", "4310", "7777"])
def test_an_unknown_size_type_is_kept_and_flagged(text: str) -> None:
    assert SizeType.parse(text) == SizeType(text, known=False)


@pytest.mark.parametrize("text", ["", "22G", "22G1A", "22ß1"])
def test_what_cannot_be_a_size_type_is_refused(text: str) -> None:
    with pytest.raises(IdentifierError, match="size-type"):
        SizeType.parse(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("浙A·12345", "A12345", id="province dropped"),
        pytest.param("MÜ-AB 123", "MUAB123", id="accent dropped"),
        pytest.param("29-đ1 234.56", "29D123456", id="Vietnamese letter"),
    ],
)
def test_a_plate_is_normalised_to_letters_and_digits(text: str, plain: str) -> None:
    assert normalise_plate(text) == plain


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("AB12 CDE", "GB"),
        ("B 123 XYZ", "RO"),
        ("ABC1D23", "BR"),
        ("ABC-1234", "BR"),
        ("AB-123-CD", "EU"),
        ("1234 BCD", "ES"),
        ("59-P1 123.45", "VN"),
        ("粤B12345", "CN"),
        ("HH AB 1234", "DE"),
        ("16-BFG-9", "NL"),
        ("7ABC123", "US"),
        ("255 ADZ 78", "FR"),
        ("", None),
        ("HELLO", None),
        ("123456", None),
    ],
)
def test_a_plate_is_given_the_region_it_fits(text: str, region: str | None) -> None:
    assert plate_region(text) == region


@given(st.text("AB01", max_size=6), st.text("AB01", max_size=6))
def test_edit_distance_is_symmetric_and_nought_only_for_equals(a: str, b: str) -> None:
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)


@pytest.mark.parametrize("pair", ["O0", "I1", "B8", "S5", "Z2", "G6", "Q0", "D0"])
def test_characters_of_one_shape_are_confusable_both_ways(pair: str) -> None:
    assert confusable(pair[0], pair[1])
    assert confusable(pair[1], pair[0])


def test_characters_of_different_shape_are_not_confusable() -> None:
    assert not confusable("A", "W")


@pytest.mark.parametrize("one", "OIZASGB0124568")
def test_a_character_and_its_twin_are_each_others_and_of_two_kinds(one: str) -> None:
    other = twin(one)
    assert other is not None
    assert twin(other) == one
    assert one.isdigit() != other.isdigit()


@pytest.mark.parametrize("one", "QV7W")
def test_a_character_unlike_any_of_the_other_kind_has_no_twin(one: str) -> None:
    assert twin(one) is None


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("ABC", "ABD", 1), ("ABC", "AC", 1), ("", "ABC", 3)]
)
def test_edit_distance_counts_single_changes(one: str, other: str, steps: int) -> None:
    assert edit_distance(one, other) == steps


def test_identifiers_need_neither_numpy_nor_opencv() -> None:
    code = "import sys, vision.identifiers; print({'numpy', 'cv2'} & set(sys.modules))"
    run = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "set()"
