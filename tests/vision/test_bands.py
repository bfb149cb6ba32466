import numpy as np
import pytest

from vision.bands import without_band
from vision.strips import Image

BLUE = (160, 60, 20)


def plate(band: int, colour: tuple[int, int, int] = BLUE) -> Image:
    """Paint a light strip of 200 by 40 pixels whose first *band* columns are blue."""
    strip = np.full((40, 200, 3), 220, np.uint8)
    strip[:, :band] = colour
    return strip


@pytest.mark.parametrize(
    "colour", [BLUE, (40, 15, 5)], ids=["by day", "under a lamp at night"]
)
def test_a_blue_band_is_cut_off(colour: tuple[int, int, int]) -> None:
    left = without_band(plate(20, colour))

    assert left.shape == (40, 180, 3)
    assert left.min() == 220


@pytest.mark.parametrize(
    "strip",
    [
        pytest.param(plate(0), id="no band"),
        pytest.param(plate(3), id="a blue frame"),
        pytest.param(plate(200), id="a line on a blue container"),
        pytest.param(plate(20, (60, 60, 160)), id="a red band"),
    ],
)
def test_other_lines_stay_as_they_are(strip: Image) -> None:
    strip.flags.writeable = False

    assert np.array_equal(without_band(strip), strip)
