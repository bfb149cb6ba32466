import pytest

from vision.clearance import anybody_in
from vision.results import Box
from vision.scene import Person, Scene

SIZE = 200, 100
ZONE = ((0.4, 0.6), (0.6, 0.6), (0.6, 1.0), (0.4, 1.0))


@pytest.mark.parametrize(
    ("box", "stands_in"),
    [
        pytest.param(Box(90, 20, 110, 80), True, id="in its middle"),
        pytest.param(Box(70, 20, 90, 80), True, id="with one foot"),
        pytest.param(Box(90, 20, 110, 50), False, id="behind it"),
        pytest.param(Box(20, 20, 40, 80), False, id="beside it"),
        pytest.param(Box(90, 40, 110, 130), True, id="feet below the picture"),
    ],
)
def test_who_stands_in_the_zone_holds_the_barrier(box: Box, stands_in: bool) -> None:
    scene = Scene((Person(box=box, confidence=0.9),))
    assert anybody_in(scene, ZONE, SIZE) is stands_in


def test_nobody_holds_no_barrier() -> None:
    assert not anybody_in(Scene(), ZONE, SIZE)
