"""What is drawn over pictures: zones where they lie, heat where people stood."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from gate_service.domain.safety import YardName
from gate_service.domain.yards import (
    Lens,
    Presence,
    YardCamera,
    YardState,
    YardZone,
)
from gate_service.web.officers.maps import heat_paths, outline, places_of, views_of

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(minutes=5)


def state(
    lens: Lens = Lens.CLEAR, *, runs: str = "live", heard: datetime | None = NOW
) -> YardState:
    """Make a yard with one camera and a zone that its yard calls clear."""
    camera = YardCamera(camera="quay", state=runs, last_frame_age=0.1, lens=lens)
    zone = YardZone(
        zone="apron",
        camera="quay",
        state=Presence.CLEAR,
        people=0,
        since=LONG_AGO,
        corners=((0.0, 0.5), (0.5, 0.5), (0.25, 1.0)),
    )
    told = YardState(
        yard=YardName("north"), heard=heard, cameras=(camera,), zones=(zone,)
    )
    return told.believed(NOW)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        pytest.param(state(), None, id="all is well"),
        pytest.param(state(Lens.SPRAYED), "sprayed", id="sprayed"),
        pytest.param(state(runs="stalled"), "stalled", id="no frames"),
        pytest.param(state(heard=LONG_AGO), "silent", id="no reports"),
    ],
)
def test_a_zone_and_its_view_say_why_they_are_not_to_be_believed(
    told: YardState, why: str | None
) -> None:
    (place,) = places_of([told], NOW)
    (view,) = views_of([told], NOW)
    assert (place.why, view.why, view.areas[0].why) == (why, why, why)
    assert (place.state is Presence.UNKNOWN) == (why is not None)


def test_a_zone_of_a_camera_that_is_not_told_of_is_listed_as_unknown() -> None:
    lost = YardState(yard=YardName("north"), heard=NOW, zones=state().zones)
    (place,) = places_of([lost.believed(NOW)], NOW)
    assert (place.state, place.why) == (Presence.UNKNOWN, "other")


def test_corners_are_drawn_in_the_drawings_units() -> None:
    (view,) = views_of([state()], NOW)
    assert view.areas[0].points == "0.0,45.0 80.0,45.0 40.0,90.0"
    assert view.areas[0].middle == (40.0, 60.0)
    assert outline(()) == ""


def test_heat_covers_every_cell_once_and_hotter_ones_more() -> None:
    cells = {(0, 0): 1.0, (1, 0): 1.0, (3, 0): 1.0, (31, 17): 100.0, (5, 5): 0.0}
    paths = dict(heat_paths(cells))
    assert paths == {1: "M0 0h10v5h-10zM15 0h5v5h-5z", 6: "M155 85h5v5h-5z"}


def test_no_heat_draws_nothing() -> None:
    assert heat_paths({}) == []
    assert heat_paths({(1, 1): 0.0}) == []


def test_a_full_grid_is_drawn_in_few_bytes() -> None:
    cells = {(c, r): float(1 + (c * r) % 7) for c in range(32) for r in range(18)}
    paths = heat_paths(cells)
    assert sum(len(path) for _, path in paths) < 10_000
    drawn = sum(
        int(length) // 5 for _, path in paths for length in re.findall(r"h(\d+)v", path)
    )
    assert drawn == 32 * 18
