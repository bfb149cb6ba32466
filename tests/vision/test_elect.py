"""The best looks at one text vote on each of its characters."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.text import container, plate
from vision.elect import elect_number, elect_plate
from vision.identifiers import ContainerNumber, check_digit
from vision.results import Box, ContainerReading, Status

CERTAIN, INFERRED, UNCERTAIN = Status.CERTAIN, Status.INFERRED, Status.UNCERTAIN
NUMBER, OTHER = "CSQU3054383", "CSQU3854386"
LOST = ("CSAU3554383", "ASQU3056383", "CSQU3014333")
"""Misreadings in two places each that the check digit lets pass."""


def test_looks_that_agree_keep_their_status_and_scores() -> None:
    fused = elect_number([container(score=0.9)] * 3)
    assert (fused.number, fused.status) == (NUMBER, CERTAIN)
    assert fused.confidence == pytest.approx(0.9)


def test_the_character_that_most_evidence_is_for_wins() -> None:
    looks = [container(), container(), container(OTHER, UNCERTAIN)]
    fused = elect_number(looks)
    assert (fused.number, fused.status) == (NUMBER, CERTAIN)
    assert fused.scores[5] < fused.scores[0]


def test_a_number_that_most_evidence_is_against_is_not_certain() -> None:
    looks = [container(), *[container(OTHER, INFERRED)] * 4]
    assert elect_number(looks).status is not CERTAIN


def test_two_certain_numbers_for_one_place_leave_neither_certain() -> None:
    looks = [container(score=0.98), container(OTHER, score=0.99)] * 2
    assert elect_number(looks).status is not CERTAIN


def test_looks_that_each_misread_another_place_spell_the_number_together() -> None:
    looks = [container(text, UNCERTAIN) for text in LOST]
    fused = elect_number(looks)
    assert (fused.number, fused.status) == (NUMBER, INFERRED)
    assert fused.confidence < min(r.confidence for r in looks)


def test_what_two_looks_spell_together_is_uncertain() -> None:
    doubtful = [0.9] * 11
    first = container(LOST[0], UNCERTAIN, scores=[*doubtful[:2], 0.3, *doubtful[3:]])
    second = container(LOST[1], UNCERTAIN, scores=[0.3, *doubtful[1:]])
    assert elect_number([first, second]).status is UNCERTAIN


def test_a_number_put_together_without_a_seen_check_digit_is_uncertain() -> None:
    ten = ("CSAU305438", "CSQU355438", "CSQU301438")
    looks = [container(text + check_digit(text), INFERRED) for text in ten]
    fused = elect_number(looks)
    assert (fused.number, fused.status) == (NUMBER, UNCERTAIN)


@given(st.lists(st.sampled_from((NUMBER, OTHER, *LOST)), min_size=1, max_size=8))
def test_whatever_is_elected_has_a_right_check_digit(texts: list[str]) -> None:
    looks = [container(text, UNCERTAIN) for text in texts]
    elected = elect_number(looks).number
    assert ContainerNumber(elected).text == elected


def test_a_computed_check_digit_is_no_evidence_against_a_seen_one() -> None:
    misread = "CSQU805438"
    inferred = container(misread + check_digit(misread), INFERRED)
    assert elect_number([container(), inferred]).scores[10] == pytest.approx(0.99)


def test_a_crisp_look_outweighs_a_blurred_one() -> None:
    for crisp, other in ((NUMBER, OTHER), (OTHER, NUMBER)):
        blurred = replace(container(other), sharpness=0.1)
        assert elect_number([blurred, container(crisp)]).number == crisp


def test_a_large_look_outweighs_a_small_one() -> None:
    for large, other in ((NUMBER, OTHER), (OTHER, NUMBER)):
        small = container(other, box=Box(0, 0, 60, 9))
        assert elect_number([small, container(large)]).number == large


def test_bad_looks_do_not_outvote_good_ones_by_their_number() -> None:
    bad: list[ContainerReading] = [container(OTHER, UNCERTAIN, score=0.7)] * 20
    fused = elect_number([container(), container(), *bad])
    assert (fused.number, fused.status) == (NUMBER, CERTAIN)


def test_the_size_type_seen_most_often_wins() -> None:
    codes = ["22G1", None, "45G1", "22G1"]
    looks = [container(size_type=code) for code in codes]
    assert elect_number(looks).size_type == "22G1"


def test_a_plate_that_nearly_all_looks_agree_on_is_certain() -> None:
    fused = elect_plate([*[plate()] * 4, plate("AB12COE")])
    assert (fused.text, fused.status) == ("AB12CDE", CERTAIN)


def test_a_plate_that_a_third_of_the_looks_contest_is_uncertain() -> None:
    fused = elect_plate([plate(), plate(), plate("AB12COE")])
    assert (fused.text, fused.status) == ("AB12CDE", UNCERTAIN)


def test_a_plate_of_another_length_has_its_vote_on_the_text_but_on_no_character() -> (
    None
):
    fused = elect_plate([plate(), plate(), plate("AB12CD", UNCERTAIN)])
    assert fused.text == "AB12CDE"
    assert fused.scores == pytest.approx([0.99] * 7)
