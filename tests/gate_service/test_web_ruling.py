"""Instruments, the yard's room and the policy over HTTP."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.decisions import RuleCode
from gate_service.web.app import create_app
from tests.support.real_gate import Keys, fresh_gate

MEASUREMENTS = "/api/v1/lanes/lane-1/measurements"


class Api:
    def __init__(self, client: TestClient, keys: Keys) -> None:
        self.client, self.keys = client, keys

    def post(self, path: str, body: object, role: Role = Role.LANE) -> tuple[int, dict]:  # type: ignore[type-arg]  # any JSON
        answer = self.client.post(path, json=body, headers=self.keys.bearer(role))
        return answer.status_code, answer.json()

    def get(self, path: str, role: Role = Role.CLERK) -> tuple[int, dict]:  # type: ignore[type-arg]  # any JSON
        answer = self.client.get(path, headers=self.keys.bearer(role))
        return answer.status_code, answer.json()


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    gate = fresh_gate(tmp_path)
    with TestClient(create_app(gate)) as client:
        yield Api(client, Keys(gate))
    gate.close()


def now(ahead: float = 0) -> str:
    return (datetime.now(UTC) + timedelta(seconds=ahead)).isoformat()


def report(number: str = "m-1", **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "id": number,
        "instrument": "weighbridge",
        "sensor": "bridge-1",
        "at": now(),
        "kilograms": 39480,
    }
    return {**values, **changes}


def room(**changes: object) -> dict[str, object]:
    block = {"name": "A", "capacity": 10, "used": 4}
    return {"at": now(), "blocks": [block], **changes}


def test_a_batch_is_taken_as_often_as_it_is_sent(api: Api) -> None:
    body = {"measurements": [report(), report("m-2")]}

    assert api.post(MEASUREMENTS, body) == (200, {"stored": 2, "duplicates": 0})
    assert api.post(MEASUREMENTS, body) == (200, {"stored": 0, "duplicates": 2})


def test_all_faults_of_a_batch_are_listed_and_nothing_is_kept(api: Api) -> None:
    bad = report("m-2", kilograms=-1, celsius=3, at=now(ahead=3600))
    status, problem = api.post(MEASUREMENTS, {"measurements": [report(), bad]})

    assert status == 422
    assert [each["field"] for each in problem["errors"]] == [
        "measurements.1.at",
        "measurements.1.kilograms",
        "measurements.1.celsius",
    ]
    taken = api.post(MEASUREMENTS, {"measurements": [report()]})
    assert taken == (200, {"stored": 1, "duplicates": 0})


@pytest.mark.parametrize("role", [Role.KIOSK, Role.HAULIER, Role.CUSTOMS, Role.YARD])
def test_only_the_lane_and_the_terminal_tell_measurements(api: Api, role: Role) -> None:
    assert api.post(MEASUREMENTS, {"measurements": [report()]}, role)[0] == 403


def test_a_lane_tells_of_itself_alone(api: Api) -> None:
    path = MEASUREMENTS.replace("lane-1", "lane-2")

    assert api.post(path, {"measurements": [report()]})[0] == 403


def test_an_inspector_tells_by_a_clerks_key(api: Api) -> None:
    found = report(instrument="damage", kilograms=None, state="medium", side="left")

    assert api.post(MEASUREMENTS, {"measurements": [found]}, Role.CLERK)[0] == 200


def test_the_yards_room_is_told_and_read(api: Api) -> None:
    assert api.get("/api/v1/yard")[0] == 404
    assert api.post("/api/v1/yard", room(), Role.CLERK)[0] == 200
    status, told = api.get("/api/v1/yard", Role.CUSTOMS)

    assert (status, told["blocks"][0]["free"]) == (200, 6)


def test_an_older_state_of_the_yard_does_not_replace_a_newer(api: Api) -> None:
    api.post("/api/v1/yard", room(), Role.CLERK)

    assert api.post("/api/v1/yard", room(at=now(ahead=-60)), Role.CLERK)[0] == 409


def test_all_faults_of_the_yards_room_are_listed(api: Api) -> None:
    block = {"name": "A", "capacity": 1, "used": 0}
    body = room(at=now(ahead=3600), blocks=[block, block])
    status, problem = api.post("/api/v1/yard", body, Role.CLERK)

    assert status == 422
    assert [each["field"] for each in problem["errors"]] == ["at", "blocks.1.name"]


def test_a_lane_does_not_tell_of_the_yard(api: Api) -> None:
    assert api.post("/api/v1/yard", room())[0] == 403


def test_staff_read_the_policy_in_force(api: Api) -> None:
    status, told = api.get("/api/v1/policy", Role.CUSTOMS)

    assert status == 200
    assert set(told["modes"]) == set(RuleCode)
    assert told["thresholds"]["axle_limit"] == 11_500


def test_an_admin_alone_reloads_the_policy(api: Api) -> None:
    assert api.post("/api/v1/policy/reload", {}, Role.CLERK)[0] == 403
    status, problem = api.post("/api/v1/policy/reload", {}, Role.ADMIN)

    assert (status, problem["detail"]) == (
        409,
        "This site has no policy file: its rules stand in the site file.",
    )


def documented() -> list[tuple[str, str]]:
    """Give path and body of every call in docs/rules.md."""
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    calls = re.findall(r"curl -X POST \S+8080(\S+).*?-d '(.*?)'", page, re.DOTALL)
    return [(path.replace("in-1", "lane-1"), body) for path, body in calls]


@pytest.mark.parametrize(("path", "body"), documented())
def test_the_documented_calls_are_taken(api: Api, path: str, body: str) -> None:
    assert api.post(path, json.loads(body), Role.CLERK)[0] == 200


def test_two_calls_are_documented() -> None:
    assert len(documented()) == 2
