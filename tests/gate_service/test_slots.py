"""Slots: how a day is cut, and that no place is given twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

from gate_service.application.gate import Gate
from gate_service.domain.bookings import BookingRequest
from gate_service.domain.errors import InvalidFaultsError
from gate_service.domain.slots import SlotRules
from gate_service.domain.visits import Appointment
from tests.support.declaring import SLOT, opened
from tests.support.gates import CLERK, Clock, booking

HOUR = timedelta(hours=1)
MONDAY = date(2026, 5, 4)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = opened(tmp_path, Clock(), neighbours=["BEANR"])
    yield gate
    gate.close()


def asked(reference: str, **changes: object) -> BookingRequest:
    window = {"opens": SLOT, "closes": SLOT + HOUR}
    return booking(reference, **{**window, **changes})


def fill(gate: Gate) -> list[Appointment]:
    return [gate.book(asked(f"R-{number}"), CLERK) for number in range(2)]


def free(gate: Gate) -> int:
    (slot,) = (s for s in gate.declarations.slots(MONDAY) if s.slot.opens == SLOT)
    return slot.free


def test_a_full_slot_is_refused_and_the_next_free_ones_are_named(gate: Gate) -> None:
    fill(gate)
    with pytest.raises(InvalidFaultsError) as caught:
        gate.book(asked("R-9", plate="?"), CLERK)

    assert [fault.field for fault in caught.value.faults] == ["plate", "opens"]
    assert caught.value.faults[1].message == (
        "the window 2026-05-04 14:00 to 15:00 UTC is full; free next: "
        "2026-05-04 15:00 to 16:00 UTC, 2026-05-04 16:00 to 17:00 UTC, "
        "2026-05-04 17:00 to 18:00 UTC"
    )


def test_the_last_place_is_given_once_to_six_who_ask_together(gate: Gate) -> None:
    gate.book(asked("R-0"), CLERK)
    together = Barrier(6)

    def ask(reference: str) -> bool:
        together.wait()
        try:
            gate.book(asked(reference), CLERK)
        except InvalidFaultsError:
            return False
        return True

    with ThreadPoolExecutor(6) as six:
        got = list(six.map(ask, [f"R-{number}" for number in range(1, 7)]))

    assert got.count(True) == 1
    assert free(gate) == 0


def test_a_cancelled_appointment_gives_its_place_back(gate: Gate) -> None:
    first, _ = fill(gate)
    gate.cancel(first.id, CLERK)

    assert free(gate) == 1
    assert gate.book(asked("R-9"), CLERK).opens == SLOT


@pytest.mark.parametrize(
    "window",
    [
        {"closes": SLOT + 2 * HOUR},
        {"opens": SLOT + HOUR / 2},
        {"opens": SLOT + HOUR / 2, "closes": SLOT + HOUR * 1.5},
    ],
)
def test_a_window_that_is_no_slot_is_refused(
    gate: Gate, window: dict[str, object]
) -> None:
    with pytest.raises(InvalidFaultsError, match="is no slot; free next: 2026-05-04"):
        gate.book(asked("R-1", **window), CLERK)


def test_a_neighbour_s_appointments_take_no_place(gate: Gate) -> None:
    gate.book(asked("R-1", terminal="BEANR", closes=SLOT + 3 * HOUR), CLERK)

    assert free(gate) == 2


def test_slots_that_are_over_are_not_offered(gate: Gate) -> None:
    offered = gate.declarations.slots()

    assert offered[0].slot.closes.hour == 13
    assert len(offered) == 12
    assert gate.declarations.slots(MONDAY - timedelta(days=1)) == ()


def test_weekdays_and_hours_take_their_own_number_of_trucks() -> None:
    rules = SlotRules(capacity=40, weekdays={5: 10, 6: 0}, hours={22: 5}, zone=UTC)
    places = {
        day: [slot.places for slot in rules.day(MONDAY + timedelta(days=day))]
        for day in (0, 5, 6)
    }

    assert places[0] == [40] * 22 + [5, 40]
    assert places[5] == [10] * 22 + [5, 10]
    assert places[6] == [0] * 24


@pytest.mark.parametrize(
    ("day", "slots"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (MONDAY, 24)],
)
def test_a_day_has_as_many_slots_as_hours_by_the_site_s_own_clock(
    day: date, slots: int
) -> None:
    rules = SlotRules(capacity=1, zone=ZoneInfo("Europe/Amsterdam"))
    cut = list(rules.day(day))

    assert len(cut) == slots
    assert {rules.day_of(each.opens) for each in cut} == {day}
    assert all(a.closes == b.opens for a, b in pairwise(cut))


def test_a_site_without_slots_takes_any_window(tmp_path: Path) -> None:
    gate = opened(tmp_path, Clock(), slots={})
    booked = gate.book(asked("R-1", closes=SLOT + 5 * HOUR), CLERK)
    gate.close()

    assert booked.closes == SLOT + 5 * HOUR
    assert gate.declarations.slots(MONDAY) == ()


def test_the_forecast_tells_what_is_booked_of_each_slots_places(gate: Gate) -> None:
    fill(gate)
    forecast = {each.begins: each for each in gate.archive.over().arrivals}
    assert (forecast[SLOT].booked, forecast[SLOT].capacity) == (2, 2)
    assert (forecast[SLOT + HOUR].booked, forecast[SLOT + HOUR].capacity) == (0, 2)


@pytest.mark.parametrize(
    ("slots", "step", "capacity"),
    [
        pytest.param({"capacity": 3, "minutes": 5}, 5, 3, id="small"),
        pytest.param({"capacity": 30, "minutes": 1440}, 1440, 30, id="whole days"),
        pytest.param({}, 60, None, id="none"),
        pytest.param(
            {"capacity": 9, "minutes": 720, "timezone": "Asia/Kathmandu"},
            720,
            9,
            id="half days off the hour",
        ),
    ],
)
def test_the_forecast_is_cut_as_the_sites_days_are(
    tmp_path: Path, slots: dict[str, object], step: int, capacity: int | None
) -> None:
    clock = Clock()
    gate = opened(tmp_path, clock, slots={"timezone": "UTC"} | slots)
    arrivals = gate.archive.over().arrivals
    begins = [each.begins for each in arrivals]
    gate.close()
    assert {after - before for before, after in pairwise(begins)} == {
        timedelta(minutes=step)
    }
    assert begins[4] <= clock() < begins[5]
    assert len(begins) == 17
    assert {each.capacity for each in arrivals} == {capacity}
