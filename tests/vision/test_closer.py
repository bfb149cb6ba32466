import numpy as np
import pytest

from vision.closer import everywhere, stirring, windows
from vision.results import Box

SIZE = 1280, 720


def test_windows_cover_the_whole_picture_and_reach_into_each_other() -> None:
    covered = np.zeros((720, 1280), int)
    for window in everywhere(SIZE, 320):
        x0, y0, x1, y1 = (int(side) for side in window.sides)
        assert (x1 - x0, y1 - y0) == (320, 320)
        covered[y0:y1, x0:x1] += 1
    assert covered.min() == 1
    assert covered.max() > 1


@pytest.mark.parametrize("size", [(320, 200), (100, 320), (1, 1)])
def test_what_one_window_would_hold_needs_none(size: tuple[int, int]) -> None:
    assert everywhere(size, 320) == ()


def test_a_window_lies_around_what_is_wanted_and_inside_the_picture() -> None:
    (middle, corner) = windows(
        [Box(620, 330, 660, 390), Box(1250, 680, 1290, 730)], SIZE, 320, 4
    )
    assert middle == Box(480, 200, 800, 520)
    assert corner == Box(960, 400, 1280, 720)


def test_around_what_is_tiny_a_window_is_smaller() -> None:
    (tiny,) = windows([Box(630, 350, 640, 370)], SIZE, 320, 4)
    assert tiny == Box(555, 280, 715, 440)


def test_a_window_that_enlarges_less_is_not_enough_for_what_is_tiny() -> None:
    both = [Box(600, 300, 640, 360), Box(630, 350, 640, 370)]
    assert [each.width for each in windows(both, SIZE, 320, 4)] == [320, 160]


def test_what_another_window_shows_gets_none_of_its_own() -> None:
    near = [Box(600, 300, 620, 340), Box(650, 350, 670, 390)]
    assert len(windows(near, SIZE, 320, 4)) == 1


def test_what_is_too_large_for_a_window_gets_none() -> None:
    assert windows([Box(100, 100, 500, 700)], SIZE, 320, 4) == ()


def test_the_first_wanted_get_the_windows() -> None:
    wanted = [Box(x, 100, x + 10, 120) for x in (100, 600, 1100)]
    assert windows(wanted, SIZE, 320, 2) == windows(wanted[:2], SIZE, 320, 2)


def test_a_small_thing_that_moves_stirs_where_it_was_and_is() -> None:
    before, now = np.full((180, 320), 90, np.uint8), np.full((180, 320), 90, np.uint8)
    before[100:110, 50:54] = now[100:110, 60:64] = 200
    before.flags.writeable = now.flags.writeable = False
    boxes = stirring(before, now, SIZE)
    for place in (Box(200, 400, 216, 440), Box(240, 400, 256, 440)):
        assert any(box.overlap(place) >= 0.99 * place.area for box in boxes)
    assert all(box.height < 80 for box in boxes)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(8, id="flicker"),
        pytest.param(0, id="nothing"),
    ],
)
def test_what_hardly_changes_does_not_stir(change: int) -> None:
    before = np.full((180, 320), 90, np.uint8)
    assert stirring(before, before + np.uint8(change), SIZE) == ()


def test_pictures_of_another_shape_do_not_stir() -> None:
    before, now = np.zeros((180, 320), np.uint8), np.full((240, 320), 255, np.uint8)
    assert stirring(before, now, SIZE) == ()
