"""Dead letters: what is given up, when, and how it is sent again."""

import pytest

from gate_service.domain.telling import Standing
from tests.support.gates import GateAtWork
from tests.support.told_list import ADMIN, AWAY, GONE, REFUSED, WAY_IN, Told, moves


@pytest.fixture
def told(work: GateAtWork) -> Told:
    work.admit(work.book())
    return Told(work, "visit.*")


def test_an_event_that_a_receiver_cannot_take_lets_the_others_pass(
    told: Told,
) -> None:
    told.answer(None, *[REFUSED] * 6)
    for _ in range(8):
        told.postman.round()
        told.work.clock.turn(60)
    (letter,) = told.subscriptions.dead_letters(told.id, ADMIN)

    assert moves(told) == [WAY_IN[0], *WAY_IN[2:]]
    assert (letter.name, letter.why) == (WAY_IN[1], "the receiver answered 422")


def test_hours_without_an_answer_are_not_held_against_the_event(told: Told) -> None:
    told.answer(*[AWAY] * 8, REFUSED)
    for _ in range(10):
        told.postman.round()
        told.work.clock.turn(3600)

    assert moves(told) == WAY_IN
    assert told.health.dead == 0


def test_what_is_too_old_becomes_a_dead_letter_and_new_events_wait(
    told: Told,
) -> None:
    told.fail(AWAY)
    told.postman.round()
    told.work.clock.turn(told.office.rules.give_up)
    told.book()
    told.postman.round()

    assert told.health.dead == len(WAY_IN)
    assert told.health.events > 0
    told.answer()
    told.work.clock.turn(3600)
    told.postman.round()
    assert moves(told)[0] == "visit.confirmed"
    assert told.came[0].sequence > told.health.progress.cursor - 5


def test_old_events_are_not_dead_because_they_are_replayed(told: Told) -> None:
    told.work.clock.turn(7 * 86400)
    told.answer(AWAY)
    told.postman.round()
    told.work.clock.turn(1)
    told.postman.round()

    assert moves(told) == WAY_IN


def test_a_receiver_that_is_gone_is_told_no_more(told: Told) -> None:
    told.fail(GONE)
    told.postman.round()
    told.answer()
    told.work.clock.turn(10)
    told.postman.round()

    assert told.health.subscriber.standing is Standing.GONE
    assert told.health.dead == 1
    assert told.came == []


def test_dead_letters_are_sent_again_on_request(told: Told) -> None:
    told.answer(GONE)
    told.postman.round()
    told.subscriptions.resume(told.id, ADMIN)
    assert told.subscriptions.send_again(told.id, ADMIN) == 1
    told.postman.round()

    assert moves(told) == WAY_IN
    assert told.health.dead == 0


def test_a_dead_letter_that_fails_again_stays_dead(told: Told) -> None:
    told.answer(GONE)
    told.postman.round()
    told.subscriptions.resume(told.id, ADMIN)
    told.subscriptions.send_again(told.id, ADMIN)
    told.answer(REFUSED)
    told.postman.round()
    (letter,) = told.subscriptions.dead_letters(told.id, ADMIN)

    assert not letter.again
    assert letter.why == "the receiver answered 422"
    assert moves(told) == WAY_IN[1:]
