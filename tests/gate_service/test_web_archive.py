"""The archive over HTTP: search, timeline, written reports and forgetting."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.lane_events import PassageCaptured
from gate_service.domain.sensors import Instrument, Measured, ReadingId
from gate_service.domain.visits import Evidence, PassageId
from gate_service.web.app import create_app
from tests.support.gates import (
    BOX,
    EXIT,
    LANE,
    NOON,
    PLATE,
    GateAtWork,
    live,
    seen_box,
    seen_plate,
)
from tests.support.yard_pictures import jpeg, yard_picture

PICTURE = jpeg(yard_picture(0.5))
DIGEST = hashlib.sha256(PICTURE).hexdigest()
DRIVER = Driver(
    id=DriverId("d-1"), haulier="ACME", name="Ana Ruiz <b>", licence="ES-77"
)


@pytest.fixture
def client(work: GateAtWork) -> Iterator[TestClient]:
    with TestClient(create_app(work.gate, tick_every=3600)) as client:
        yield client


def bearer(work: GateAtWork, role: Role) -> dict[str, str]:
    scope = {Role.CUSTOMS: "HMRC", Role.LANE: LANE}.get(role)
    return {"Authorization": f"Bearer {work.gate.keys.issue(role, 'Kim', scope)}"}


def whole_visit(work: GateAtWork) -> str:
    """Let a driver's truck in and out, with a picture and a weight; give the visit."""
    booked = work.book()
    with work.gate.archive.follow.transactions.write() as store:
        store.drivers.save(DRIVER)
        store.appointments.save(replace(booked, driver=DRIVER.id))
    work.gate.keep_evidence(DIGEST, PICTURE)
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    work.clock.turn(5)
    image = Evidence(digest=DIGEST, camera="left", kind="frame", at=work.clock())
    work.report(
        PassageCaptured(
            passage=PassageId("p-1"),
            opened=NOON,
            stopped=NOON + timedelta(seconds=2),
            plates=(seen_plate(),),
            containers=(seen_box(),),
            cameras=(live(),),
            evidence=(image,),
        )
    )
    weight = Measured(
        id=ReadingId("m-1"),
        lane=LANE,
        instrument=Instrument.WEIGHBRIDGE,
        sensor="scale",
        at=work.clock(),
        kilograms=31250.0,
    )
    with work.gate.archive.follow.transactions.write() as store:
        store.measurements.save(weight)
    work.raise_barrier()
    work.drive_off()
    work.clock.turn(1800)
    work.drive_in("p-2", EXIT)
    work.capture("p-2", EXIT, boxes=())
    work.drive_off("p-2", EXIT)
    return work.visit_of(booked).id


def test_the_timeline_has_every_step_with_pictures_and_weights(
    client: TestClient, work: GateAtWork
) -> None:
    visit = whole_visit(work)
    page = client.get(f"/visits/{visit}", headers=bearer(work, Role.CLERK)).text
    steps = (
        "Appointment booked",
        "Truck drove into the lane",
        "Driver showed a code",
        "Readings came in",
        f'src="/api/v1/evidence/{DIGEST}"',
        "Decided: GO",
        "Weighbridge scale: 31250 kg",
        "Barrier opened",
        "Gated in",
        "Gated out",
    )
    places = [page.index(step) for step in steps]
    assert places == sorted(places)


def test_the_api_gives_pages_that_follow_one_another(
    client: TestClient, work: GateAtWork
) -> None:
    for number in range(3):
        work.stand(work.book().arrival_code, f"p-{number}")
    headers = bearer(work, Role.CUSTOMS)
    first = client.get("/api/v1/archive?plate=ab&limit=2", headers=headers)
    link = first.links["next"]["url"]
    second = client.get(link, headers=headers)
    listed = [s["visit"] for a in (first, second) for s in a.json()["stays"]]
    assert len(listed) == len(set(listed)) == 3
    assert second.json()["behind"] is None
    assert "next" not in second.links


def test_the_page_finds_a_visit_and_offers_its_report(
    client: TestClient, work: GateAtWork
) -> None:
    visit = whole_visit(work)
    headers = bearer(work, Role.OFFICER)
    found = client.get(f"/archive?container={BOX[:6]}", headers=headers).text
    assert f'href="/visits/{visit}/report?format=pdf"' in found
    assert (
        "No visit is like that" in client.get("/archive?plate=ZZ", headers=headers).text
    )


def test_every_fault_of_a_search_is_told_at_once(
    client: TestClient, work: GateAtWork
) -> None:
    asked = "plate=%C3%A9&from=yesterday&decision=MAYBE&behind=x"
    headers = bearer(work, Role.CLERK)
    told = client.get(f"/api/v1/archive?{asked}", headers=headers)
    assert told.status_code == 422
    fields = {each["field"] for each in told.json()["errors"]}
    assert fields == {"plate", "from", "decision", "behind"}
    page = client.get(f"/archive?{asked}", headers=headers)
    assert page.status_code == 422
    assert page.text.count('class="fault"') == 3


@pytest.mark.parametrize(
    ("role", "asked", "named"),
    [
        pytest.param(Role.OFFICER, "yes", True, id="an officer who asks"),
        pytest.param(Role.OFFICER, "", False, id="an officer who does not"),
        pytest.param(Role.CLERK, "yes", False, id="a clerk who asks"),
    ],
)
def test_a_report_names_the_driver_to_officers_who_ask(
    client: TestClient, work: GateAtWork, role: Role, asked: str, named: bool
) -> None:
    visit = whole_visit(work)
    path = f"/visits/{visit}/report?driver={asked}"
    page = client.get(path, headers=bearer(work, role)).text
    assert ("Ana Ruiz &lt;b&gt;" in page) is named
    assert DIGEST in page


def test_a_report_gives_the_chain_position_and_hash(
    client: TestClient, work: GateAtWork
) -> None:
    visit = whole_visit(work)
    last = work.gate.archive.back.head()
    path = f"/visits/{visit}/report"
    page = client.get(path, headers=bearer(work, Role.CUSTOMS)).text
    assert last is not None
    assert f"{last.number}, {last.hash}" in page


def test_reports_are_pdf_too_and_the_same_each_time(
    client: TestClient, work: GateAtWork
) -> None:
    visit, headers = whole_visit(work), bearer(work, Role.OFFICER)
    path = f"/visits/{visit}/report?format=pdf"
    one, two = (client.get(path, headers=headers).content for _ in range(2))
    assert one.startswith(b"%PDF-")
    assert b"/Subtype /Image" in one
    assert one == two


def test_a_day_is_a_page_a_pdf_and_a_csv(client: TestClient, work: GateAtWork) -> None:
    visit, headers = whole_visit(work), bearer(work, Role.OFFICER)
    day = NOON.astimezone().date().isoformat()
    page = client.get(f"/archive/days/{day}", headers=headers).text
    assert "First decision GO" in page
    pdf = client.get(f"/archive/days/{day}?format=pdf", headers=headers)
    assert pdf.content.startswith(b"%PDF-")
    text = client.get(f"/api/v1/reports/day?day={day}", headers=headers).text
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["visit"], row["plate"], row["first_decision"]) == (visit, PLATE, "GO")
    assert row["decided_after_s"] == "3.0"
    assert len(row["last_hash"]) == 64


@pytest.mark.parametrize("day", ["2026-13-01", "today", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused(
    client: TestClient, work: GateAtWork, day: str
) -> None:
    path = f"/api/v1/reports/day?day={day}"
    answer = client.get(path, headers=bearer(work, Role.OFFICER))
    assert answer.status_code in {200, 422}
    assert answer.status_code == 422 or day in {"0001-01-01", "9999-12-31"}


def test_a_formula_in_a_name_is_no_formula_in_a_spreadsheet(
    client: TestClient, work: GateAtWork
) -> None:
    work.stand(work.book(haulier="=1+1").arrival_code)
    day = NOON.astimezone().date().isoformat()
    text = client.get(
        f"/api/v1/reports/day?day={day}", headers=bearer(work, Role.OFFICER)
    ).text
    assert "'=1+1" in text


def test_a_driver_is_forgotten_by_an_administrator(
    client: TestClient, work: GateAtWork
) -> None:
    visit = whole_visit(work)
    path = f"/api/v1/drivers/{DRIVER.id}/forget"
    assert client.post(path, headers=bearer(work, Role.OFFICER)).status_code == 403
    told = client.post(path, headers=bearer(work, Role.ADMIN)).json()
    assert told == {"driver": "d-1", "visits": [visit], "images": 1, "kept": []}
    assert client.post(path, headers=bearer(work, Role.ADMIN)).status_code == 404
    page = client.get(f"/visits/{visit}", headers=bearer(work, Role.CLERK))
    assert PLATE not in page.text
    assert "Personal data deleted" in page.text
