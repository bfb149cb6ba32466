"""What every store promises of slots, declared drivers and appointments' visits."""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from gate_service.adapters.database.transactions import (
    SqlTransactions,
    migrations,
    open_engine,
)
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import YardName
from gate_service.domain.visits import (
    Appointment,
    AppointmentId,
    LaneName,
    Visit,
    VisitId,
    VisitState,
)
from tests.support.gates import NOON, PLATE

HOUR = timedelta(hours=1)


def nobody(what: Collection[LaneName | YardName]) -> None:
    """Watch nothing."""


def appointment(number: int, **changes: object) -> Appointment:
    booked = Appointment(
        id=AppointmentId(f"a-{number}"),
        reference=f"R-{number}",
        terminal="NLRTM",
        haulier="ACME",
        plate=PLATE,
        containers=(),
        opens=NOON,
        closes=NOON + HOUR,
        arrival_code=f"CODE-{number}",
    )
    return replace(booked, **changes)  # type: ignore[arg-type]  # a builder


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Transactions]:
    engine = open_engine(f"{request.param}:///{tmp_path / 'gate.sqlite'}")
    transactions = SqlTransactions(engine, nobody)
    yield transactions
    transactions.close()


def test_places_are_counted_by_terminal_and_opening(stored: Transactions) -> None:
    with stored.write() as store:
        for number in range(2):
            store.appointments.add(appointment(number))
        store.appointments.add(appointment(2, opens=NOON + HOUR))
        store.appointments.add(appointment(3, terminal="BEANR"))
        store.appointments.add(appointment(4, opens=NOON - HOUR))
    with stored.read() as store:
        taken = store.appointments.taken("NLRTM", NOON, NOON + 2 * HOUR)
        first = store.appointments.taken("NLRTM", NOON, NOON + HOUR)

    assert taken == {NOON: 2, NOON + HOUR: 1}
    assert first == {NOON: 2}


def test_a_cancelled_or_moved_appointment_leaves_its_place(
    stored: Transactions,
) -> None:
    with stored.write() as store:
        for number in range(3):
            store.appointments.add(appointment(number))
        store.appointments.save(appointment(0, cancelled=True))
        store.appointments.save(appointment(1, opens=NOON + HOUR))
        taken = store.appointments.taken("NLRTM", NOON, NOON + 2 * HOUR)

    assert taken == {NOON: 1, NOON + HOUR: 1}


@pytest.mark.parametrize(
    ("reference", "code", "clashes"),
    [
        ("R-1", "CODE-1", ("reference", "arrival_code")),
        ("R-1", None, ("reference",)),
        ("R-2", "CODE-1", ("arrival_code",)),
        ("r-1", "code-1", ()),
    ],
)
def test_names_that_are_taken_are_told(
    stored: Transactions, reference: str, code: str | None, clashes: tuple[str, ...]
) -> None:
    with stored.write() as store:
        store.appointments.add(appointment(1))
        assert store.appointments.clashes(reference, code) == clashes


def test_an_appointment_is_known_by_the_visit_made_with_it(
    stored: Transactions,
) -> None:
    booked = appointment(1)
    first = Visit(id=VisitId("v-1"), state=VisitState.CONFIRMED, appointment=booked.id)
    other = replace(first, id=VisitId("v-2"), booked=False)
    with stored.write() as store:
        store.appointments.add(booked)
        store.visits.save(other)
        store.visits.save(first)
        found = store.visits.booked_for([booked.id, AppointmentId("none")])
        none = store.visits.booked_for([])

    assert found == {booked.id: first}
    assert none == {}


def test_a_licence_is_one_person_at_several_hauliers(stored: Transactions) -> None:
    drivers = [
        Driver(id=DriverId(f"d-{n}"), haulier=haulier, name="Ana", licence=licence)
        for n, (haulier, licence) in enumerate(
            [("ACME", "L1"), ("OTHER", "L1"), ("ACME", "L2")]
        )
    ]
    with stored.write() as store:
        for driver in drivers:
            store.drivers.save(driver)
        found = store.drivers.with_licence("L1")

    assert found == tuple(drivers[:2])


def test_appointments_of_an_older_gate_get_their_place(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gate.sqlite'}"
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        command.upgrade(migrations(connection), "0003")
        for number, cancelled in enumerate((False, True)):
            body = {"opens": "2026-05-04T14:00:00+02:00", "cancelled": cancelled}
            row = {"id": f"a-{number}", "closes": "x", "body": json.dumps(body)}
            connection.execute(
                text(
                    "INSERT INTO appointments "
                    "(id, reference, arrival_code, haulier, closes, body) "
                    "VALUES (:id, :id, :id, 'ACME', :closes, :body)"
                ),
                row,
            )
        command.upgrade(migrations(connection), "head")
        slots = connection.execute(text("SELECT slot FROM appointments ORDER BY id"))
        kept = [each.slot for each in slots]
    engine.dispose()

    assert kept == ["2026-05-04T12:00:00.000000+00:00", None]
