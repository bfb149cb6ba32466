"""Whether a zone is clear, occupied or unknown, and a camera that cannot see."""

import pytest

from tests.support.yard_acts import (
    MIDDLE,
    OUTSIDE,
    RATE,
    Places,
    a_post,
    act,
    gone,
    somebody,
    square,
    stand,
    straight,
    together,
)
from vision.incidents import Cause, ChangeKind
from vision.lens import Lens
from vision.tracking import Tracked
from vision.yard import YardRules, YardWatch
from vision.zone_board import Occupation


def state_after(looks: list[Tracked], lenses: list[Lens] | None = None) -> Occupation:
    acted = act(square(), looks, lenses=lenses or [])
    return acted.watch.states()[0].state


COVERED = [Lens.COVERED]


@pytest.mark.parametrize(
    ("places", "lenses", "state"),
    [
        pytest.param(gone(2), [], Occupation.UNKNOWN, id="too few looks yet"),
        pytest.param(gone(9), [], Occupation.CLEAR, id="nobody"),
        pytest.param(stand(MIDDLE, 9), [], Occupation.OCCUPIED, id="somebody"),
        pytest.param(stand(OUTSIDE, 9), [], Occupation.CLEAR, id="somebody beside"),
        pytest.param(
            [*stand(MIDDLE, 9), *gone(20)],
            [],
            Occupation.OCCUPIED,
            id="lost from sight",
        ),
        pytest.param([*stand(MIDDLE, 9), *gone(40)], [], Occupation.CLEAR, id="gone"),
        pytest.param(gone(9), COVERED * 9, Occupation.UNKNOWN, id="covered"),
        pytest.param(gone(20), COVERED * 18, Occupation.UNKNOWN, id="just uncovered"),
        pytest.param(gone(20), COVERED * 15, Occupation.CLEAR, id="seeing again"),
    ],
)
def test_a_zone_is_clear_only_where_nobody_was_seen(
    places: Places, lenses: list[Lens], state: Occupation
) -> None:
    assert state_after(together(somebody(1, places)), lenses) is state


def test_a_zone_is_unknown_before_the_first_look_and_without_pictures() -> None:
    fresh = YardWatch(YardRules(zones=(square(),)))
    assert fresh.states()[0].state is Occupation.UNKNOWN
    acted = act(square(), together(somebody(1, stand(MIDDLE, 9))))
    acted.watch.blind(acted.ends + 1)
    (state,) = acted.watch.states()
    assert (state.state, state.people) == (Occupation.UNKNOWN, 0)
    assert state.since == acted.ends + 1


def test_a_post_that_never_moves_leaves_its_zone_clear_in_the_end() -> None:
    looks = together(somebody(1, a_post(950)))
    assert state_after(looks[: 600 * RATE]) is Occupation.OCCUPIED
    assert state_after(looks) is Occupation.CLEAR


@pytest.mark.parametrize("lens", [lens for lens in Lens if lens is not Lens.CLEAR])
def test_a_camera_that_cannot_see_is_one_incident_and_raises_no_other(
    lens: Lens,
) -> None:
    looks = together(somebody(1, [*gone(10), *straight((200, 250), (440, 260), 60)]))
    lenses = [*[Lens.CLEAR] * 10, *[lens] * 60]
    acted = act(square(), looks, lenses=lenses)
    assert acted.causes == [Cause.TAMPER]
    assert acted.changes[0].incident.zone is None


def test_a_camera_that_sees_again_closes_its_incident_and_raises_the_next() -> None:
    inside = straight((200, 250), (440, 260), 40)
    looks = together(somebody(1, [*gone(30), *inside]))
    acted = act(square(), looks, lenses=[Lens.DARK] * 30)
    assert acted.causes == [Cause.TAMPER, Cause.INTRUSION]
    assert acted.of(ChangeKind.CLOSED)[0].incident.cause is Cause.TAMPER


def test_two_zones_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two zones are named crane"):
        YardRules(zones=(square(), square()))
