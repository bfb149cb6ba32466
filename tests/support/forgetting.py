"""A gate that forgets persons, one driver's data, and all that its database holds."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.visits import Appointment
from gate_service.main import open_gate
from gate_service.settings import GateSettings
from tests.support.gates import Clock, GateAtWork, settings

ADMIN = Caller("root", Role.ADMIN)
DAYS = 30
NAME, LICENCE = "Ana Ruiz", "ES-7788"


def forgetful(folder: Path) -> GateAtWork:
    """Open a gate that keeps personal data for ``DAYS``."""
    told = settings(folder).model_dump() | {"personal": {"days": DAYS}}
    clock = Clock()
    gate = open_gate(GateSettings.model_validate(told), clock=clock)
    return GateAtWork(gate, clock)


def drives(work: GateAtWork, booked: Appointment, name: str = "d-1") -> Driver:
    """Put a driver on file and into an appointment."""
    driver = Driver(
        id=DriverId(name), haulier="ACME", name=NAME, licence=LICENCE, phone="+34 600"
    )
    with work.gate.archive.follow.transactions.write() as store:
        store.drivers.save(driver)
        store.appointments.save(replace(booked, driver=driver.id))
    return driver


def stored(folder: Path, *, but: tuple[str, ...] = ()) -> str:
    """Give everything that the database holds as text, but some tables."""
    with sqlite3.connect(folder / "gate.sqlite") as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        tables = [name for (name,) in names if name not in but]
        rows = [database.execute(f"SELECT * FROM {t}").fetchall() for t in tables]  # noqa: S608 - names of our own tables
    return json.dumps(rows, default=str)
