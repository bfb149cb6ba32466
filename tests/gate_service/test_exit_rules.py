"""What is asked of a truck on its way out, and what is no longer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gate_service.domain.lanes import KioskPhase, LaneView
from gate_service.domain.rights import Right, Transfer
from gate_service.domain.rooms import YardRoom
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import ExpectedContainer, VisitState
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from gate_service.settings import GateSettings
from tests.support.gates import (
    CLERK,
    EXIT,
    LANE,
    NOON,
    OTHER_BOX,
    Clock,
    GateAtWork,
    said,
    seen_box,
)

FETCHES = (ExpectedContainer(OTHER_BOX, "22G1"),)
FETCHED = (ExpectedContainer(OTHER_BOX, "22G1", seals=("S-1",)),)
RIGHT = Right(
    container=OTHER_BOX,
    carrier="MAEU",
    transfers=(Transfer(at=NOON, by="MAEU", to="ACME"),),
    release="REL-1",
    released=NOON,
)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[GateAtWork]:
    """Give a gate whose way out has a seal reader."""
    out = GateLane.model_validate({"direction": "out", "instruments": ["seal"]})
    told = GateSettings(
        terminal="NLRTM", lanes={LANE: GateLane(), EXIT: out}, data=tmp_path
    )
    clock = Clock()
    working = GateAtWork(open_gate(told, clock=clock), clock)
    yield working
    working.gate.close()


def on_file(work: GateAtWork, right: Right) -> None:
    with work.gate.ruling.replay.transactions.write() as store:
        store.rights.save(right)


def fetch(work: GateAtWork, passage: str = "x-1") -> LaneView:
    """Let a truck that is inside come to the exit with what it fetched."""
    work.drive_in(passage, EXIT)
    work.capture(passage, EXIT, boxes=(seen_box(OTHER_BOX),))
    return work.gate.lane_view(EXIT)


def test_what_was_announced_for_the_way_out_goes_out(work: GateAtWork) -> None:
    booked = work.book(leaves_with=FETCHES)
    work.admit(booked)
    assert fetch(work).phase is KioskPhase.GO

    work.raise_barrier(EXIT)
    work.drive_off("x-1", EXIT)
    assert work.visit_of(booked).state is VisitState.GATED_OUT
    last = [e for e in work.gate.look_up.events(0, 10_000) if e.kind == "visit.moved"]
    assert last[-1].data["state"] == "GATED_OUT"


def test_a_truck_whose_load_out_nobody_announced_is_referred(work: GateAtWork) -> None:
    work.admit(work.book(leaves_with=None))

    assert said(fetch(work).visit) == {"CONTAINER_SET": "containers_not_announced"}


@pytest.mark.parametrize(
    ("right", "rule", "code"),
    [
        pytest.param(
            replace(RIGHT, released=None), "COMMERCIAL", "release_missing", id="release"
        ),
        pytest.param(
            replace(RIGHT, line_hold="lien"), "COMMERCIAL", "line_hold", id="line hold"
        ),
        pytest.param(
            replace(RIGHT, fees="EUR 90"), "COMMERCIAL", "fees_due", id="fees"
        ),
        pytest.param(
            RIGHT.passed(by="ACME", to="OTHER", at=NOON),
            "RIGHT",
            "right_of_another",
            id="passed on since",
        ),
    ],
)
def test_what_the_carrier_says_binds_the_way_out(
    work: GateAtWork, right: Right, rule: str, code: str
) -> None:
    on_file(work, RIGHT)
    work.admit(work.book(leaves_with=FETCHES))
    on_file(work, right)

    assert said(fetch(work).visit) == {rule: code}


def test_a_truck_is_told_at_the_way_in_that_its_container_is_not_released(
    work: GateAtWork,
) -> None:
    on_file(work, replace(RIGHT, released=None))
    view = work.stand(work.book(leaves_with=FETCHES).arrival_code)

    assert said(view.visit) == {"COMMERCIAL": "release_missing"}


def test_a_hold_binds_the_way_out(work: GateAtWork) -> None:
    work.admit(work.book(leaves_with=FETCHES))
    work.hold(OTHER_BOX)

    assert said(fetch(work).visit) == {"CUSTOMS": "customs_hold"}


def test_a_full_yard_keeps_nobody_inside(work: GateAtWork) -> None:
    work.admit(work.book(leaves_with=FETCHES))
    work.gate.ruling.room(YardRoom(at=NOON, full=True, closed=True))

    assert fetch(work).phase is KioskPhase.GO


def seal(text: str | None, state: str | None = None) -> Measured:
    return Measured(
        id=ReadingId("m-1"),
        lane=EXIT,
        instrument=Instrument.SEAL,
        sensor="portal",
        at=NOON,
        container=OTHER_BOX,
        text=text,
        state=state,
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(seal("s1"), {}, id="matches"),
        pytest.param(seal("S-2"), {"SEAL": "seal_differs"}, id="differs"),
        pytest.param(seal(None, "broken"), {"SEAL": "seal_broken"}, id="broken"),
        pytest.param(None, {"SEAL": "seal_unread"}, id="unread"),
    ],
)
def test_the_seal_of_what_goes_out_is_judged(
    sealed: GateAtWork, told: Measured | None, expected: dict[str, str]
) -> None:
    sealed.admit(sealed.book(leaves_with=FETCHED))
    sealed.drive_in("x-1", EXIT)
    if told is not None:
        sealed.gate.ruling.measure(EXIT, [replace(told, at=sealed.clock())], by=CLERK)
    sealed.capture("x-1", EXIT, boxes=(seen_box(OTHER_BOX),))
    sealed.clock.turn(10)
    sealed.gate.tick()

    assert said(sealed.gate.lane_view(EXIT).visit) == expected
