"""The postman: in order, at least once, and never lost."""

from dataclasses import replace

import pytest

from gate_service.application.postman import Postman
from gate_service.application.record import record
from gate_service.domain.callers import Caller, Role
from gate_service.domain.subscriptions import SubscriptionRequest
from tests.support.gates import BOX, PLATE, GateAtWork
from tests.support.told_list import (
    ADMIN,
    AWAY,
    FULL,
    WAY_IN,
    Told,
    moves,
)


@pytest.fixture
def told(work: GateAtWork) -> Told:
    work.admit(work.book())
    return Told(work, "visit.*")


def test_a_visit_is_told_once_and_in_its_order(told: Told) -> None:
    for _ in range(3):
        told.postman.round()

    assert moves(told) == WAY_IN
    assert [e.sequence for e in told.came] == sorted(e.sequence for e in told.came)
    assert told.health.seconds >= 0
    assert told.health.dead == 0


def test_a_cursor_goes_on_where_it_was_written(told: Told) -> None:
    told.postman.round()
    told.postman.finish()
    told.restart()
    told.postman.round()

    assert moves(told) == WAY_IN


def test_a_crash_between_delivery_and_writing_repeats_the_same_ids(
    told: Told,
) -> None:
    told.postman.round()
    told.work.clock.turn(2)
    told.postman.round()  # writes down where he stands
    told.book()
    told.work.clock.turn(0.5)
    told.postman.round()  # tells, but does not write it down within the second
    before = [event.id for event in told.came]
    told.restart()
    told.postman.round()

    assert [event.id for event in told.came] == [*before, before[-1]]


def test_a_crash_amid_many_leaves_none_out(told: Told) -> None:
    told.answer(*[None] * 4, AWAY)
    told.postman.round()
    told.restart()
    told.work.clock.turn(2)
    told.postman.round()

    assert list(dict.fromkeys(moves(told))) == WAY_IN


def test_a_failure_is_tried_again_after_longer_and_longer_pauses(told: Told) -> None:
    told.fail(AWAY)
    pauses = []
    for _ in range(14):
        told.postman.round()
        progress = told.health.progress
        assert progress.next_try is not None
        pause = (progress.next_try - told.work.clock()).total_seconds()
        pauses.append(pause)
        told.work.clock.turn(pause)

    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert pauses[-1] == 3600
    assert told.health.progress.trouble == "the receiver is away"


def test_nothing_is_sent_before_its_next_try(told: Told) -> None:
    told.answer(AWAY)
    rest = told.postman.round()
    told.postman.round()
    assert rest == 1.0
    assert told.came == []

    told.work.clock.turn(1)
    told.postman.round()
    assert moves(told) == WAY_IN


def test_a_paused_subscriber_is_told_everything_afterwards(told: Told) -> None:
    told.subscriptions.pause(told.id, ADMIN)
    told.postman.round()
    assert told.came == []

    told.subscriptions.resume(told.id, ADMIN)
    told.postman.round()
    assert moves(told) == WAY_IN


def test_a_replay_tells_the_same_events_again(told: Told) -> None:
    told.postman.round()
    told.subscriptions.replay(told.id, 0, ADMIN)
    told.postman.round()
    first, second = told.came[: len(WAY_IN)], told.came[len(WAY_IN) :]

    assert first == second


def test_a_replay_from_a_time_begins_there(told: Told) -> None:
    told.postman.round()
    told.work.clock.turn(3600)
    at = told.work.clock()
    told.book()
    told.postman.round()
    del told.came[:]
    told.subscriptions.replay(told.id, at, ADMIN)
    told.postman.round()

    assert moves(told) == ["visit.confirmed"]


def test_a_removed_subscriber_dismisses_its_postman(told: Told) -> None:
    told.postman.round()
    told.subscriptions.remove(told.id, ADMIN)

    assert told.postman.round() is None
    assert told.outlet.closed == 1
    told.postman.finish()


def test_of_two_processes_one_tells(told: Told) -> None:
    other = Postman(replace(told.office, teller="another"), told.id)
    told.postman.round()
    told.book()
    other.round()
    assert moves(told) == WAY_IN

    told.postman.finish()
    other.round()
    assert moves(told) == [*WAY_IN, "visit.confirmed"]


def test_another_process_takes_over_from_one_that_died(told: Told) -> None:
    other = Postman(replace(told.office, teller="another"), told.id)
    told.postman.round()
    told.book()
    told.work.clock.turn(11)
    other.round()
    told.postman.round()

    assert len({event.id for event in told.came}) == len(WAY_IN) + 1
    assert told.came[-1].name == "visit.confirmed"


def test_an_outlet_that_cannot_keep_what_it_took_is_sent_it_again(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise FULL

    monkeypatch.setattr(told.outlet, "settle", full)
    told.postman.round()
    monkeypatch.undo()
    told.work.clock.turn(2)
    told.postman.round()

    assert told.health.progress.trouble == ""
    assert {event.id for event in told.came[-len(WAY_IN) :]} == {
        event.id for event in told.came
    }


def test_customs_is_told_of_its_own_holds_alone(work: GateAtWork) -> None:
    customs = Caller("the customs", Role.CUSTOMS, "HMRC")
    other = Caller("the others", Role.CUSTOMS, "DOUANE")
    told = Told(work)
    ids = []
    for who in (customs, other):
        request = SubscriptionRequest(name="mine", url="http://x.example/", since=0)
        ids.append(told.subscriptions.add(request, who).id)
    work.admit(work.book())
    work.hold(BOX)
    came = []
    for each in ids:
        told.outlet.came = []
        Postman(told.office, each).round()
        came.append(moves(told))

    assert set(came[0]) - set(came[1]) == {"hold.placed", "hold.late"}
    assert not any(name.startswith(("pass.", "barrier.")) for name in came[0])
    assert {"visit.gated_in", "appointment.booked"} <= set(came[1])


def test_what_customs_looks_for_is_told_to_that_authority_alone(
    work: GateAtWork,
) -> None:
    customs = [Caller(name, Role.CUSTOMS, name) for name in ("HMRC", "DOUANE")]
    told = Told(work)
    request = SubscriptionRequest(name="mine", url="http://x.example/", since=0)
    ids = [told.id, *(told.subscriptions.add(request, who).id for who in customs)]
    with told.office.transactions.write() as store:
        record(store, work.clock(), "risk.hit", rule="r-1", authority="HMRC")
        record(store, work.clock(), "risk.released", rule="r-1")
    came = []
    for each in ids:
        told.outlet.came = []
        Postman(told.office, each).round()
        came.append(moves(told))

    assert came == [[], ["risk.hit"], []]


def test_what_was_forgotten_is_in_no_replay(work: GateAtWork) -> None:
    told = Told(work, "appointment.*")
    booked = work.book()
    told.postman.round()
    with told.office.transactions.write() as store:
        store.appointments.save(replace(booked, plate=""))
        record(store, work.clock(), "person.forgotten")
    told.postman.round()
    told.subscriptions.replay(told.id, 0, ADMIN)
    told.postman.round()
    before, after = told.came

    assert before.data["truck"] == {"plate": PLATE, "trailer": None}
    assert after.data["truck"] == {"plate": None, "trailer": None}
    assert before.id == after.id
