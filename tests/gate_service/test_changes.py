"""Changed appointments: seen by whoever changes them, kept whole, and told."""

from datetime import timedelta

import pytest

from gate_service.domain.bookings import ChangeRequest, DeclaredDriver
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import (
    InvalidFaultsError,
    NotYoursError,
    StaleVersionError,
    StateConflictError,
)
from gate_service.domain.visits import Appointment, ExpectedContainer
from tests.support.gates import BOX, CLERK, NOON, OTHER_BOX, GateAtWork

HAULIER = Caller("acme", Role.HAULIER, "ACME")
ANA = DeclaredDriver("Ana Ruiz", "RUIZ8011")


def change(booked: Appointment, **changes: object) -> ChangeRequest:
    values: dict[str, object] = {
        "version": booked.version,
        "plate": booked.plate,
        "containers": booked.containers,
        "opens": booked.opens,
        "closes": booked.closes,
        "leaves_with": booked.leaves_with,
    }
    return ChangeRequest(**{**values, **changes})  # type: ignore[arg-type]  # a builder


def test_a_change_keeps_id_code_and_visit(work: GateAtWork) -> None:
    booked = work.book()
    boxes = (ExpectedContainer(OTHER_BOX),)
    request = change(booked, plate="xy34 zzz", containers=boxes, declared=ANA)
    after = work.gate.declarations.change(booked.id, request, HAULIER)
    (driver,) = work.gate.declarations.drivers("ACME")

    assert (after.id, after.arrival_code) == (booked.id, booked.arrival_code)
    assert (after.plate, after.containers, after.version) == ("XY34ZZZ", boxes, 2)
    assert after.driver == driver.id
    assert work.gate.look_up.appointment(booked.id) == after


def test_a_change_is_told_by_the_names_of_what_changed(work: GateAtWork) -> None:
    booked = work.book()
    request = change(booked, plate="xy34 zzz", declared=ANA)
    work.gate.declarations.change(booked.id, request, HAULIER)
    told = work.gate.look_up.events(0, 1000)[-1]

    assert told.kind == "appointment.changed"
    assert told.data["changed"] == ["plate", "driver"]
    assert told.data["version"] == 2
    assert not {"XY34ZZZ", "Ana Ruiz", "RUIZ8011"} & set(map(str, told.data.values()))


def test_a_change_of_nothing_is_none(work: GateAtWork) -> None:
    booked = work.book()
    before = work.kinds()

    assert work.gate.declarations.change(booked.id, change(booked), CLERK) == booked
    assert work.kinds() == before


def test_a_change_of_an_older_version_is_refused(work: GateAtWork) -> None:
    booked = work.book()
    work.gate.declarations.change(booked.id, change(booked, plate="NEW1"), CLERK)
    with pytest.raises(StaleVersionError, match="version 2 now"):
        work.gate.declarations.change(booked.id, change(booked, plate="LATE1"), CLERK)

    assert work.gate.look_up.appointment(booked.id).plate == "NEW1"


def test_the_faults_of_a_change_are_told_at_once_and_nothing_is_kept(
    work: GateAtWork,
) -> None:
    booked = work.book()
    boxes = (ExpectedContainer(BOX), ExpectedContainer(BOX))
    wrong = change(booked, plate="?", containers=boxes, declared=ANA)
    with pytest.raises(InvalidFaultsError) as caught:
        work.gate.declarations.change(booked.id, wrong, CLERK)

    assert [f.field for f in caught.value.faults] == ["plate", "containers.1.number"]
    assert work.gate.look_up.appointment(booked.id) == booked
    assert work.gate.declarations.drivers(None) == ()


def test_a_window_that_runs_out_may_stay_while_the_rest_changes(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.clock.now = NOON + timedelta(hours=1, minutes=10)
    after = work.gate.declarations.change(
        booked.id, change(booked, plate="NEW1"), CLERK
    )
    with pytest.raises(InvalidFaultsError, match="over already"):
        work.gate.declarations.change(
            booked.id, change(after, opens=NOON - timedelta(hours=2)), CLERK
        )

    assert after.plate == "NEW1"


def test_a_truck_at_the_gate_or_cancelled_is_changed_no_more(work: GateAtWork) -> None:
    here, gone = work.book(), work.book()
    work.stand(here.arrival_code)
    work.gate.cancel(gone.id, CLERK)
    for booked in (here, gone):
        with pytest.raises(StateConflictError, match="is changed no more"):
            work.gate.declarations.change(booked.id, change(booked, plate="X1"), CLERK)


def test_a_haulier_changes_its_own_alone(work: GateAtWork) -> None:
    booked = work.book(haulier="OTHER")
    with pytest.raises(NotYoursError):
        work.gate.declarations.change(booked.id, change(booked, plate="X1"), HAULIER)


def test_a_changed_truck_is_let_in_as_it_says_now(work: GateAtWork) -> None:
    booked = work.book(plate="OLD1")
    work.gate.declarations.change(booked.id, change(booked, plate="AB12 CDE"), CLERK)

    assert work.stand(booked.arrival_code).phase == "GO"
