"""The alert API over a real gate: a yard reports, officers and programs answer."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.schemas.incidents import HEALTH_EXAMPLE, INCIDENT_EXAMPLE
from tests.support.real_gate import JPEG, Keys, batch, fresh_gate

YARD = "/api/v1/yards/yard-1"
ALERTS = "/api/v1/alerts"
CLIP = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40


@dataclass(frozen=True, slots=True)
class Api:
    """The test client with a role in place of a key."""

    client: TestClient
    keys: Keys
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __call__(self, role: Role, method: str, path: str, json: object = None) -> Any:
        headers = self.keys.bearer(role)
        return self.client.request(method, path, json=json, headers=headers)

    def report(self, kind: str, data: Mapping[str, object]) -> Any:
        body = batch((kind, data), first=next(self.numbers))
        return self(Role.YARD, "POST", f"{YARD}/events", body)

    def open(self, name: str = "i-1", **changes: object) -> None:
        now = datetime.now(UTC).isoformat()
        told = {**INCIDENT_EXAMPLE, "incident": name, "opened": now, "last": now}
        assert self.report("incident.opened", told | changes).status_code == 200

    def listed(self, query: str = "") -> list[str]:
        page = self(Role.OFFICER, "GET", f"{ALERTS}{query}").json()
        return [each["id"] for each in page["alerts"]]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    gate = fresh_gate(tmp_path)
    with TestClient(create_app(gate)) as client:
        yield Api(client, Keys(gate))
    gate.close()


def test_an_incident_is_read_as_an_alert(api: Api) -> None:
    api.open()
    (alert,) = api(Role.OFFICER, "GET", ALERTS).json()["alerts"]
    assert (alert["state"], alert["waiting"], alert["answer"]) == ("open", True, None)
    assert (alert["yard"], alert["zone"], alert["cause"]) == (
        "yard-1",
        "crane-path",
        "intrusion",
    )


def test_an_alert_is_read_whole(api: Api) -> None:
    api.open()
    whole = api(Role.OFFICER, "GET", f"{ALERTS}/i-1").json()
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
def test_an_officer_answers_with_a_note(api: Api, verb: str, state: str) -> None:
    api.open()
    done = api(Role.OFFICER, "POST", f"{ALERTS}/i-1/{verb}", {"note": "seen"}).json()
    assert (done["state"], done["answer"]["by"], done["answer"]["note"]) == (
        state,
        "a officer",
        "seen",
    )


def test_the_second_answer_is_a_conflict_in_a_sentence(api: Api) -> None:
    api.open()
    post: Any = (Role.OFFICER, "POST", f"{ALERTS}/i-1/acknowledge", {})
    api(*post)
    again = api(*post)
    assert (again.status_code, again.json()["detail"]) == (
        409,
        "This alert is acknowledged and cannot become acknowledged.",
    )


READING = [ALERTS, f"{ALERTS}/i-1", "/api/v1/yards", f"{YARD}/cameras/c/picture"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", READING)
def test_officers_and_administrators_alone_see_the_yard(
    api: Api, role: Role, path: str
) -> None:
    may = role in {Role.OFFICER, Role.ADMIN}
    assert (api(role, "GET", path).status_code == 403) is not may


@pytest.mark.parametrize("role", Role)
def test_officers_alone_answer(api: Api, role: Role) -> None:
    api.open()
    answer = api(role, "POST", f"{ALERTS}/i-1/acknowledge", {})
    assert (answer.status_code == 200) is (role is Role.OFFICER)


def test_a_yards_key_opens_its_own_yard_alone(api: Api) -> None:
    body = batch(("incident.opened", INCIDENT_EXAMPLE))
    answer = api(Role.YARD, "POST", "/api/v1/yards/yard-2/events", body)
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "This key is for yard yard-1, not for yard-2.",
    )


def test_a_yards_key_needs_a_yard_of_the_site(api: Api) -> None:
    body = {"role": "yard", "name": "a", "scope": "moon"}
    refused = api(Role.ADMIN, "POST", "/api/v1/keys", body)
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "No yard 'moon' at QG1.",
    )


def test_alerts_are_filtered_and_paged(api: Api) -> None:
    for number in range(5):
        severity = "severe" if number % 2 else "low"
        api.open(f"i-{number}", severity=severity)
    api(Role.OFFICER, "POST", f"{ALERTS}/i-3/acknowledge", {})
    assert api.listed("?state=open&severity=severe") == ["i-1"]
    assert api.listed("?state=open&state=acknowledged&severity=severe") == [
        "i-3",
        "i-1",
    ]
    first = api(Role.OFFICER, "GET", f"{ALERTS}?limit=3").json()
    assert api.listed(f"?limit=3&cursor={first['next']}") == ["i-1", "i-0"]
    last = api(Role.OFFICER, "GET", f"{ALERTS}?limit=5").json()
    assert last["next"] is None


@pytest.mark.parametrize("query", ["?state=lost", "?color=red", "?limit=0", "?since=x"])
def test_a_filter_that_makes_no_sense_is_refused(api: Api, query: str) -> None:
    assert api(Role.OFFICER, "GET", f"{ALERTS}{query}").status_code == 422


def test_reports_are_idempotent_and_gaps_are_told(api: Api) -> None:
    body = batch(("incident.opened", INCIDENT_EXAMPLE))
    post = (Role.YARD, "POST", f"{YARD}/events")
    assert [api(*post, body).json()["stored"] for _ in range(2)] == [1, 0]
    gap = api(*post, batch(("incident.opened", INCIDENT_EXAMPLE), first=5))
    assert (gap.status_code, gap.json()["expected"]) == (409, 2)


def test_yards_are_shown_with_cameras_and_zones(api: Api) -> None:
    api.report("yard.health", HEALTH_EXAMPLE)
    (shown,) = api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert shown["silent"] is False
    assert shown["cameras"][0]["lens"] == "clear"
    assert (shown["zones"][0]["state"], shown["zones"][0]["people"]) == ("occupied", 1)


def test_what_is_wrong_with_a_yard_is_shown(api: Api) -> None:
    api.report("yard.health", HEALTH_EXAMPLE | {"faults": ["the disk is full"]})
    (shown,) = api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert shown["faults"] == ["the disk is full"]


def test_a_camera_that_is_covered_makes_its_zones_unknown(api: Api) -> None:
    (seen,), (zone,) = HEALTH_EXAMPLE["cameras"], HEALTH_EXAMPLE["zones"]
    blind = {"cameras": [{**seen, "lens": "covered"}], "zones": [zone]}
    api.report("yard.health", blind)
    (shown,) = api(Role.OFFICER, "GET", "/api/v1/yards").json()
    assert (shown["zones"][0]["state"], shown["zones"][0]["people"]) == ("unknown", 0)


def put(api: Api, role: Role, path: str, body: bytes, kind: str) -> Any:
    headers = api.keys.bearer(role) | {"Content-Type": kind}
    return api.client.put(path, content=body, headers=headers)


def test_a_clip_is_kept_and_played_in_parts(api: Api) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(CLIP).hexdigest()}"
    kept = [put(api, Role.YARD, path, CLIP, "video/mp4").status_code for _ in range(2)]
    headers = api.keys.bearer(Role.OFFICER)
    whole = api.client.get(path, headers=headers)
    part = api.client.get(path, headers=headers | {"Range": "bytes=4-11"})
    assert kept == [201, 200]
    assert (whole.content, whole.headers["content-type"]) == (CLIP, "video/mp4")
    assert (part.status_code, part.content) == (206, b"ftypisom")
    assert part.headers["content-range"] == f"bytes 4-11/{len(CLIP)}"


def test_a_still_is_kept_by_a_yard(api: Api) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(JPEG).hexdigest()}"
    assert put(api, Role.YARD, path, JPEG, "image/jpeg").status_code == 201
    got = api.client.get(path, headers=api.keys.bearer(Role.OFFICER))
    assert (got.content, got.headers["content-type"]) == (JPEG, "image/jpeg")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICER, 200), (Role.ADMIN, 200), (Role.CLERK, 403), (Role.CUSTOMS, 403)],
)
def test_clips_of_people_are_for_officers(api: Api, role: Role, status: int) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(CLIP).hexdigest()}"
    put(api, Role.YARD, path, CLIP, "video/mp4")
    got = api.client.get(path, headers=api.keys.bearer(role))
    assert got.status_code == status


@pytest.mark.parametrize(
    ("kind", "size", "status"),
    [
        ("video/mp4", (4 << 20) + 1, 201),
        ("video/mp4", (64 << 20) + 1, 413),
        ("image/jpeg", (4 << 20) + 1, 413),
    ],
)
def test_a_clip_may_be_larger_than_a_still(
    api: Api, kind: str, size: int, status: int
) -> None:
    body = CLIP.ljust(size, b"\0")
    path = f"/api/v1/evidence/{hashlib.sha256(body).hexdigest()}"
    assert put(api, Role.YARD, path, body, kind).status_code == status


def test_a_still_that_calls_itself_a_clip_is_held_to_a_stills_size(api: Api) -> None:
    body = JPEG.ljust((4 << 20) + 1, b"\0")
    path = f"/api/v1/evidence/{hashlib.sha256(body).hexdigest()}"
    refused = put(api, Role.YARD, path, body, "video/mp4")
    assert (refused.status_code, "at most" in refused.json()["detail"]) == (422, True)


def test_neither_still_nor_clip_is_refused(api: Api) -> None:
    path = f"/api/v1/evidence/{64 * 'a'}"
    refused = put(api, Role.YARD, path, b"GIF89a", "image/gif")
    assert refused.json()["detail"] == (
        "The body is neither a JPEG image nor an MP4 clip."
    )


def test_a_full_disk_is_told_and_not_taken_for_a_fault_of_ours(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gate_service.adapters.evidence.os.fsync", full)
    path = f"/api/v1/evidence/{hashlib.sha256(JPEG).hexdigest()}"
    refused = put(api, Role.YARD, path, JPEG, "image/jpeg")
    assert (refused.status_code, refused.json()["type"]) == (
        507,
        "urn:quaygate:problem:storage-full",
    )


def shift(**changes: str) -> str:
    now = datetime.now(UTC)
    asked = {
        "from": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        "to": f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        **changes,
    }
    return "?" + "&".join(f"{key}={value}" for key, value in asked.items())


def test_a_shift_is_reported_as_json_and_csv(api: Api) -> None:
    api.open()
    api.open("i-2", cause="missing-ppe")
    report = api(Role.OFFICER, "GET", f"/api/v1/reports/shift{shift()}").json()
    assert report["total"]["incidents"] == 2
    assert report["rows"][0]["causes"] == {"intrusion": 1, "missing-ppe": 1}
    table = api(Role.OFFICER, "GET", f"/api/v1/reports/shift{shift(format='csv')}")
    assert table.headers["content-type"].startswith("text/csv")
    assert "attachment; filename=" in table.headers["content-disposition"]
    assert table.text.splitlines()[1].split(",")[1:5] == [
        "yard-1",
        "crane-path",
        "",
        "2",
    ]


def test_heat_is_told_by_camera(api: Api) -> None:
    api.report("yard.health", HEALTH_EXAMPLE)
    api.report("yard.presence", {"cells": [["row-12", 14, 9, 12.5]]})
    asked = shift(camera="row-12")
    heat = api(Role.OFFICER, "GET", f"/api/v1/heat{asked}").json()
    assert (heat["columns"], heat["rows"], heat["most"]) == (32, 18, 12.5)
    assert heat["cells"] == [[14, 9, 12.5]]
    unknown = api(Role.OFFICER, "GET", f"/api/v1/heat{shift(camera='moon')}")
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
def test_presence_off_the_grid_is_refused(api: Api, change: dict[str, Any]) -> None:
    assert api.report("yard.presence", change).status_code == 422


def test_what_is_not_finite_never_reaches_the_store(api: Api) -> None:
    data = {**INCIDENT_EXAMPLE, "measures": {"dwell": float("inf")}}
    headers = api.keys.bearer(Role.YARD) | {"Content-Type": "application/json"}
    body = json.dumps(batch(("incident.opened", data)))
    refused = api.client.post(f"{YARD}/events", content=body, headers=headers)
    assert refused.status_code == 422
