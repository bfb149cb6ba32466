"""Pages tell the time by the site's own clock, whatever that of the machine is."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.decisions import ReferTarget
from gate_service.web.app import create_app
from gate_service.web.site_clock import clocked, site_time
from tests.support.declaring import Party, opened, party
from tests.support.gates import LANE, NOON, Clock, GateAtWork

FAR = "Asia/Kolkata"  # 5 h 30 min ahead of UTC: no machine's clock by chance
THERE = "17:30"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    clock = Clock()
    gate = opened(tmp_path, clock, slots={"timezone": FAR})
    yield GateAtWork(gate, clock)
    gate.close()


Opens = Callable[[Role], Party]


@pytest.fixture
def at_desk(work: GateAtWork) -> Iterator[Opens]:
    with TestClient(create_app(work.gate, tick_every=3600)) as client:
        yield lambda role: party(client, work.gate, role, None)


def looked_back(work: GateAtWork) -> None:
    while (head := work.gate.archive.back.head()) and (
        work.gate.archive.follow() < head.number
    ):
        pass


def test_the_archive_tells_and_reads_the_site_s_time(
    work: GateAtWork, at_desk: Opens
) -> None:
    work.admit(work.book())
    looked_back(work)
    clerk = at_desk(Role.CLERK)
    shown = {
        typed: f"2026-05-04 {THERE}" in clerk.get(f"/archive?from={typed}").text
        for typed in ("2026-05-04T17:29", "2026-05-04T17:31")
    }

    assert shown == {"2026-05-04T17:29": True, "2026-05-04T17:31": False}


def test_a_day_is_the_site_s(work: GateAtWork, at_desk: Opens) -> None:
    text = at_desk(Role.CLERK).get("/archive/days/2026-05-04").text

    assert "2026-05-04 00:00 +0530 to 2026-05-05 00:00 +0530" in text


def test_the_overview_s_labels_are_the_site_s(work: GateAtWork, at_desk: Opens) -> None:
    work.admit(work.book(opens=NOON))
    looked_back(work)
    text = at_desk(Role.CLERK).get("/overview").text

    assert f"2026-05-04 {THERE}" in text  # a slot, in the table of arrivals
    assert "2026-05-04 12:00" not in text


def test_a_shift_report_is_cut_into_the_site_s_hours(
    work: GateAtWork, at_desk: Opens
) -> None:
    text = at_desk(Role.OFFICER).get("/officers/report?hours=8").text

    assert f'value="2026-05-04T{THERE}"' in text


def test_a_driver_reads_until_when_by_the_site_s_clock(
    work: GateAtWork, at_desk: Opens
) -> None:
    booked = work.book(opens=NOON.replace(hour=12, minute=20))
    view = work.stand(booked.arrival_code)
    assert view.decision is not None
    assert view.decision.until is not None
    assert view.decision.target is not ReferTarget.CLERK
    told = at_desk(Role.CLERK).get(f"/kiosk/{LANE}").text

    with clocked(work.gate.site.declarations.slots.zone):
        assert f"{site_time(view.decision.until):%H:%M}" in told


@pytest.mark.parametrize("path", ["/archive?from=", "/archive/days/"])
@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31"])
def test_a_time_that_no_other_zone_can_tell_is_refused(
    at_desk: Opens, path: str, at: str
) -> None:
    assert at_desk(Role.CLERK).get(path + at).status_code == 422


def test_a_time_that_was_typed_is_the_site_s(work: GateAtWork) -> None:
    with clocked(work.gate.site.declarations.slots.zone):
        typed = site_time(datetime.fromisoformat("2026-05-04T17:30"))

    assert typed == NOON
