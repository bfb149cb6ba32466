"""A lane that is alone lets go who is on its bundle and reads exactly so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.alone_screen import Phase
from tests.support.alone_lane import AloneLane, RemoteGate, hold, with_pass
from tests.support.gates import CUSTOMS
from tests.support.pipes import EPOCH
from tests.support.truck_lane import FRONT, LEFT, container, plate
from vision.results import Readings, Status


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
