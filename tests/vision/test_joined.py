import pytest

from vision.joined import joined
from vision.results import Box, Detection

SIZE = 1280, 720
WINDOW = Box(400, 200, 720, 520)


def person(x0: float, y0: float, x1: float, y1: float, score: float = 0.8) -> Detection:
    return Detection("person", score, Box(x0, y0, x1, y1))


def test_boxes_of_a_window_come_back_in_pixels_of_the_picture() -> None:
    (found,) = joined([()], [(WINDOW, [person(100, 100, 110, 125)])], SIZE)
    assert found.box == Box(500, 300, 510, 325)
    assert found.score == pytest.approx(0.8)


def test_one_thing_seen_twice_is_one_with_the_mean_of_its_boxes() -> None:
    (found,) = joined(
        [[person(500, 300, 540, 400)], [person(504, 300, 544, 400, 0.4)]], [], SIZE
    )
    assert found.box.x0 == pytest.approx((500 * 0.8 + 504 * 0.4) / 1.2)
    assert found.score == pytest.approx((0.8 + 0.6) / 2)


def test_what_only_one_of_two_looks_saw_is_doubted() -> None:
    (found,) = joined([[person(500, 300, 540, 400)], []], [], SIZE)
    assert found.score == pytest.approx((0.8 + 0.4) / 2)


def test_what_is_seen_closely_is_not_doubted_for_being_far() -> None:
    wholes = [[person(500, 300, 510, 325, 0.1)], []]
    (found,) = joined(wholes, [(WINDOW, [person(100, 100, 110, 125)])], SIZE)
    assert found.score == pytest.approx((0.8 + 0.45) / 2)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((0, 100, 40, 200), id="left"),
        pytest.param((100, 1, 140, 100), id="top"),
        pytest.param((280, 100, 325, 200), id="right"),
        pytest.param((100, 200, 140, 319), id="bottom"),
    ],
)
def test_what_a_window_cuts_is_left_to_the_whole_picture(
    box: tuple[float, float, float, float],
) -> None:
    assert joined([()], [(WINDOW, [person(*box)])], SIZE) == ()


def test_the_edge_of_the_picture_cuts_nothing() -> None:
    corner = Box(960, 400, 1280, 720)
    found = joined([()], [(corner, [person(300, 250, 322, 330)])], SIZE)
    assert [one.box for one in found] == [Box(1260, 650, 1282, 730)]


def test_neighbours_and_other_labels_stay_apart_the_likeliest_first() -> None:
    helmet = Detection("helmet", 0.9, Box(500, 300, 540, 400))
    beside = person(545, 300, 585, 400, 0.6)
    found = joined([[beside, person(500, 300, 540, 400), helmet]], [], SIZE)
    assert [one.label for one in found] == ["helmet", "person", "person"]
    assert found[2].box == beside.box
