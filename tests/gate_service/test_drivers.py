"""Drivers: on file by licence, known elsewhere by id, inducted and banned once."""

from datetime import timedelta

import pytest

from gate_service.domain.bookings import DeclaredDriver
from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.errors import (
    InvalidFaultsError,
    NotYoursError,
    UnknownDriverError,
)
from tests.support.gates import CLERK, NOON, GateAtWork

ANA = DeclaredDriver("Ana Ruiz", "RUIZ 8011", "+34 600 111 222")
HAULIER = Caller("acme", Role.HAULIER, "ACME")


def ana(work: GateAtWork, haulier: str = "ACME") -> Driver:
    (driver,) = work.gate.declarations.drivers(haulier)
    return driver


def test_a_declared_driver_is_on_file_and_the_appointment_has_the_id(
    work: GateAtWork,
) -> None:
    booked = work.book(declared=ANA)

    assert booked.driver == ana(work).id
    assert (ana(work).name, ana(work).licence) == ("Ana Ruiz", "RUIZ8011")


def test_one_licence_is_one_driver_whose_name_is_the_last_told(
    work: GateAtWork,
) -> None:
    first = work.book(declared=ANA)
    again = work.book(declared=DeclaredDriver("Ana Ruiz Gil", "ruiz8011"))

    assert first.driver == again.driver
    assert (ana(work).name, ana(work).phone) == ("Ana Ruiz Gil", "+34 600 111 222")


def test_events_name_a_driver_by_id_alone(work: GateAtWork) -> None:
    work.book(declared=ANA)
    events = work.gate.look_up.events(0, 1000)

    assert "driver.kept" in {event.kind for event in events}
    assert "Ruiz" not in str(events)
    assert "RUIZ" not in str(events)
    assert "600 111" not in str(events)


def test_an_induction_and_a_ban_are_the_person_s_at_every_haulier(
    work: GateAtWork,
) -> None:
    work.book(declared=ANA)
    taken = NOON - timedelta(days=3)
    work.gate.declarations.set_standing(
        ana(work).id, inducted=taken, banned=" smoked at the stack ", by=CLERK
    )
    work.book(declared=ANA, haulier="OTHER")
    other = ana(work, "OTHER")
    work.gate.declarations.set_standing(other.id, inducted=taken, banned=None, by=CLERK)

    assert other.id != ana(work).id
    assert (other.inducted, other.banned) == (taken, "smoked at the stack")
    assert ana(work).banned is None


def test_a_haulier_changes_nothing_of_what_the_terminal_wrote_down(
    work: GateAtWork,
) -> None:
    work.book(declared=ANA)
    set_standing = work.gate.declarations.set_standing
    set_standing(ana(work).id, inducted=None, banned="fights", by=CLERK)
    work.book(declared=ANA)
    with pytest.raises(NotYoursError):
        set_standing(ana(work).id, inducted=NOON, banned=None, by=HAULIER)

    assert ana(work).banned == "fights"


def test_wrong_standings_are_refused_with_all_their_faults(work: GateAtWork) -> None:
    work.book(declared=ANA)
    set_standing = work.gate.declarations.set_standing
    with pytest.raises(InvalidFaultsError) as caught:
        set_standing(
            ana(work).id,
            inducted=NOON + timedelta(days=1),
            banned="b" * 201,
            by=CLERK,
        )
    with pytest.raises(UnknownDriverError):
        set_standing(DriverId("none"), inducted=None, banned=None, by=CLERK)

    assert [f.field for f in caught.value.faults] == ["inducted", "banned"]
    assert ana(work).inducted is None
