"""What a lane decides alone by the gate's bundle, the gate takes in as it was."""

from datetime import timedelta

from gate_service.domain.visits import VisitState
from pipelines.alone_screen import Phase
from pipelines.offline_settings import OfflineSettings
from tests.support.alone_lane import AloneLane, RemoteGate, hold
from tests.support.gates import CUSTOMS
from vision.clearance import Clearance


def test_a_booked_truck_goes_while_the_gate_is_away_and_is_inside_after(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    assert lane.beat()
    lane.lose_gate()
    passage = lane.pass_through(booked.arrival_code)
    assert lane.boom.opened == [passage]

    lane.find_gate()

    visit = remote.visits(booked)[True]
    assert (visit.state, visit.passage) == (VisitState.IN_YARD, passage)
    assert remote.events("passage.unauthorised") == []
    (told,) = remote.events("lane.reconciled")
    assert (told["go"], told["refer"], told["twice"]) == (1, 0, [])
    assert told["unsettled"] == []


def test_a_hold_that_the_lane_could_not_know_of_is_reported_late(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    placed = remote.gate.place_hold(hold(), CUSTOMS)
    lane.pass_through(booked.arrival_code)
    lane.find_gate()
    (late,) = remote.events("hold.late")
    assert late["hold"]["id"] == placed.id


def test_the_visit_s_history_has_the_lane_s_times(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    left = remote.clock.utc(remote.clock.now)
    remote.clock.pass_by(1200)

    lane.find_gate()

    times = dict(remote.visits(booked)[True].history)
    assert abs(times[VisitState.GATED_IN] - left) < timedelta(seconds=1)


def test_a_truck_that_the_gate_has_judged_is_not_judged_here(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.stand(booked.arrival_code)
    lane.lose_gate()
    assert lane.decided() == [("REFER", ["gate_may_have_decided"])]


def test_a_hold_that_came_meanwhile_pulls_back_who_has_not_passed(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.zone = Clearance.PERSON
    passage = lane.stand(booked.arrival_code)
    lane.open_barrier()
    assert lane.decided() == [("GO", [])]
    remote.gate.place_hold(hold(), CUSTOMS)

    lane.zone = Clearance.CLEAR
    lane.cut = False
    lane.keeper.refresh()
    lane.trucks.lane.tick()
    lane.beat()
    lane.open_barrier()

    assert lane.boom.opened == []
    visit = remote.visits(booked)[True]
    assert (visit.state, visit.passage) == (VisitState.REFERRED, passage)


def test_a_person_in_the_zone_keeps_the_barrier_shut_on_the_lane_s_own_go(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.zone = Clearance.PERSON
    passage = lane.stand(booked.arrival_code)
    lane.open_barrier()
    assert lane.boom.opened == []
    assert lane.trucks.events("barrier.held")

    lane.zone = Clearance.CLEAR
    lane.open_barrier()

    assert lane.boom.opened == [passage]


def test_the_gate_s_command_does_not_open_again_for_a_truck_let_through(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    passage = lane.stand(booked.arrival_code)
    lane.open_barrier()
    lane.find_gate()
    remote.clock.pass_by(5)
    lane.beat()
    lane.drive_off()
    lane.beat()
    assert lane.boom.opened == [passage]
    assert remote.visits(booked)[True].state is VisitState.IN_YARD


def test_a_referred_truck_is_judged_by_the_gate_when_that_is_back(
    remote: RemoteGate, lane: AloneLane
) -> None:
    lane.beat()
    lane.lose_gate()
    booked = remote.book()
    lane.stand(booked.arrival_code)
    assert lane.decided() == [("REFER", ["not_on_allow_list"])]

    lane.find_gate()
    remote.clock.pass_by(3)
    lane.beat()

    assert len(lane.boom.opened) == 1


def test_a_gate_that_answers_whatever_it_says_is_not_away(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    (key,) = (k for k in remote.gate.keys.listed() if k.caller.role == "lane")
    remote.gate.keys.revoke(key.id)
    lane.beat()
    lane.trucks.wait(60)
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == []


def test_reconciling_keeps_the_audit_chain_whole(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    lane.find_gate()
    assert remote.gate.look_up.broken_event() is None


def test_a_go_that_waited_too_long_for_a_clear_zone_opens_nothing(
    remote: RemoteGate,
) -> None:
    lane = AloneLane(remote, rules=OfflineSettings(open_for=5.0))
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.zone = Clearance.UNKNOWN
    lane.stand(booked.arrival_code)
    remote.clock.pass_by(6.0)
    lane.zone = Clearance.CLEAR
    lane.open_barrier()
    assert lane.boom.opened == []
    lane.trucks.wait(0.2)
    lane.open_barrier()
    assert len(lane.boom.opened) == 1


def test_the_driver_is_told_to_show_the_code_and_then_to_go(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    shown = [lane.display.screen.phase]
    lane.lose_gate()
    shown.append(lane.display.screen.phase)
    lane.stand(None)
    shown.append(lane.display.screen.phase)
    lane.show_code(booked.arrival_code)
    shown.append(lane.display.screen.phase)
    lane.find_gate()
    shown.append(lane.display.screen.phase)
    told = [Phase.GATE, Phase.WAITING, Phase.SCAN_CODE, Phase.GO, Phase.GATE]
    assert shown == told
