"""Subscribers over the API: who may, what is refused, and what is never shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gate_service.application import subscriptions
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.real_gate import Keys, fresh_gate

ROOT = "/api/v1/subscribers"
AWAY = "http://127.0.0.1:9/events"  # nobody listens there


@dataclass
class Office:
    client: TestClient
    keys: Keys

    def call(
        self, method: str, path: str = "", role: Role = Role.ADMIN, **more: Any
    ) -> Any:
        headers = self.keys.bearer(role)
        return self.client.request(method, ROOT + path, headers=headers, **more)

    def add(self, role: Role = Role.ADMIN, **changes: object) -> dict[str, str]:
        body = {"name": "TOS", "url": AWAY, **changes}
        answer = self.call("POST", role=role, json=body)
        assert answer.status_code == 201, answer.text
        added: dict[str, str] = answer.json()
        return added


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    gate = fresh_gate(tmp_path)
    with TestClient(create_app(gate)) as client:
        yield Office(client, Keys(gate))
    gate.close()


def test_a_secret_is_shown_once(office: Office) -> None:
    added = office.add()
    listed = office.call("GET").text

    assert added["secret"].startswith("whsec_")
    assert added["secret"] not in listed
    assert "whsec_" not in listed


def test_a_subscriber_says_how_it_fares(office: Office) -> None:
    wanted = office.add(types=["visit.*"])["id"]
    found = office.call("GET", f"/{wanted}").json()

    assert found["standing"] == "active"
    assert found["types"] == ["visit.*"]
    assert found["lag_events"] >= 0
    assert found["dead_letters"] == 0


def test_all_faults_are_told_at_once(office: Office) -> None:
    body = {"name": " ", "url": "ftp://x", "types": ["visit.*", "Ships!", "boat.x"]}
    answer = office.call("POST", json=body)

    assert answer.status_code == 422
    fields = [each["field"] for each in answer.json()["errors"]]
    assert fields == ["name", "url", "types.1", "types.2"]
    assert office.call("GET").json() == []


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@tos.example/",
        "http://",
        "http://[::1",
        "http://tos.example:99999/",
        "javascript:alert(1)",
        "http://tos.example/#x",
        "http://tos.example/a b",
        "//tos.example/",
    ],
)
def test_an_address_that_is_none_is_refused(office: Office, url: str) -> None:
    answer = office.call("POST", json={"name": "TOS", "url": url})

    assert answer.status_code == 422
    assert answer.json()["field"] == "url"


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.ADMIN, Role.CUSTOMS}]
)
def test_other_roles_have_nothing_to_do_with_it(office: Office, role: Role) -> None:
    assert office.call("GET", role=role).status_code == 403
    answer = office.call("POST", role=role, json={"name": "x", "url": AWAY})
    assert answer.status_code == 403


def test_customs_sees_its_own_alone(office: Office) -> None:
    theirs = office.add()["id"]
    own = office.add(role=Role.CUSTOMS)["id"]

    listed = office.call("GET", role=Role.CUSTOMS).json()
    assert [each["id"] for each in listed] == [own]
    assert listed[0]["authority"] == "customs-gb"
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/secret")):
        answer = office.call(method, f"/{theirs}{path}", role=Role.CUSTOMS)
        assert answer.status_code == 404
    assert len(office.call("GET").json()) == 2


def test_there_is_an_end_to_subscribers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "MOST", 1)
    office.add()
    answer = office.call("POST", json={"name": "TOS", "url": AWAY})

    assert answer.status_code == 409
    assert "remove one first" in answer.json()["detail"]


def test_a_subscriber_is_paused_resumed_and_removed(office: Office) -> None:
    wanted = office.add()["id"]
    standing = []
    for step in ("pause", "resume"):
        assert office.call("POST", f"/{wanted}/{step}").status_code == 204
        standing.append(office.call("GET", f"/{wanted}").json()["standing"])
    assert standing == ["paused", "active"]

    assert office.call("DELETE", f"/{wanted}").status_code == 204
    assert office.call("GET", f"/{wanted}").status_code == 404


@pytest.mark.parametrize(
    "since", ["0", "12", "2026-05-04T08:15:00Z", "2026-05-04T08:15:00+02:00"]
)
def test_a_replay_begins_at_a_number_or_a_time(office: Office, since: str) -> None:
    wanted = office.add()["id"]
    answer = office.call("POST", f"/{wanted}/replay", params={"from": since})

    assert answer.status_code == 202
    assert answer.json()["cursor"] >= 0


@pytest.mark.parametrize(
    "since", ["-1", "yesterday", "2026-05-04T08:15:00", "", "\uff11"]
)
def test_a_replay_from_nowhere_is_refused(office: Office, since: str) -> None:
    wanted = office.add()["id"]
    answer = office.call("POST", f"/{wanted}/replay", params={"from": since})

    assert answer.status_code == 422
    assert answer.json()["field"] == "from"


def test_a_secret_is_rotated_and_shown_once(office: Office) -> None:
    added = office.add()
    turned = office.call("POST", f"/{added['id']}/secret").json()

    assert turned["secret"] != added["secret"]


def test_dead_letters_are_listed_and_sent_again(office: Office) -> None:
    wanted = office.add()["id"]

    assert office.call("GET", f"/{wanted}/dead-letters").json() == []
    answer = office.call("POST", f"/{wanted}/dead-letters/send")
    assert (answer.status_code, answer.json()) == (202, {"asked": 0})


def test_every_change_is_in_the_audit_chain_without_secrets(office: Office) -> None:
    wanted = office.add()["id"]
    office.call("POST", f"/{wanted}/secret")
    office.call("DELETE", f"/{wanted}")
    events = [
        each
        for each in office.keys.gate.look_up.events(0, 1000)
        if each.kind.startswith("subscriber.")
    ]

    kinds = [each.kind.removeprefix("subscriber.") for each in events]
    assert kinds == ["added", "changed", "removed"]
    assert "whsec_" not in str(events)
