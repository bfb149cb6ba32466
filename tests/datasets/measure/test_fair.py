import pytest

from datasets.measure.fair import judge_rival_container, judge_rival_plate
from datasets.measure.rivals import Line
from tests.support.labels import photo
from vision.results import Box


def line(text: str, x: float = 0, y: float = 0) -> Line:
    return Line(text, Box(x, y, x + 15 * len(text), y + 20))


def test_a_whole_line_is_a_number() -> None:
    assert judge_rival_container([line("CSQU3054383")], photo()).exact


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [line("CSQU"), line("305438", x=80), line("3", x=190)], id="in one row"
        ),
        pytest.param([line("305438"), line("3", x=110), line("CSQU", y=-25)], id="two"),
        pytest.param([line("CSQU"), line("3054383", y=25)], id="one below the other"),
    ],
)
def test_neighbouring_lines_make_a_number(lines: list[Line]) -> None:
    assert judge_rival_container(lines, photo()).exact


def test_lines_far_apart_make_none() -> None:
    far = [line("CSQU"), line("3054383", x=500)]
    assert not judge_rival_container(far, photo()).exact


def test_a_number_without_its_check_digit_is_none() -> None:
    verdict = judge_rival_container([line("CSQU305438")], photo())
    assert (verdict.exact, verdict.abstained, verdict.errors) == (False, True, 1)


def test_another_number_with_a_right_check_digit_is_a_false_accept() -> None:
    both = [line("CSQU3054383"), line("MSKU3866036", y=300)]
    verdict = judge_rival_container(both, photo())
    assert (verdict.exact, verdict.wrong) == (True, "MSKU3866036")


def test_a_size_type_anywhere_counts() -> None:
    lines = [line("CSQU3054383"), line("2261", x=600)]
    assert judge_rival_container(lines, photo(size_type="22G1")).size_type is True


def test_the_two_rows_of_a_plate_make_its_text() -> None:
    rows = [line("59P1"), line("52934", y=25)]
    assert judge_rival_plate(rows, photo("59P152934")).exact


def test_the_nearest_text_is_the_answer_for_a_plate() -> None:
    lines = [line("TAXI"), line("AB12CDF", y=300)]
    verdict = judge_rival_plate(lines, photo("AB12CDE"))
    assert (verdict.read, verdict.exact, verdict.errors) == ("AB12CDF", False, 1)
    assert not verdict.stated


def test_nothing_read_is_an_abstention() -> None:
    verdict = judge_rival_container([], photo())
    assert (verdict.read, verdict.abstained, verdict.errors) == ("", True, 11)
