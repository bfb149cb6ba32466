"""Personal data are deleted, on request and by age, and the audit chain stays whole."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import DriverId
from gate_service.domain.errors import (
    NotYoursError,
    StateConflictError,
    UnknownDriverError,
    UnknownEvidenceError,
)
from gate_service.domain.lane_events import PassageCaptured
from gate_service.domain.visits import (
    Appointment,
    Evidence,
    ExpectedContainer,
    PassageId,
)
from gate_service.main import open_gate
from tests.support.forgetting import (
    ADMIN,
    DAYS,
    LICENCE,
    NAME,
    drives,
    forgetful,
    stored,
)
from tests.support.gates import (
    EXIT,
    LANE,
    NOON,
    OTHER_BOX,
    PLATE,
    Clock,
    GateAtWork,
    digest,
    live,
    seen_box,
    seen_plate,
    settings,
)

PICTURE = b"\xff\xd8\xff picture of a truck"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = forgetful(tmp_path)
    yield working
    working.gate.close()


def goes_in(work: GateAtWork, booked: Appointment) -> None:
    """Let the booked truck drive in, with a picture and a wrong plate read first."""
    work.gate.keep_evidence(digest(PICTURE), PICTURE)
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    seen = Evidence(digest=digest(PICTURE), camera="front", kind="frame", at=NOON)
    plates = (seen_plate(booked.plate),)
    boxes = tuple(seen_box(c.number) for c in booked.containers)
    work.report(
        PassageCaptured(
            passage=PassageId("p-1"),
            opened=NOON,
            stopped=NOON,
            plates=plates,
            containers=boxes,
            cameras=(live(),),
            evidence=(seen,),
        )
    )
    work.raise_barrier()
    work.drive_off()


def goes_out(work: GateAtWork, plate: str = PLATE) -> None:
    work.clock.turn(1800)
    work.drive_in("p-2", EXIT)
    work.capture("p-2", EXIT, plates=(seen_plate(plate),), boxes=())
    work.drive_off("p-2", EXIT)


def whole(work: GateAtWork) -> Appointment:
    booked = work.book()
    drives(work, booked)
    goes_in(work, booked)
    goes_out(work)
    return booked


def test_no_event_of_a_whole_visit_names_a_plate_or_a_person(work: GateAtWork) -> None:
    work.stand(work.book(plate="KX71LMN").arrival_code, "p-0")
    work.drive_off("p-0", through=False)
    whole(work)
    events = work.gate.look_up.events(0, 10_000)
    text = json.dumps([dict(event.data) for event in events])
    assert len(events) > 30
    for secret in (PLATE, "KX71LMN", NAME, LICENCE, "+34 600", "QG1:"):
        assert secret not in text


def test_the_chain_verifies_before_and_after_a_driver_is_forgotten(
    work: GateAtWork,
) -> None:
    whole(work)
    before = work.gate.archive.back.check()
    work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    after = work.gate.archive.back.check(before.head)
    assert before.broken is None
    assert after.broken is None
    assert after.count > before.count


def test_nothing_of_a_forgotten_driver_is_left(
    work: GateAtWork, tmp_path: Path
) -> None:
    whole(work)
    work.gate.archive.follow()
    assert PLATE in stored(tmp_path)
    told = work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    left = stored(tmp_path)
    assert (len(told.visits), told.images, told.kept) == (1, 1, ())
    for secret in (PLATE, NAME, LICENCE, "+34 600"):
        assert secret not in left
    with pytest.raises(UnknownEvidenceError):
        work.gate.evidence(digest(PICTURE))


def test_an_event_says_what_was_deleted_and_by_whom(work: GateAtWork) -> None:
    booked = whole(work)
    work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    told = [
        event
        for event in work.gate.look_up.events(0, 10_000)
        if event.kind == "person.forgotten"
    ]
    visit = work.visit_of(booked).id
    assert [event.visit for event in told] == [visit, None]
    assert told[0].data["evidence"] == [digest(PICTURE)]
    assert told[1].data == {
        "driver": "d-1",
        "visits": [visit],
        "images": 1,
        "kept": [],
        "by": "root",
    }


def test_a_driver_with_an_open_visit_is_not_forgotten(work: GateAtWork) -> None:
    booked = work.book()
    drives(work, booked)
    goes_in(work, booked)
    with pytest.raises(StateConflictError, match="once the truck has left"):
        work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)


def test_only_administrators_have_persons_forgotten(work: GateAtWork) -> None:
    whole(work)
    with pytest.raises(NotYoursError):
        work.gate.archive.forget.driver(DriverId("d-1"), Caller("o", Role.OFFICER))


def test_nobody_is_forgotten_twice(work: GateAtWork) -> None:
    whole(work)
    work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    with pytest.raises(UnknownDriverError):
        work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)


def test_what_is_old_is_swept_and_what_is_not_stays(
    work: GateAtWork, tmp_path: Path
) -> None:
    whole(work)
    work.clock.turn((DAYS - 1) * 86400)
    assert work.gate.archive.forget.sweep() == 0
    assert work.gate.evidence(digest(PICTURE)) == PICTURE
    work.clock.turn(2 * 86400)
    assert work.gate.archive.forget.sweep() == 1
    assert work.gate.archive.forget.sweep() == 0
    for secret in (PLATE, NAME, LICENCE):
        assert secret not in stored(tmp_path)
    assert work.gate.archive.back.check().broken is None


def test_without_the_setting_nothing_is_swept(tmp_path: Path) -> None:
    clock = Clock()
    gate = open_gate(settings(tmp_path), clock=clock)
    kept = GateAtWork(gate, clock)
    whole(kept)
    clock.turn(4000 * 86400)
    assert gate.archive.forget.sweep() == 0
    assert gate.evidence(digest(PICTURE)) == PICTURE
    gate.close()


def test_a_hold_keeps_what_is_known_of_its_container(work: GateAtWork) -> None:
    booked = whole(work)
    work.hold(booked.containers[0].number)
    told = work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    assert told.kept == (work.visit_of(booked).id,)
    assert work.gate.evidence(digest(PICTURE)) == PICTURE
    work.clock.turn((DAYS + 1) * 86400)
    assert work.gate.archive.forget.sweep() == 0


def test_many_held_visits_do_not_keep_a_later_one(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    work.drive_off(through=False)
    for number in range(3):
        other = work.book(
            plate=f"XX{number}0YYY", containers=(ExpectedContainer(OTHER_BOX),)
        )
        work.gate.cancel(other.id, ADMIN)
    work.hold(OTHER_BOX)
    work.clock.turn((DAYS + 1) * 86400)
    work.gate.tick()
    work.clock.turn((DAYS + 1) * 86400)
    assert work.gate.archive.forget.sweep() == 1


def test_a_truck_that_turned_round_is_forgotten_too(
    work: GateAtWork, tmp_path: Path
) -> None:
    work.drive_in()
    work.capture(plates=(seen_plate("TU12RND"),))
    work.drive_off(through=False)
    assert "TU12RND" in stored(tmp_path)
    work.clock.turn((DAYS + 1) * 86400)
    work.gate.archive.forget.sweep()
    assert "TU12RND" not in stored(tmp_path)


def test_a_banned_driver_is_not_swept(work: GateAtWork) -> None:
    booked = work.book()
    driver = drives(work, booked)
    goes_in(work, booked)
    goes_out(work)
    with work.gate.archive.follow.transactions.write() as store:
        store.drivers.save(replace(driver, banned="drove through a person"))
    work.clock.turn((DAYS + 1) * 86400)
    work.gate.archive.forget.sweep()
    assert len(work.gate.archive.forget.named(LICENCE, None)) == 1


def test_a_driver_booked_again_since_is_not_swept(work: GateAtWork) -> None:
    whole(work)
    work.clock.turn((DAYS + 1) * 86400)
    now = work.clock()
    drives(work, work.book(opens=now, closes=now + timedelta(hours=2)))
    work.gate.archive.forget.sweep()
    assert len(work.gate.archive.forget.named(LICENCE, "ACME")) == 1


def test_other_groups_forget_a_visit_with_the_rest(work: GateAtWork) -> None:
    booked = whole(work)
    told: list[str] = []
    forget = replace(
        work.gate.archive.forget, also=(lambda _, visit, _passages: told.append(visit),)
    )
    forget.driver(DriverId("d-1"), ADMIN)
    assert told == [work.visit_of(booked).id]


def test_figures_of_a_day_outlive_its_persons(work: GateAtWork) -> None:
    whole(work)
    day = (NOON - timedelta(hours=6), NOON + timedelta(hours=6))
    before = work.gate.archive.back.day(*day).figures
    work.gate.archive.forget.driver(DriverId("d-1"), ADMIN)
    assert work.gate.archive.back.day(*day).figures == before
