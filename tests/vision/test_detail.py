"""Detail is compared whatever the light, found aside, and seen to sweep in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.lens_pictures import covered, lit, sprayed, yard
from vision.cells import smooth
from vision.detail import compare, shift, shifted, spread, sweep

SCENE = smooth(yard())


@settings(max_examples=25, deadline=None)
@given(across=st.integers(-50, 50), down=st.integers(-20, 20))
def test_a_scene_is_found_where_it_moved_to(across: int, down: int) -> None:
    assert shift(SCENE, shifted(SCENE, across, down)) == (across, down)


@pytest.mark.parametrize("light", [0.25, 0.5, 0.8, 1.2])
def test_the_light_changes_no_detail(light: float) -> None:
    detail = compare(SCENE, smooth(lit(yard(), light)))
    assert detail.changed_share <= 0.05
    assert detail.lost_share <= 0.05


def test_what_is_covered_has_lost_its_detail() -> None:
    assert compare(SCENE, smooth(covered(yard()))).lost_share == 1.0


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_paint_takes_about_its_share_of_the_detail(share: float) -> None:
    detail = compare(SCENE, smooth(sprayed(yard(), share)))
    assert detail.changed_share == pytest.approx(share, abs=0.15)
    assert detail.lost_share >= 0.5 * detail.changed_share


def test_another_scene_has_detail_elsewhere() -> None:
    detail = compare(SCENE, smooth(yard(seed=5)[::-1].copy()))
    assert detail.changed_share > 0.6
    assert detail.lost_share < 0.6


def test_cells_that_are_known_to_be_hidden_do_not_count() -> None:
    detail = compare(SCENE, smooth(sprayed(yard())))
    seen = detail.beside(detail.changed)
    assert (seen.changed_share, seen.lost_share) == (0.0, 0.0)


COLUMNS = np.tile(np.arange(20.0), (11, 1))
ALL = np.ones(COLUMNS.shape, np.bool_)


@pytest.mark.parametrize(
    ("onsets", "seconds"),
    [
        pytest.param(COLUMNS / 10, 1.5, id="from the left"),
        pytest.param(-COLUMNS / 10, 1.5, id="from the right"),
        pytest.param(np.zeros_like(COLUMNS), 0.0, id="everywhere at once"),
        pytest.param(COLUMNS % 7, 0.0, id="here and there"),
        pytest.param(COLUMNS / 100, 0.0, id="in a flash"),
    ],
)
def test_a_change_that_sweeps_in_takes_its_seconds(
    onsets: np.ndarray, seconds: float
) -> None:
    assert sweep(onsets, ALL) == pytest.approx(seconds, abs=0.15)


def test_a_few_cells_sweep_nowhere() -> None:
    few = np.zeros_like(ALL)
    few[0, :5] = True
    assert sweep(COLUMNS, few) == 0.0


def test_every_pixel_has_the_value_of_its_cell_or_the_nearest() -> None:
    cells = np.arange(4, dtype=np.float32).reshape(2, 2)
    wide = spread(cells, (20, 19))
    assert wide.shape == (20, 19)
    assert (wide[0, 0], wide[0, 18], wide[19, 0], wide[19, 18]) == (0, 1, 2, 3)
