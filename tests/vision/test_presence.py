"""Presence tells trucks from weather and light."""

import numpy as np
import pytest

from tests.support.lane_pictures import (
    bare_lane,
    bird,
    drive,
    noisy,
    passer_by,
    states,
    truck,
    watch,
)
from vision.cells import smooth
from vision.presence import Limits, Occupancy, begin, observe, resume

EMPTY, ARRIVING = Occupancy.EMPTY, Occupancy.ARRIVING
STANDING, LEAVING = Occupancy.STANDING, Occupancy.LEAVING
VISIT = [
    *[bare_lane()] * 10,
    *drive(-90, 40, 2),
    *[truck(40)] * 20,
    *drive(40, 165, 2),
    *[bare_lane()] * 10,
]


def test_a_visit_goes_through_all_states() -> None:
    assert states(watch(VISIT)) == [EMPTY, ARRIVING, STANDING, LEAVING, EMPTY]


@pytest.mark.parametrize("frame_time", [1 / 30, 1 / 10, 1 / 5])
def test_the_frame_rate_does_not_matter(frame_time: float) -> None:
    repeat = max(1, round(0.1 / frame_time))
    slowed = [frame for frame in VISIT for _ in range(repeat)]
    order = states(watch(slowed, frame_time=frame_time))
    assert order == [EMPTY, ARRIVING, STANDING, LEAVING, EMPTY]


def test_a_visit_is_seen_through_rain_at_dusk() -> None:
    rng = np.random.default_rng(1)
    dusk = [(noisy(f, rng, streaks=25) * 0.5).astype(np.uint8) for f in VISIT]
    assert states(watch(dusk)) == [EMPTY, ARRIVING, STANDING, LEAVING, EMPTY]


def test_standing_is_told_within_half_a_second_of_rest() -> None:
    known = watch(VISIT)
    stopped = next(p for p in known if p.state is STANDING)
    assert 0.3 <= stopped.at - (100.0 + 30 * 0.1) <= 0.65


def test_rain_is_no_truck() -> None:
    rng = np.random.default_rng(2)
    assert states(watch(noisy(bare_lane(), rng, streaks=40) for _ in range(80))) == [
        EMPTY
    ]


def test_a_passing_shadow_is_no_truck() -> None:
    frames = [bare_lane()] * 10
    for edge in range(0, 165, 5):
        shaded = bare_lane()
        shaded[:, :edge] = (shaded[:, :edge] * 0.5).astype(np.uint8)
        frames.append(shaded)
    assert states(watch([*frames, *[frames[-1]] * 20])) == [EMPTY]


@pytest.mark.parametrize("light", [0.4, 0.7, 1.3])
def test_an_exposure_step_is_no_truck(light: float) -> None:
    assert states(watch([*[bare_lane()] * 10, *[bare_lane(light)] * 30])) == [EMPTY]


def test_an_exposure_step_does_not_hide_a_standing_truck() -> None:
    frames = [*[bare_lane()] * 9, *drive(-90, 40, 2), *[truck(40)] * 9]
    order = states(watch([*frames, *[truck(40, light=0.6)] * 20]))
    assert order == [EMPTY, ARRIVING, STANDING]


def test_what_fades_in_without_motion_is_no_truck() -> None:
    shares = np.linspace(0.0, 1.0, 40)
    fading = [(bare_lane() * (1 - s) + truck(40) * s).astype(np.uint8) for s in shares]
    known = watch([*[bare_lane()] * 300, *fading], Limits(learning_time=30.0))
    assert max(presence.changed for presence in known) > 0.15
    assert states(known) == [EMPTY]


def test_nightfall_is_followed_and_a_truck_still_seen() -> None:
    dusk = [bare_lane(light) for light in np.linspace(1.0, 0.3, 600)]
    night = [(f * 0.3).astype(np.uint8) for f in VISIT[10:]]
    order = states(watch([*dusk, *night]))
    assert order == [EMPTY, ARRIVING, STANDING, LEAVING, EMPTY]


def test_a_truck_seen_first_is_forgotten_once_it_has_left() -> None:
    frames = [*[truck(40)] * 10, *drive(40, 165, 2), *[bare_lane()] * 20, *VISIT]
    order = states(watch(frames, Limits(unknown_is_occupied=True)))
    assert order[-5:] == [EMPTY, ARRIVING, STANDING, LEAVING, EMPTY]


def test_the_plain_side_of_a_container_is_not_taken_for_the_bare_lane() -> None:
    plain = np.full_like(bare_lane(), 90)
    known = watch([*VISIT[:10], *drive(-90, 40, 2), *[plain] * 40])
    assert known[-1].state is STANDING


@pytest.mark.parametrize("first", [truck(40), bare_lane()], ids=["truck", "bare lane"])
def test_an_unknown_lane_counts_as_occupied_where_asked(first: np.ndarray) -> None:
    limits = Limits(unknown_is_occupied=True)
    waiting = watch([first] * 30, limits)
    assert states(waiting) == [STANDING]
    later = drive(40, 165, 2) if first[30, 60] != bare_lane()[30, 60] else VISIT
    order = states(watch([*[first] * 30, *later, *[bare_lane()] * 20], limits))
    assert order[0] is STANDING
    assert order[-1] is EMPTY


def test_what_never_moves_again_becomes_the_lane() -> None:
    limits = Limits(forget_after=5.0)
    known = watch([*VISIT[:30], *[truck(40)] * 70], limits)
    assert states(known) == [EMPTY, ARRIVING, STANDING, EMPTY]


def test_a_late_frame_changes_nothing() -> None:
    known = begin(bare_lane(), 5.0)
    assert observe(known, truck(40), 4.9) is known


def test_a_small_thing_that_stood_in_the_lane_leaves_it_as_empty_as_before() -> None:
    small = bare_lane()
    small[60:80, 20:100] = 200
    known = watch([*[bare_lane()] * 20, *[small] * 60, *[bare_lane()] * 5])
    assert known[60].changed > Limits().leave
    assert known[-1].changed < Limits().leave / 2


def test_a_lane_that_is_left_a_little_different_is_empty() -> None:
    wet = bare_lane()
    wet[70:80, 10:90] = 220
    known = watch([*VISIT[:45], *[wet] * 20])
    assert Limits().leave < known[-1].changed < Limits().still_leave
    assert known[-1].state is EMPTY


@pytest.mark.parametrize("light", [1.0, 0.6])
def test_after_a_restart_a_truck_in_the_lane_is_seen_and_seen_to_leave(
    light: float,
) -> None:
    known = resume(smooth(bare_lane()), truck(40, light), 100.0)
    assert known.state is STANDING
    leaving = [*[truck(40)] * 10, *drive(40, 165, 2), *[bare_lane()] * 10]
    order = [known.state]
    for index, frame in enumerate(leaving, 1):
        dimmed = (frame * light).astype(np.uint8)
        known = observe(known, dimmed, 100.0 + index / 10)
        order += [known.state] if known.state is not order[-1] else []
    assert order == [STANDING, LEAVING, EMPTY]


def test_after_a_restart_an_empty_lane_is_empty() -> None:
    assert resume(smooth(bare_lane()), bare_lane(0.7), 100.0).state is EMPTY


def test_after_a_restart_another_light_is_no_truck() -> None:
    lit = bare_lane()
    lit[15:70, :40] = np.where(np.arange(40) % 6 < 3, 60, 160)
    known = resume(smooth(bare_lane()), lit, 100.0)
    seen = known.changed, known.state
    assert seen == (0.0, EMPTY)
    assert np.array_equal(known.background, smooth(lit))


_RAIN = np.random.default_rng(3)
NO_TRUCKS = {
    "a person walks through": [passer_by(x) for x in range(-8, 165, 3)],
    "a person comes and waits": [passer_by(min(x, 60)) for x in range(-8, 200, 3)],
    "two people side by side": [passer_by(x, 16) for x in range(-16, 165, 3)],
    "a bird flies past": [bird(x) for x in range(0, 160, 15)],
    "rain begins": [noisy(bare_lane(), _RAIN, streaks=n) for n in range(0, 60, 2)],
    "night falls in ten seconds": [bare_lane(n) for n in np.linspace(1, 0.25, 100)],
}


@pytest.mark.parametrize("frames", NO_TRUCKS.values(), ids=NO_TRUCKS)
def test_what_is_no_truck_opens_no_passage(frames: list[np.ndarray]) -> None:
    assert states(watch([*[bare_lane()] * 20, *frames])) == [EMPTY]
