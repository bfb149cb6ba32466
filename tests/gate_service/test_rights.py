"""Rights: only the haulier that the carrier named can declare a container."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.application.gate import Gate
from gate_service.domain.bookings import ChangeRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import (
    InvalidFaultsError,
    NotYoursError,
    StateConflictError,
    UnknownRightError,
)
from gate_service.domain.rights import Right, RightRequest
from gate_service.domain.visits import Appointment, ExpectedContainer
from tests.support.declaring import opened
from tests.support.gates import BOX, CLERK, NOON, OTHER_BOX, Clock, booking

LINE = Caller("line", Role.CARRIER, "LINE")
OTHER_LINE = Caller("other line", Role.CARRIER, "OTHER LINE")
ACME = Caller("acme", Role.HAULIER, "ACME")
SUB = Caller("sub", Role.HAULIER, "SUB")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(tmp_path: Path, clock: Clock) -> Iterator[Gate]:
    gate = opened(tmp_path, clock, slots={}, neighbours=["BEANR"])
    yield gate
    gate.close()


def name(gate: Gate, holder: str | None = "ACME", **terms: object) -> Right:
    request = RightRequest(container=BOX, holder=holder, **terms)  # type: ignore[arg-type]  # a builder
    return gate.declarations.name_holder(request, LINE)


def declare(gate: Gate, haulier: str = "ACME", **changes: object) -> Appointment:
    return gate.book(booking(**{"haulier": haulier, **changes}), CLERK)  # type: ignore[arg-type]  # a builder


def objection(gate: Gate, haulier: str, **changes: object) -> tuple[str, str]:
    with pytest.raises(InvalidFaultsError) as caught:
        declare(gate, haulier, **changes)
    (fault,) = caught.value.faults
    return fault.field, fault.message


def test_the_haulier_that_was_named_declares_and_no_other(gate: Gate) -> None:
    name(gate)
    field, message = objection(gate, "OTHER")

    assert field == "containers.0.number"
    assert message == f"{BOX}: another haulier holds the right to move it"
    assert "ACME" not in message
    assert declare(gate, "ACME").haulier == "ACME"


def test_a_container_that_goes_out_needs_the_right_as_well(gate: Gate) -> None:
    name(gate)
    out = (ExpectedContainer(OTHER_BOX), ExpectedContainer(BOX))
    field, _ = objection(gate, "OTHER", containers=(), leaves_with=out)

    assert field == "leaves_with.1.number"


def test_a_container_whose_carrier_named_nobody_waits(gate: Gate) -> None:
    name(gate, None, release="REL-1")

    assert "has named no haulier yet" in objection(gate, "ACME")[1]


def test_an_expired_right_is_none(gate: Gate, clock: Clock) -> None:
    name(gate, expires=NOON + timedelta(minutes=10))
    clock.turn(600)

    assert "has expired" in objection(gate, "ACME")[1]


def test_a_site_may_ask_for_a_right_to_every_container_it_takes(tmp_path: Path) -> None:
    rights = {"required": True}
    gate = opened(tmp_path / "x", Clock(), slots={}, rights=rights, neighbours=["QG2"])
    field, message = objection(gate, "ACME")
    elsewhere = declare(gate, terminal="QG2")
    gate.close()

    assert field == "containers.0.number"
    assert "has named nobody to move it yet" in message
    assert elsewhere.terminal == "QG2"


def test_a_right_passed_on_is_the_new_holder_s_alone(gate: Gate) -> None:
    name(gate)
    passed = gate.declarations.pass_right(BOX, "SUB", ACME)

    assert (passed.holder, len(passed.transfers)) == ("SUB", 2)
    assert "another haulier" in objection(gate, "ACME")[1]
    assert declare(gate, "SUB").haulier == "SUB"


def test_a_change_asks_for_the_right_again(gate: Gate) -> None:
    booked = declare(gate, containers=())
    name(gate, "OTHER")
    request = ChangeRequest(
        version=1,
        plate=booked.plate,
        containers=(ExpectedContainer(BOX),),
        opens=booked.opens,
        closes=booked.closes,
    )
    with pytest.raises(InvalidFaultsError, match="another haulier"):
        gate.declarations.change(booked.id, request, CLERK)


def test_new_terms_leave_the_holder_and_its_way_as_they_are(gate: Gate) -> None:
    name(gate, release="REL-1")
    gate.declarations.pass_right(BOX, "SUB", ACME)
    changed = name(gate, None, release="REL-1", fees="120 EUR")

    assert (changed.holder, changed.fees) == ("SUB", "120 EUR")
    assert changed.released == NOON


def test_a_carrier_takes_a_right_back(gate: Gate) -> None:
    name(gate)

    assert name(gate, "LINE").holder == "LINE"
    assert "has named no haulier yet" in objection(gate, "ACME")[1]


def test_a_release_has_its_time_and_can_be_taken_back(gate: Gate, clock: Clock) -> None:
    unreleased = name(gate)
    clock.turn(60)
    released = name(gate, release="REL-1")
    clock.turn(60)
    same = name(gate, release="REL-1", fees="1 EUR")

    assert unreleased.released is None
    assert released.released == same.released == NOON + timedelta(seconds=60)
    assert name(gate).released is None


def test_who_does_not_hold_a_right_does_not_pass_it_on(gate: Gate) -> None:
    name(gate)
    for by in (LINE, CLERK):
        with pytest.raises(NotYoursError):
            gate.declarations.pass_right(BOX, "SUB", by)
    for by in (SUB, OTHER_LINE):
        with pytest.raises(UnknownRightError):
            gate.declarations.pass_right(BOX, "SUB", by)
    with pytest.raises(InvalidFaultsError, match="holds this right already"):
        gate.declarations.pass_right(BOX, "ACME", ACME)


def test_an_expired_right_is_not_passed_on(gate: Gate, clock: Clock) -> None:
    name(gate, expires=NOON + timedelta(minutes=10))
    clock.turn(601)
    with pytest.raises(StateConflictError, match="has expired"):
        gate.declarations.pass_right(BOX, "SUB", ACME)


def test_a_site_without_sub_hauling_lets_carriers_alone_name_hauliers(
    tmp_path: Path,
) -> None:
    gate = opened(tmp_path / "x", Clock(), slots={}, rights={"sub_hauling": False})
    name(gate)
    with pytest.raises(NotYoursError, match="do not pass their rights on"):
        gate.declarations.pass_right(BOX, "SUB", ACME)
    gate.close()


def test_no_carrier_touches_another_s_container(gate: Gate) -> None:
    name(gate)
    with pytest.raises(NotYoursError, match="another carrier"):
        gate.declarations.name_holder(RightRequest(container=BOX), OTHER_LINE)
    with pytest.raises(NotYoursError):
        gate.declarations.name_holder(RightRequest(container=BOX), ACME)


def test_all_that_is_wrong_with_a_right_is_told_at_once(gate: Gate) -> None:
    request = RightRequest(
        container="CSQU3054384", holder="H" * 101, release="\n\x00", expires=NOON
    )
    with pytest.raises(InvalidFaultsError) as caught:
        gate.declarations.name_holder(request, LINE)

    assert [fault.field for fault in caught.value.faults] == [
        "container",
        "holder",
        "release",
        "expires",
    ]


def test_parties_see_the_rights_that_they_gave_or_hold(gate: Gate) -> None:
    name(gate)
    gate.declarations.pass_right(BOX, "SUB", ACME)
    seen = {
        by.name: len(gate.declarations.rights(by).values) for by in (LINE, ACME, SUB)
    }

    assert seen == {"line": 1, "acme": 0, "sub": 1}
    assert len(gate.declarations.rights(CLERK).values) == 1
    assert gate.declarations.rights.of(BOX, SUB).carrier == "LINE"
    with pytest.raises(UnknownRightError):
        gate.declarations.rights.of(BOX, ACME)


def test_every_step_of_a_right_is_told(gate: Gate) -> None:
    name(gate)
    name(gate, fees="120 EUR")
    gate.declarations.pass_right(BOX, "SUB", ACME)
    told = [(e.kind, e.data["holder"]) for e in gate.look_up.events()]

    assert told == [
        ("right.named", "ACME"),
        ("right.changed", "ACME"),
        ("right.passed", "SUB"),
    ]


def test_a_party_s_name_is_the_same_written_large_or_small(gate: Gate) -> None:
    name(gate, "Acme")
    booked = declare(gate, "ACME")
    passed = gate.declarations.pass_right(BOX, "sub", ACME)

    assert booked.haulier == "ACME"
    assert gate.declarations.rights(SUB).values == (passed,)
