"""While the gate is away, each code and pass lets one truck through, once."""

from gate_service.domain.visits import VisitState
from tests.support.alone_lane import AloneLane, RemoteGate, with_pass


def test_a_code_lets_one_truck_through(remote: RemoteGate, lane: AloneLane) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    first = lane.pass_through(booked.arrival_code)
    lane.pass_through(booked.arrival_code)
    assert [verdict for verdict, _ in lane.decided()] == ["GO", "REFER"]
    assert lane.decided()[1] == ("REFER", ["spent"])
    assert lane.boom.opened == [first]


def test_a_truck_that_backs_out_may_come_again(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.stand(booked.arrival_code)
    lane.drive_off()
    second = lane.pass_through(booked.arrival_code)
    assert lane.boom.opened == [second]
    lane.find_gate()
    assert remote.visits(booked)[True].state is VisitState.IN_YARD
    assert remote.events("pass.spent_twice") == []


def test_after_a_crash_a_code_that_was_let_go_is_spent_and_its_event_is_there(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.stand(booked.arrival_code)
    assert lane.decided() == [("GO", [])]
    lane.trucks.outbox.close()

    after = AloneLane(remote, cut=True)
    after.keeper.recall()
    after.beat()
    after.trucks.wait(20)
    after.pass_through(booked.arrival_code)

    assert after.decided() == [("GO", []), ("REFER", ["spent"])]
    assert after.boom.opened == []
    after.find_gate()
    assert len(remote.events("offline.decided")) == 2
    (told,) = remote.events("lane.reconciled")
    assert len(told["unsettled"]) == 1


def test_two_lanes_that_spent_one_code_are_reported_once(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    other = AloneLane(remote, "in-2")
    lane.beat()
    other.beat()
    for each in (lane, other):
        each.lose_gate()
        each.pass_through(booked.arrival_code)

    lane.find_gate()
    other.find_gate()
    other.trucks.outbox.begin_anew()
    other.beat()

    (twice,) = remote.events("pass.spent_twice")
    visits = remote.visits(booked)
    assert twice["others"] == [visits[True].id]
    assert visits[True].state is visits[False].state is VisitState.IN_YARD
    first, second = remote.events("lane.reconciled")
    assert first["twice"] == []
    assert second["twice"] == [visits[False].passage]


def test_a_code_spent_at_the_gate_and_then_at_a_lane_alone_is_reported(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    other = AloneLane(remote, "in-2")
    lane.beat()
    other.beat()
    other.lose_gate()

    lane.stand(booked.arrival_code)
    remote.clock.pass_by(3)
    assert lane.beat()
    remote.clock.pass_by(3)
    assert lane.beat()
    lane.drive_off()
    lane.beat()
    assert remote.visits(booked)[True].state is VisitState.IN_YARD
    other.pass_through(booked.arrival_code)
    other.find_gate()

    assert len(remote.events("pass.spent_twice")) == 1


def test_a_code_with_which_the_gate_let_a_truck_in_is_spent_here_too(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.stand(booked.arrival_code)
    lane.beat()
    remote.clock.pass_by(3)
    lane.open_barrier()
    assert len(lane.boom.opened) == 1
    lane.lose_gate()
    lane.drive_off()

    lane.pass_through(booked.arrival_code)

    assert lane.decided()[-1][0] == "REFER"
    assert len(lane.boom.opened) == 1


def test_a_pass_from_before_is_honoured_once(
    remote: RemoteGate, lane: AloneLane
) -> None:
    text = with_pass(remote, lane)
    lane.lose_gate()
    lane.pass_through(text)
    lane.pass_through(text)
    assert lane.decided() == [("GO", []), ("REFER", ["spent"])]
    lane.find_gate()
    assert remote.events("pass.spent")
    assert remote.events("pass.spent_twice") == []


def test_an_expired_pass_lets_nobody_go(remote: RemoteGate, lane: AloneLane) -> None:
    text = with_pass(remote, lane)
    lane.lose_gate()
    remote.clock.pass_by(900)
    lane.pass_through(text)
    assert lane.decided() == [("REFER", ["pass_expired"])]
