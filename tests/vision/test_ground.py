"""Four measured points put the picture on the ground, or are refused in words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision.ground import GroundError, GroundPlane
from vision.polygon import Point

PICTURE = ((0.2, 0.9), (0.8, 0.9), (0.6, 0.4), (0.4, 0.4))
METRES = ((0.0, 0.0), (6.0, 0.0), (6.0, 20.0), (0.0, 20.0))


def test_the_four_points_are_where_they_were_measured() -> None:
    ground = GroundPlane.from_points(PICTURE, METRES)
    np.testing.assert_allclose(ground.metres(np.array(PICTURE)), METRES, atol=1e-6)


def test_no_point_is_nowhere_and_the_points_are_left_alone() -> None:
    ground = GroundPlane.from_points(PICTURE, METRES)
    points = np.array(PICTURE)
    points.setflags(write=False)
    ground.metres(points)
    assert ground.metres(np.zeros((0, 2))).shape == (0, 2)


def test_a_point_above_the_horizon_is_nowhere() -> None:
    found = GroundPlane.from_points(PICTURE, METRES).metres(np.array([[0.5, 0.0]]))
    assert np.isnan(found).all()


def shown(place: Point, height: float, tilt: float) -> Point:
    """Give where a camera, *height* metres up, looking down, sees a place."""
    depth = place[1] * np.cos(tilt) + height * np.sin(tilt)
    below = height * np.cos(tilt) - place[1] * np.sin(tilt)
    return float(0.5 + 0.4 * place[0] / depth), float(0.5 + 0.6 * below / depth)


@settings(deadline=None)
@given(
    height=st.floats(3, 30),
    tilt=st.floats(0.3, 1.2),
    places=st.lists(st.tuples(st.floats(-1, 1), st.floats(-0.5, 0.9)), max_size=9),
)
def test_what_a_camera_saw_is_put_back_on_the_ground(
    height: float, tilt: float, places: list[Point]
) -> None:
    ahead = height / np.tan(tilt)
    laid = [(x * height, ahead + y * height) for x, y in places]
    corners = [
        (x * height, ahead + y * height) for x in (-0.5, 0.5) for y in (-0.3, 0.3)
    ]
    ground = GroundPlane.from_points(
        [shown(corner, height, tilt) for corner in corners], corners
    )
    points = [shown(place, height, tilt) for place in laid]
    found = ground.metres(np.array(points).reshape(-1, 2))
    np.testing.assert_allclose(found, np.reshape(laid, (-1, 2)), atol=1e-6)


@settings(deadline=None)
@given(
    shift=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
    point=st.tuples(st.floats(0.3, 0.7), st.floats(0.45, 0.9)),
)
def test_where_metres_are_counted_from_does_not_matter(
    shift: Point, point: Point
) -> None:
    far = [(x + shift[0], y + shift[1]) for x, y in METRES]
    one = GroundPlane.from_points(PICTURE, METRES).metres(np.array([point]))
    other = GroundPlane.from_points(PICTURE, far).metres(np.array([point]))
    np.testing.assert_allclose(one + shift, other, atol=1e-3)


@pytest.mark.parametrize(
    ("picture", "metres", "said"),
    [
        pytest.param(PICTURE[:3], METRES, "not 3 and 4", id="three points"),
        pytest.param(
            ((0.2, 0.9), (0.5, 0.9), (0.8, 0.9), (0.4, 0.4)),
            METRES,
            "three points of the picture lie in a line",
            id="a line in the picture",
        ),
        pytest.param(
            PICTURE,
            ((0, 0), (3, 0.02), (6, 0), (0, 20)),
            "three points of the ground lie in a line",
            id="almost a line on the ground",
        ),
        pytest.param(
            ((0.2, 0.9), (0.201, 0.9), (0.6, 0.4), (0.4, 0.4)),
            METRES,
            "two points of the picture are too near",
            id="two points at one place",
        ),
        pytest.param(
            PICTURE,
            (METRES[0], METRES[1], METRES[3], METRES[2]),
            "not in the same order",
            id="two points exchanged",
        ),
        pytest.param(
            ((0.2, 0.9), (800, 0.9), (0.6, 0.4), (0.4, 0.4)),
            METRES,
            "outside of the picture",
            id="pixels, not shares",
        ),
        pytest.param(
            PICTURE,
            ((0, 0), (float("nan"), 0), (6, 20), (0, 20)),
            "not a number",
            id="no number",
        ),
    ],
)
def test_points_that_tell_nothing_are_refused(
    picture: tuple[Point, ...], metres: tuple[Point, ...], said: str
) -> None:
    with pytest.raises(GroundError, match=said):
        GroundPlane.from_points(picture, metres)


def test_a_mirrored_ground_is_a_ground() -> None:
    mirrored = [(-x, y) for x, y in METRES]
    ground = GroundPlane.from_points(PICTURE, mirrored)
    np.testing.assert_allclose(ground.metres(np.array(PICTURE)), mirrored, atol=1e-6)
