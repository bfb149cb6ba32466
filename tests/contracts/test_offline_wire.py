"""What a lane decides alone by the gate's bundle, the gate takes in as it was."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.customs import HoldRequest
from gate_service.domain.visits import LaneName, VisitState
from pipelines.alone_screen import Phase
from pipelines.offline_settings import OfflineSettings
from tests.support.alone_lane import AloneLane, RemoteGate
from tests.support.gates import BOX, CUSTOMS
from tests.support.pipes import EPOCH
from tests.support.truck_lane import FRONT, LEFT, container, plate
from vision.clearance import Clearance
from vision.results import Readings, Status


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[RemoteGate]:
    remote = RemoteGate(tmp_path)
    with remote.app:
        yield remote
    remote.gate.close()


@pytest.fixture
def lane(remote: RemoteGate) -> AloneLane:
    return AloneLane(remote)


def hold() -> HoldRequest:
    return HoldRequest(authority="HMRC", container=BOX, reference="H-1")


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


@pytest.mark.parametrize(
    ("front", "left", "reason"),
    [
        pytest.param(Readings(), LEFT, "plate_unread", id="plate unread"),
        pytest.param(
            Readings(plates=(plate("AB12CDF"),)), LEFT, "plate_differs", id="one off"
        ),
        pytest.param(
            Readings(plates=(replace(plate(), confidence=0.5),)),
            LEFT,
            "plate_uncertain",
            id="plate in doubt",
        ),
        pytest.param(FRONT, Readings(), "container_unread", id="container unread"),
        pytest.param(
            FRONT,
            Readings(containers=(container(), container("MSKU6011672"))),
            "container_differs",
            id="one container more",
        ),
        pytest.param(
            FRONT,
            Readings(containers=(container(status=Status.UNCERTAIN),)),
            "container_uncertain",
            id="container in doubt",
        ),
        pytest.param(
            FRONT,
            Readings(containers=(replace(container(), size_type="45G1"),)),
            "size_type_differs",
            id="another size",
        ),
    ],
)
def test_whatever_is_not_read_exactly_as_booked_waits_for_a_clerk(
    remote: RemoteGate, lane: AloneLane, front: Readings, left: Readings, reason: str
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.stand(booked.arrival_code, front, left)
    lane.open_barrier()

    verdict, reasons = lane.decided()[-1]

    assert (verdict, lane.boom.opened) == ("REFER", [])
    assert reason in reasons
    assert lane.display.screen.phase is Phase.REFER


def test_a_computed_check_digit_counts_where_the_list_confirms_it(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    box = container(status=Status.INFERRED)
    lane.stand(booked.arrival_code, left=Readings(containers=(box,)))
    assert lane.decided() == [("GO", [])]


@pytest.mark.parametrize(
    "against",
    [
        pytest.param(lambda r: r.gate.place_hold(hold(), CUSTOMS), id="a hold"),
        pytest.param(lambda r: r.clock.pass_by(7200), id="a window that is over"),
    ],
)
def test_no_truck_is_allowed_that_the_gate_itself_would_not_let_go(
    remote: RemoteGate, lane: AloneLane, against: object
) -> None:
    booked = remote.book()
    assert callable(against)
    against(remote)
    lane.beat()
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("REFER", ["not_on_allow_list"])]


def test_a_window_ends_offline_too(remote: RemoteGate, lane: AloneLane) -> None:
    booked = remote.book(closes=EPOCH + timedelta(minutes=10))
    lane.beat()
    lane.lose_gate(5.0)
    remote.clock.pass_by(660)
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("REFER", ["outside_window"])]


def test_a_truck_of_the_next_window_goes_once_that_is_open(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book(opens=EPOCH + timedelta(minutes=20))
    lane.beat()
    lane.lose_gate(5.0)
    remote.clock.pass_by(1300)
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("GO", [])]


def test_a_stale_bundle_lets_nobody_go(remote: RemoteGate, lane: AloneLane) -> None:
    booked = remote.book(closes=EPOCH + timedelta(hours=5))
    lane.beat()
    lane.lose_gate(5.0)
    remote.clock.pass_by(3600)
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("REFER", ["bundle_stale"])]
    assert lane.boom.opened == []


def test_a_lane_without_a_bundle_lets_nobody_go(
    remote: RemoteGate, lane: AloneLane
) -> None:
    lane.lose_gate()
    lane.pass_through(remote.book().arrival_code)
    assert lane.decided() == [("REFER", ["no_bundle"])]


@pytest.mark.parametrize("off", [-400.0, 400.0])
def test_a_lane_whose_clock_is_off_lets_nobody_go(
    remote: RemoteGate, lane: AloneLane, off: float
) -> None:
    booked = remote.book()
    lane.beat()
    kept = lane.keeper.current()
    assert kept is not None
    lane.keeper._kept = replace(kept, off=off)
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("REFER", ["clock_differs"])]


def test_the_lane_s_clock_is_compared_with_the_gate_s_at_every_call(
    remote: RemoteGate, lane: AloneLane
) -> None:
    lane.beat()
    first = lane.keeper.current()
    remote.clock.pass_by(1.0)
    lane.beat()
    assert first is not None
    kept = lane.keeper.current()
    assert kept is not None
    assert kept.bundle.version == first.bundle.version
    assert kept.off == pytest.approx(first.off, abs=2.0)


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


def test_a_lane_that_starts_without_the_gate_decides_by_what_is_on_disk(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.trucks.outbox.close()

    after = AloneLane(remote, cut=True)
    after.keeper.recall()
    after.lose_gate()
    after.pass_through(booked.arrival_code)

    assert after.decided() == [("GO", [])]


def test_a_bundle_that_was_changed_on_disk_is_not_used(
    remote: RemoteGate, lane: AloneLane
) -> None:
    remote.book()
    lane.beat()
    kept = lane.keeper.current()
    assert kept is not None
    body = lane.keeper.path.read_bytes()
    assert b"AB12CDE" in body
    lane.keeper.path.write_bytes(body.replace(b"AB12CDE", b"XX99XXX"))

    after = AloneLane(remote)
    after.keeper.recall()

    assert after.keeper.current() is None


def test_a_bundle_that_was_changed_on_its_way_is_not_used(
    remote: RemoteGate, lane: AloneLane
) -> None:
    remote.book()
    lane.change = lambda body: body.replace(b"AB12CDE", b"XX99XXX")
    with pytest.raises(Exception, match="signature is not the gate's"):
        lane.keeper.refresh()
    assert lane.keeper.current() is None


def test_another_lane_s_bundle_is_not_used(remote: RemoteGate, lane: AloneLane) -> None:
    other = AloneLane(remote, "in-2")
    other.beat()
    kept = other.keeper.current()
    assert kept is not None
    lane.change = lambda _: kept.body
    with pytest.raises(Exception, match="for lane in-2, not for in-1"):
        lane.keeper.refresh()


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


def test_a_lane_follows_a_rotation_it_has_not_heard_of(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    (old,) = remote.gate.public_keys()
    remote.gate.offline.signing_keys.rotate(0)
    remote.gate.offline.signing_keys.retire(old.kid)
    remote.clock.pass_by(30)
    assert lane.beat()
    kept = lane.keeper.current()
    assert kept is not None
    assert set(kept.bundle.keys) == {key.kid for key in remote.gate.public_keys()}
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("GO", [])]


def with_pass(remote: RemoteGate, lane: AloneLane) -> str:
    """Let a truck get its pass from the gate and back out; give the pass."""
    booked = remote.book()
    lane.beat()
    lane.stand(booked.arrival_code)
    lane.beat()
    text = remote.gate.lane_view(LaneName(lane.name)).pass_text
    lane.drive_off()
    lane.beat()
    remote.clock.pass_by(30)
    lane.beat()
    assert text is not None
    return text


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


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(lambda text: text[:-3] + "000", "pass_not_ours", id="forged"),
        pytest.param(lambda _: "QG1:", "pass_not_ours", id="nothing in it"),
        pytest.param(lambda _: "QGA000000000000", "not_on_allow_list", id="no code"),
        pytest.param(lambda _: "BEGIN:VCARD", "not_on_allow_list", id="a vCard"),
    ],
)
def test_another_code_lets_nobody_go(
    remote: RemoteGate, lane: AloneLane, spoil: Callable[[str], str], reason: str
) -> None:
    text = with_pass(remote, lane)
    lane.lose_gate()
    lane.pass_through(spoil(text))
    assert lane.decided() == [("REFER", [reason])]


def test_an_expired_pass_lets_nobody_go(remote: RemoteGate, lane: AloneLane) -> None:
    text = with_pass(remote, lane)
    lane.lose_gate()
    remote.clock.pass_by(900)
    lane.pass_through(text)
    assert lane.decided() == [("REFER", ["pass_expired"])]


def test_a_camera_that_could_not_be_read_lets_nobody_go(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.trucks.arrive()
    lane.show_code(booked.arrival_code)
    lane.trucks.read("left", LEFT)
    for readings in (None, None, None):
        lane.trucks.read("left", readings)
        lane.trucks.read("front", FRONT)
    lane.trucks.wait(4.0)
    lane.open_barrier()
    assert lane.decided()[-1] == ("REFER", ["camera_stalled"])
    assert lane.boom.opened == []


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
