"""What instruments tell while a truck stands in a lane, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.application.measure import MeasureReceipt
from gate_service.domain.errors import InvalidFaultsError, UnknownLaneError
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import (
    Appointment,
    ExpectedContainer,
    LaneName,
    VisitState,
)
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from gate_service.settings import GateSettings
from tests.support.desks import ANN, LET_GO
from tests.support.gates import BOX, CLERK, LANE, NOON, Clock, GateAtWork, said

EQUIPPED = frozenset({Instrument.WEIGHBRIDGE, Instrument.LOOP})
HEAVY = (ExpectedContainer(BOX, "22G1", vgm=24_000),)


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[GateAtWork]:
    """Give a gate whose lane has a weighbridge and a loop behind the barrier."""
    told = GateSettings(
        terminal="NLRTM",
        lanes={LANE: GateLane(instruments=EQUIPPED, barrier_delay=2.0)},
        data=tmp_path,
    )
    clock = Clock()
    working = GateAtWork(open_gate(told, clock=clock), clock)
    yield working
    working.gate.close()


def weighed(number: str = "m-1", **changes: object) -> Measured:
    values: dict[str, object] = {
        "id": ReadingId(number),
        "lane": LANE,
        "instrument": Instrument.WEIGHBRIDGE,
        "sensor": "bridge-1",
        "at": NOON,
        "kilograms": 40_000.0,
    }
    return Measured(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def passed(work: GateAtWork, number: str = "m-9") -> Measured:
    return replace(
        weighed(number, instrument=Instrument.LOOP, kilograms=None, state="passed"),
        at=work.clock(),
    )


def refer(work: GateAtWork) -> Appointment:
    """Let a truck stand in the lane until the weighbridge has told nothing."""
    booked = work.book(containers=HEAVY)
    work.stand(booked.arrival_code)
    work.clock.turn(10)
    work.gate.tick()
    return booked


def phase(work: GateAtWork) -> KioskPhase:
    return work.gate.lane_view(LANE).phase


def test_a_truck_waits_a_moment_for_the_weighbridge(bridge: GateAtWork) -> None:
    view = bridge.stand(bridge.book(containers=HEAVY).arrival_code)
    bridge.gate.tick()
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)

    assert view.phase is KioskPhase.READING
    assert phase(bridge) is KioskPhase.GO
    assert bridge.kinds().count("visit.decided") == 1


def test_a_truck_that_is_never_weighed_is_referred(bridge: GateAtWork) -> None:
    bridge.stand(bridge.book(containers=HEAVY).arrival_code)
    bridge.clock.turn(9)
    bridge.gate.tick()
    before = phase(bridge)
    bridge.clock.turn(1)
    bridge.gate.tick()

    assert before is KioskPhase.READING
    assert said(bridge.gate.lane_view(LANE).visit) == {"WEIGHT": "weight_unread"}


def test_a_truck_that_was_referred_unweighed_goes_once_it_is_weighed(
    bridge: GateAtWork,
) -> None:
    refer(bridge)
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)

    assert phase(bridge) is KioskPhase.GO


def test_nobody_waits_for_instruments_where_something_else_is_wrong(
    bridge: GateAtWork,
) -> None:
    view = bridge.stand(bridge.book(containers=HEAVY, plate="XX99YYY").arrival_code)

    assert view.phase is KioskPhase.STOP


def test_a_truck_that_backs_out_while_it_waits_may_come_again(
    bridge: GateAtWork,
) -> None:
    booked = bridge.book(containers=HEAVY)
    bridge.stand(booked.arrival_code)
    bridge.drive_off(through=False)

    assert bridge.visit_of(booked).state is VisitState.CONFIRMED


def test_a_truck_that_is_weighed_before_it_is_read_goes_at_once(
    bridge: GateAtWork,
) -> None:
    bridge.drive_in()
    bridge.gate.present(LANE, bridge.book(containers=HEAVY).arrival_code)
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)
    bridge.capture()

    assert phase(bridge) is KioskPhase.GO
    assert bridge.kinds().count("visit.decided") == 1


def test_a_truck_told_to_go_is_stopped_by_what_an_instrument_tells_then(
    bridge: GateAtWork,
) -> None:
    booked = bridge.book(containers=HEAVY)
    bridge.stand(booked.arrival_code)
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)
    leak = weighed("m-2", instrument=Instrument.DAMAGE, kilograms=None, state="leak")
    bridge.gate.ruling.measure(LANE, [leak], by=CLERK)

    assert phase(bridge) is KioskPhase.STOP
    assert bridge.gate.commands(LANE) == ()
    assert "pass.revoked" in bridge.kinds()


def test_a_truck_told_to_go_keeps_its_pass_where_nothing_speaks_against_it(
    bridge: GateAtWork,
) -> None:
    bridge.stand(bridge.book(containers=HEAVY).arrival_code)
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)
    bridge.gate.ruling.measure(LANE, [weighed("m-2", kilograms=40_010.0)], by=CLERK)

    assert phase(bridge) is KioskPhase.GO
    assert bridge.kinds().count("pass.issued") == 1


def test_what_a_clerk_overruled_is_not_held_against_the_truck_again(
    bridge: GateAtWork,
) -> None:
    booked = refer(bridge)
    bridge.gate.desk.resolve(bridge.visit_of(booked).id, LET_GO, ANN)
    tag = weighed(instrument=Instrument.RFID, kilograms=None, text="TAG 1")
    bridge.gate.ruling.measure(LANE, [replace(tag, at=bridge.clock())], by=CLERK)

    assert phase(bridge) is KioskPhase.GO


def test_what_is_told_after_a_clerk_let_the_truck_go_stops_it(
    bridge: GateAtWork,
) -> None:
    booked = refer(bridge)
    bridge.gate.desk.resolve(bridge.visit_of(booked).id, LET_GO, ANN)
    leak = weighed(instrument=Instrument.DAMAGE, kilograms=None, state="leak")
    bridge.gate.ruling.measure(LANE, [replace(leak, at=bridge.clock())], by=CLERK)

    assert phase(bridge) is KioskPhase.STOP


def test_the_loop_behind_the_barrier_gates_in(bridge: GateAtWork) -> None:
    booked = bridge.book(containers=HEAVY)
    bridge.stand(booked.arrival_code)
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)
    bridge.raise_barrier()
    bridge.gate.ruling.measure(LANE, [passed(bridge)], by=CLERK)
    bridge.drive_off()

    assert bridge.visit_of(booked).state is VisitState.IN_YARD
    assert phase(bridge) is KioskPhase.WAITING
    assert bridge.kinds().count("passage.closed") == 1


def test_a_loop_alone_lets_nobody_in(bridge: GateAtWork) -> None:
    booked = refer(bridge)
    bridge.gate.ruling.measure(LANE, [passed(bridge)], by=CLERK)

    assert bridge.visit_of(booked).state is VisitState.REFERRED


def test_what_was_told_of_the_truck_before_counts_for_no_other(
    bridge: GateAtWork,
) -> None:
    bridge.gate.ruling.measure(
        LANE, [weighed(at=NOON - timedelta(seconds=1))], by=CLERK
    )
    refer(bridge)

    assert said(bridge.gate.lane_view(LANE).visit) == {"WEIGHT": "weight_unread"}


def test_a_report_counts_once_however_often_it_comes(bridge: GateAtWork) -> None:
    measure = bridge.gate.ruling.measure

    assert measure(LANE, [weighed()], by=CLERK) == MeasureReceipt(1, 0)
    assert measure(LANE, [weighed(), weighed("m-2")], by=CLERK) == MeasureReceipt(1, 1)
    assert bridge.kinds().count("sensor.reported") == 2


def test_an_unknown_lane_is_refused(bridge: GateAtWork) -> None:
    with pytest.raises(UnknownLaneError):
        bridge.gate.ruling.measure(LaneName("in-9"), [weighed()], by=CLERK)


def fields(bridge: GateAtWork, *reports: Measured) -> list[str]:
    """Give the field of every fault that a batch is refused for."""
    with pytest.raises(InvalidFaultsError) as refused:
        bridge.gate.ruling.measure(LANE, reports, by=CLERK)
    return [fault.field.removeprefix("measurements.") for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"kilograms": None}, ["0.kilograms"], id="tells nothing"),
        pytest.param({"kilograms": -1.0}, ["0.kilograms"], id="below zero"),
        pytest.param({"axles": (9e9,)}, ["0.axles"], id="a giant's axle"),
        pytest.param({"celsius": 4.0}, ["0.celsius"], id="not its trade"),
        pytest.param({"state": "tired"}, ["0.state"], id="unknown state"),
        pytest.param({"side": "back"}, ["0.side"], id="unknown side"),
        pytest.param({"container": "CSQU3054384"}, ["0.container"], id="check digit"),
        pytest.param(
            {"at": NOON + timedelta(seconds=121)}, ["0.at"], id="from the future"
        ),
        pytest.param(
            {"instrument": Instrument.PLACARD, "kilograms": None, "text": "10"},
            ["0.text", "0.side"],
            id="no class, no side",
        ),
        pytest.param(
            {"instrument": Instrument.E_LOCK, "kilograms": None, "text": "L1"},
            ["0.state"],
            id="lock without state",
        ),
        pytest.param(
            {"state": "x", "side": "y", "kilograms": -1.0, "celsius": 1.0},
            ["0.state", "0.kilograms", "0.celsius", "0.side"],
            id="all at once",
        ),
    ],
)
def test_all_faults_of_a_report_are_named(
    bridge: GateAtWork, changes: dict[str, object], expected: list[str]
) -> None:
    assert fields(bridge, weighed(**changes)) == expected  # type: ignore[arg-type]  # a table


def test_one_faulty_report_keeps_the_whole_batch_out(bridge: GateAtWork) -> None:
    assert fields(bridge, weighed(), weighed("m-2", kilograms=None)) == ["1.kilograms"]
    assert bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK) == MeasureReceipt(
        1, 0
    )


def test_an_id_stands_for_one_report(bridge: GateAtWork) -> None:
    bridge.gate.ruling.measure(LANE, [weighed()], by=CLERK)

    assert fields(bridge, weighed(kilograms=1.0)) == ["0.id"]
    assert fields(bridge, weighed("m-2"), weighed("m-2")) == ["1.id"]


def test_no_event_tells_what_a_tag_said(bridge: GateAtWork) -> None:
    tag = weighed(instrument=Instrument.RFID, kilograms=None, text="AB12CDE")
    bridge.gate.ruling.measure(LANE, [tag], by=CLERK)
    (event,) = (e for e in bridge.gate.look_up.events() if e.kind == "sensor.reported")

    assert "AB12CDE" not in str(event.data)
