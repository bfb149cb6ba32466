"""Polygons in shares of a picture: what lies inside, and what is wrong with them."""

import pytest

from vision.polygon import Point, faults, inside

SQUARE = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
HOOK = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.8, 1.0), (0.8, 0.2), (0.0, 0.2))


@pytest.mark.parametrize(
    ("polygon", "point", "lies_inside"),
    [
        pytest.param(SQUARE, (0.5, 0.5), True, id="the middle"),
        pytest.param(SQUARE, (0.2, 0.5), True, id="on a side"),
        pytest.param(SQUARE, (0.1, 0.5), False, id="beside"),
        pytest.param(HOOK, (0.9, 0.9), True, id="in the hook's arm"),
        pytest.param(HOOK, (0.4, 0.6), False, id="in the hook's hollow"),
    ],
)
def test_a_point_is_inside_or_not(
    polygon: tuple[Point, ...], point: Point, lies_inside: bool
) -> None:
    assert inside(polygon, *point) is lies_inside


@pytest.mark.parametrize("polygon", [SQUARE, HOOK, SQUARE[:3], SQUARE[::-1]])
def test_a_sound_polygon_has_no_faults(polygon: tuple[Point, ...]) -> None:
    assert list(faults(polygon)) == []


@pytest.mark.parametrize(
    ("polygon", "said"),
    [
        pytest.param((), "three corners or more, not 0", id="no corner"),
        pytest.param(SQUARE[:2], "three corners or more, not 2", id="two corners"),
        pytest.param(
            ((0, 0), (1.5, 0), (1, 1)), "[1.5, 0] lies outside", id="pixels, not shares"
        ),
        pytest.param(
            ((0, 0), (float("nan"), 0), (1, 1)), "lies outside", id="no number"
        ),
        pytest.param(
            ((0, 0), (1, 1), (1, 0), (0, 1)), "sides 1 and 3 cross", id="a bow tie"
        ),
        pytest.param(
            ((0, 0), (1, 0), (1, 1), (0.5, 0), (0, 1)),
            "sides 1 and 3 cross",
            id="a corner that touches another side",
        ),
        pytest.param(((0, 0), (0.5, 0.5), (1, 1)), "on one line", id="a line"),
    ],
)
def test_a_fault_is_said_in_words(polygon: tuple[Point, ...], said: str) -> None:
    assert said in "; ".join(faults(polygon))
