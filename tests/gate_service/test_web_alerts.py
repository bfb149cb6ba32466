"""The alert API over a real gate: a yard reports, officers and programs answer."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gate_service.domain.callers import Role
from gate_service.web.schemas.incidents import HEALTH_EXAMPLE, INCIDENT_EXAMPLE
from tests.support.real_gate import batch
from tests.support.yard_api import ALERTS, YARD, YardApi


def test_an_incident_is_read_as_an_alert(yard_api: YardApi) -> None:
    yard_api.open()
    (alert,) = yard_api(Role.OFFICER, "GET", ALERTS).json()["alerts"]
    assert (alert["state"], alert["waiting"], alert["answer"]) == ("open", True, None)
    assert (alert["yard"], alert["zone"], alert["cause"]) == (
        "yard-1",
        "crane-path",
        "intrusion",
    )


def test_an_alert_is_read_whole(yard_api: YardApi) -> None:
    yard_api.open()
    whole = yard_api(Role.OFFICER, "GET", f"{ALERTS}/i-1").json()
    assert whole["path"] == [[0.41, 0.62]]
    assert [step["action"] for step in whole["history"]] == ["raised"]


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("acknowledge", "acknowledged"),
        ("false-alarm", "false-alarm"),
        ("escalate", "escalated"),
    ],
)
def test_an_officer_answers_with_a_note(
    yard_api: YardApi, verb: str, state: str
) -> None:
    yard_api.open()
    done = yard_api(
        Role.OFFICER, "POST", f"{ALERTS}/i-1/{verb}", {"note": "seen"}
    ).json()
    assert (done["state"], done["answer"]["by"], done["answer"]["note"]) == (
        state,
        "a officer",
        "seen",
    )


def test_the_second_answer_is_a_conflict_in_a_sentence(yard_api: YardApi) -> None:
    yard_api.open()
    post: Any = (Role.OFFICER, "POST", f"{ALERTS}/i-1/acknowledge", {})
    yard_api(*post)
    again = yard_api(*post)
    assert (again.status_code, again.json()["detail"]) == (
        409,
        "This alert is acknowledged and cannot become acknowledged.",
    )


READING = [ALERTS, f"{ALERTS}/i-1", "/api/v1/yards", f"{YARD}/cameras/c/picture"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", READING)
def test_officers_and_administrators_alone_see_the_yard(
    yard_api: YardApi, role: Role, path: str
) -> None:
    may = role in {Role.OFFICER, Role.ADMIN}
    assert (yard_api(role, "GET", path).status_code == 403) is not may


@pytest.mark.parametrize("role", Role)
def test_officers_alone_answer(yard_api: YardApi, role: Role) -> None:
    yard_api.open()
    answer = yard_api(role, "POST", f"{ALERTS}/i-1/acknowledge", {})
    assert (answer.status_code == 200) is (role is Role.OFFICER)


def test_a_yards_key_opens_its_own_yard_alone(yard_api: YardApi) -> None:
    body = batch(("incident.opened", INCIDENT_EXAMPLE))
    answer = yard_api(Role.YARD, "POST", "/api/v1/yards/yard-2/events", body)
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "This key is for yard yard-1, not for yard-2.",
    )


def test_a_yards_key_needs_a_yard_of_the_site(yard_api: YardApi) -> None:
    body = {"role": "yard", "name": "a", "scope": "moon"}
    refused = yard_api(Role.ADMIN, "POST", "/api/v1/keys", body)
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "No yard 'moon' at QG1; its yards are: yard-1.",
    )


def test_alerts_are_filtered_and_paged(yard_api: YardApi) -> None:
    for number in range(5):
        severity = "severe" if number % 2 else "low"
        yard_api.open(f"i-{number}", severity=severity)
    yard_api(Role.OFFICER, "POST", f"{ALERTS}/i-3/acknowledge", {})
    assert yard_api.listed("?state=open&severity=severe") == ["i-1"]
    assert yard_api.listed("?state=open&state=acknowledged&severity=severe") == [
        "i-3",
        "i-1",
    ]
    first = yard_api(Role.OFFICER, "GET", f"{ALERTS}?limit=3").json()
    assert yard_api.listed(f"?limit=3&cursor={first['next']}") == ["i-1", "i-0"]
    last = yard_api(Role.OFFICER, "GET", f"{ALERTS}?limit=5").json()
    assert last["next"] is None


@pytest.mark.parametrize("query", ["?state=lost", "?color=red", "?limit=0", "?since=x"])
def test_a_filter_that_makes_no_sense_is_refused(yard_api: YardApi, query: str) -> None:
    assert yard_api(Role.OFFICER, "GET", f"{ALERTS}{query}").status_code == 422


def test_reports_are_idempotent_and_gaps_are_told(yard_api: YardApi) -> None:
    body = batch(("incident.opened", INCIDENT_EXAMPLE))
    post = (Role.YARD, "POST", f"{YARD}/events")
    assert [yard_api(*post, body).json()["stored"] for _ in range(2)] == [1, 0]
    gap = yard_api(*post, batch(("incident.opened", INCIDENT_EXAMPLE), first=5))
    assert (gap.status_code, gap.json()["expected"]) == (409, 2)


def test_yards_are_shown_with_cameras_and_zones(yard_api: YardApi) -> None:
    yard_api.report("yard.health", HEALTH_EXAMPLE)
    (shown,) = yard_api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert shown["silent"] is False
    assert shown["cameras"][0]["lens"] == "clear"
    assert (shown["zones"][0]["state"], shown["zones"][0]["people"]) == ("occupied", 1)


def test_what_is_wrong_with_a_yard_is_shown(yard_api: YardApi) -> None:
    yard_api.report("yard.health", HEALTH_EXAMPLE | {"faults": ["the disk is full"]})
    (shown,) = yard_api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert shown["faults"] == ["the disk is full"]


def test_a_camera_that_is_covered_makes_its_zones_unknown(yard_api: YardApi) -> None:
    (seen,), (zone,) = HEALTH_EXAMPLE["cameras"], HEALTH_EXAMPLE["zones"]
    blind = {"cameras": [{**seen, "lens": "covered"}], "zones": [zone]}
    yard_api.report("yard.health", blind)
    (shown,) = yard_api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert (shown["zones"][0]["state"], shown["zones"][0]["people"]) == ("unknown", 0)


def shift(**changes: str) -> str:
    now = datetime.now(UTC)
    asked = {
        "from": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        "to": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        **changes,
    }
    return "?" + "&".join(f"{key}={value}" for key, value in asked.items())


def test_a_shift_is_reported_as_json_and_csv(yard_api: YardApi) -> None:
    yard_api.open()
    yard_api.open("i-2", cause="missing-ppe")
    report = yard_api(Role.OFFICER, "GET", f"/api/v1/reports/shift{shift()}").json()
    assert report["total"]["incidents"] == 2
    assert report["rows"][0]["causes"] == {"intrusion": 1, "missing-ppe": 1}
    table = yard_api(Role.OFFICER, "GET", f"/api/v1/reports/shift{shift(format='csv')}")
    assert table.headers["content-type"].startswith("text/csv")
    assert "attachment; filename=" in table.headers["content-disposition"]
    assert table.text.splitlines()[1].split(",")[1:5] == [
        "yard-1",
        "crane-path",
        "",
        "2",
    ]


def test_heat_is_told_by_camera(yard_api: YardApi) -> None:
    yard_api.report("yard.health", HEALTH_EXAMPLE)
    yard_api.report("yard.presence", {"cells": [["row-12", 14, 9, 12.5]]})
    asked = shift(camera="row-12")
    heat = yard_api(Role.OFFICER, "GET", f"/api/v1/heat{asked}").json()
    assert (heat["columns"], heat["rows"], heat["most"]) == (32, 18, 12.5)
    assert heat["cells"] == [[14, 9, 12.5]]
    unknown = yard_api(Role.OFFICER, "GET", f"/api/v1/heat{shift(camera='moon')}")
    assert unknown.json()["detail"] == "No yard has a camera 'moon'."


@pytest.mark.parametrize(
    "change",
    [
        {"cells": [["row-12", 32, 0, 1.0]]},
        {"cells": [["row-12", 0, 18, 1.0]]},
        {"cells": [["row-12", 0, 0, -1.0]]},
        {"cells": [["row-12", 0, 0]]},
    ],
)
def test_presence_off_the_grid_is_refused(
    yard_api: YardApi, change: dict[str, Any]
) -> None:
    assert yard_api.report("yard.presence", change).status_code == 422


def test_what_is_not_finite_never_reaches_the_store(yard_api: YardApi) -> None:
    data = {**INCIDENT_EXAMPLE, "measures": {"dwell": float("inf")}}
    headers = yard_api.keys.bearer(Role.YARD) | {"Content-Type": "application/json"}
    body = json.dumps(batch(("incident.opened", data)))
    refused = yard_api.client.post(f"{YARD}/events", content=body, headers=headers)
    assert refused.status_code == 422
