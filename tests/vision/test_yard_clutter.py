"""Who stands like a post, and who does not."""

from tests.support.yard_acts import (
    MIDDLE,
    RATE,
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
from vision.tracking import Tracked


def test_a_post_is_raised_once_and_closed_as_clutter() -> None:
    acted = act(square(), together(somebody(1, a_post(300))))
    assert acted.causes == [Cause.INTRUSION]
    assert 119 <= acted.seconds(ChangeKind.CLOSED) <= 130


def test_a_post_that_is_seen_now_and_then_is_raised_once() -> None:
    looks: list[Tracked] = []
    for number in range(1, 13):
        looks += together(somebody(number, [*a_post(4), *gone(26 * RATE)]))
    assert act(square(), looks).causes == [Cause.INTRUSION]


def test_who_steps_away_from_where_they_stood_like_a_post_is_raised_anew() -> None:
    walk = straight(MIDDLE, (420, 290), 5 * RATE)
    acted = act(square(), together(somebody(1, [*a_post(200), *walk])))
    assert acted.causes == [Cause.INTRUSION] * 2


def test_who_appears_where_a_post_was_seen_and_walks_is_somebody_new() -> None:
    post = somebody(1, [*a_post(4), *gone(20 * RATE)])
    walker = somebody(2, [*stand(MIDDLE, 3), *straight(MIDDLE, (420, 290), 5 * RATE)])
    acted = act(square(cooldown=600.0), [*together(post), *together(walker)])
    assert [c.incident.subject for c in acted.of(ChangeKind.OPENED)] == [1, 2]


def test_people_who_shift_a_little_are_no_clutter() -> None:
    shifting = [place for x in range(20) for place in stand((310 + 9 * x, 250), 50)]
    acted = act(square(), together(somebody(1, shifting)))
    assert len(acted.of(ChangeKind.OPENED)) == 1
    assert acted.of(ChangeKind.CLOSED) == []
