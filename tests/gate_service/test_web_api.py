"""The API over a real gate: a truck's way, and what is refused with which words."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.real_gate import (
    CONTAINER,
    JPEG,
    PASSAGE,
    Keys,
    batch,
    captured,
    declaration,
    fresh_gate,
)

DIGEST = hashlib.sha256(JPEG).hexdigest()
OPENED = ("passage.opened", {"passage": PASSAGE})
LANE = "/api/v1/lanes/lane-1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Api:
    """The test client with a role in place of a key."""

    client: TestClient
    keys: Keys

    def __call__(
        self, role: Role, method: str, path: str, json: object = None
    ) -> Answer:
        headers = self.keys.bearer(role)
        got = self.client.request(method, path, json=json, headers=headers)
        return Answer(got.status_code, got.json() if got.content else None)

    def book(self, **changes: object) -> Answer:
        body = declaration(**changes)
        return self(Role.HAULIER, "POST", "/api/v1/appointments", body)

    def report(
        self, *events: tuple[str, Mapping[str, object]], first: int = 1
    ) -> Answer:
        return self(Role.LANE, "POST", f"{LANE}/events", batch(*events, first=first))

    def clear_a_truck(self) -> str:
        """See a booked truck through to GO and return its pass."""
        code = self.book().body["arrival_code"]
        self.report(OPENED, ("passage.captured", captured()))
        self(Role.KIOSK, "POST", f"{LANE}/code", {"text": code})
        shown: str = self(Role.KIOSK, "GET", LANE).body["pass_text"]
        return shown


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    gate = fresh_gate(tmp_path)
    with TestClient(create_app(gate)) as client:
        yield Api(client, Keys(gate))
    gate.close()


def test_a_booked_truck_is_cleared_with_a_pass(api: Api) -> None:
    assert api.clear_a_truck().startswith("QG1:")
    view = api(Role.KIOSK, "GET", LANE).body
    assert (view["phase"], view["route"]) == ("GO", "Block B, row 12")
    visit = api(Role.CLERK, "GET", f"/api/v1/visits/{view['visit']}").body
    assert (visit["state"], visit["decision"]["verdict"]) == ("CLEARED", "GO")


def test_a_pass_is_spent_exactly_once(api: Api) -> None:
    spent = {"text": api.clear_a_truck(), "lane": "lane-1"}
    verified = api(Role.LANE, "POST", "/api/v1/passes/verify", spent)
    first = api(Role.LANE, "POST", "/api/v1/passes/spend", spent)
    second = api(Role.LANE, "POST", "/api/v1/passes/spend", spent)
    assert verified.body == first.body
    assert first.body["containers"] == [CONTAINER]
    assert (second.status, second.body["code"]) == (409, "spent")


def test_a_lane_does_not_spend_another_lanes_pass(api: Api) -> None:
    text = api.clear_a_truck()
    answer = api(
        Role.LANE, "POST", "/api/v1/passes/spend", {"text": text, "lane": "lane-2"}
    )
    assert (answer.status, answer.body["type"]) == (
        403,
        "urn:quaygate:problem:not-yours",
    )


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        pytest.param("hello", 422, "not_ours", id="somebody's QR"),
        pytest.param("QG1:", 422, "malformed", id="nothing behind the prefix"),
        pytest.param("QG1:%%%%", 422, "malformed", id="no base45"),
    ],
)
def test_a_text_that_is_no_pass_is_refused(
    api: Api, text: str, status: int, code: str
) -> None:
    answer = api(Role.CLERK, "POST", "/api/v1/passes/verify", {"text": text})
    assert (answer.status, answer.body["code"]) == (status, code)


def test_a_revoked_pass_is_refused(api: Api) -> None:
    text = api.clear_a_truck()
    pass_id = api(Role.CLERK, "POST", "/api/v1/passes/verify", {"text": text}).body[
        "id"
    ]
    assert api(Role.CLERK, "POST", f"/api/v1/passes/{pass_id}/revoke").status == 204
    answer = api(Role.CLERK, "POST", "/api/v1/passes/verify", {"text": text})
    assert (answer.status, answer.body["code"]) == (409, "revoked")


def test_public_keys_are_a_key_set(api: Api) -> None:
    (key,) = api(Role.HAULIER, "GET", "/api/v1/passes/keys").body["keys"]
    assert (key["kty"], key["crv"], key["alg"]) == ("OKP", "Ed25519", "EdDSA")
    assert "d" not in key


def test_the_status_list_is_signed_text(api: Api) -> None:
    answer = api(Role.LANE, "GET", "/api/v1/passes/status-list")
    assert answer.body["text"].startswith("QGS1:")


def test_a_batch_may_come_twice(api: Api) -> None:
    first = api.report(OPENED)
    again = api.report(OPENED)
    assert first.body == {"acknowledged": 1, "stored": 1, "duplicates": 0}
    assert again.body == {"acknowledged": 1, "stored": 0, "duplicates": 1}


def test_a_gap_is_refused_with_the_number_expected(api: Api) -> None:
    answer = api.report(OPENED, first=5)
    assert (answer.status, answer.body["expected"]) == (409, 1)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("lane.health", {"cameras": []}),
        ("code.seen", {"text": "BEGIN:VCARD\nN:Driver\nEND:VCARD", "passage": None}),
        ("barrier.opened", {"command": "0197f2b4-7c00-7000-8000-2f6d8a1b3c4d"}),
        (
            "barrier.held",
            {
                "command": "0197f2b4-7c00-7000-8000-2f6d8a1b3c4d",
                "reason": "person-in-lane",
            },
        ),
        ("passage.closed", {"passage": PASSAGE, "through": False}),
    ],
)
def test_every_kind_of_event_is_taken(
    api: Api, kind: str, data: dict[str, object]
) -> None:
    assert api.report(OPENED, (kind, data)).body["acknowledged"] == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "9999-12-31T23:59:59-14:00"),
        ("at", "2026-05-04T08:15:00"),
        ("at", 1e300),
        ("sequence", -1),
        ("sequence", 0),
        ("sequence", 2**70),
        ("event_id", "e\u0000"),
        (
            "data",
            {"cameras": [{"camera": "a", "state": "live", "last_frame_age": 1e999}]},
        ),
    ],
)
def test_an_event_that_nobody_can_reckon_with_is_refused(
    api: Api, field: str, value: object
) -> None:
    body = batch(("lane.health", {"cameras": []}))
    body["events"][0][field] = value  # type: ignore[index]  # a list of objects
    headers = api.keys.bearer(Role.LANE) | {"Content-Type": "application/json"}
    answer = api.client.post(
        f"{LANE}/events", content=json.dumps(body).encode(), headers=headers
    )

    assert answer.status_code == 422
    assert field in answer.json()["field"]
    assert answer.json()["detail"].endswith(".")


def test_an_event_of_another_kind_is_refused_whole(api: Api) -> None:
    answer = api.report(OPENED, ("passage.guessed", {}))
    assert (answer.status, answer.body["field"]) == (422, "events.1")
    assert "passage.captured" in answer.body["detail"]
    assert api.report(OPENED).body["stored"] == 1


def test_evidence_is_kept_once_and_read_by_staff(api: Api) -> None:
    def put() -> int:
        headers = api.keys.bearer(Role.LANE) | {"Content-Type": "image/jpeg"}
        path = f"/api/v1/evidence/{DIGEST}"
        return api.client.put(path, content=JPEG, headers=headers).status_code

    assert (put(), put()) == (201, 200)
    headers = api.keys.bearer(Role.OFFICER)
    got = api.client.get(f"/api/v1/evidence/{DIGEST}", headers=headers)
    assert (got.content, got.headers["Content-Type"]) == (JPEG, "image/jpeg")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(JPEG + b"!", id="another body"),
        pytest.param(b"<html>", id="no JPEG"),
        pytest.param(b"", id="empty"),
    ],
)
def test_evidence_that_is_not_what_it_says_is_refused(api: Api, body: bytes) -> None:
    headers = api.keys.bearer(Role.LANE) | {"Content-Type": "image/jpeg"}
    path = f"/api/v1/evidence/{DIGEST}"
    assert api.client.put(path, content=body, headers=headers).status_code == 422
    assert api(Role.CLERK, "GET", path).status == 404


def test_a_command_waits_for_its_lane_and_is_taken_once(api: Api) -> None:
    api.clear_a_truck()
    (command,) = api(Role.LANE, "GET", f"{LANE}/commands").body
    assert set(command) == {"id", "visit", "passage", "not_before", "expires"}
    take = f"{LANE}/commands/{command['id']}/take"
    assert api(Role.LANE, "POST", take).status == 200
    assert api(Role.LANE, "POST", take).status == 409


def test_a_hold_pulls_a_cleared_truck_back(api: Api) -> None:
    api.clear_a_truck()
    hold = {"container": CONTAINER, "reference": "H-1"}
    placed = api(Role.CUSTOMS, "POST", "/api/v1/holds", hold).body
    assert placed["authority"] == "customs-gb"
    assert api(Role.KIOSK, "GET", LANE).body["phase"] == "REFER"
    assert api(Role.CUSTOMS, "GET", "/api/v1/holds").body == [placed]


def test_a_hold_is_released_once(api: Api) -> None:
    hold = {"container": CONTAINER, "reference": "H-1"}
    placed = api(Role.CUSTOMS, "POST", "/api/v1/holds", hold).body
    release = f"/api/v1/holds/{placed['id']}/release"
    body = {"reference": "R-1"}
    assert api(Role.CUSTOMS, "POST", release, body).body["release"] == "R-1"
    assert api(Role.CUSTOMS, "POST", release, body).status == 409


def test_the_kiosks_view_is_silent_about_the_watch_list(api: Api) -> None:
    watched = {"kind": "plate", "value": "AB12CDE", "level": "hard", "note": "secret"}
    assert api(Role.OFFICER, "POST", "/api/v1/watchlist", watched).status == 201
    code = api.book().body["arrival_code"]
    api.report(OPENED, ("passage.captured", captured()))
    api(Role.KIOSK, "POST", f"{LANE}/code", {"text": code})
    view = api(Role.KIOSK, "GET", LANE).body
    assert (view["phase"], view["reasons"]) == ("STOP", [])
    assert "secret" not in str(view)


def test_an_entry_is_taken_off_the_watch_list(api: Api) -> None:
    body = {"kind": "container", "value": CONTAINER, "level": "soft"}
    entry = api(Role.OFFICER, "POST", "/api/v1/watchlist", body).body
    path = f"/api/v1/watchlist/{entry['id']}"
    assert api(Role.OFFICER, "DELETE", path).status == 204
    assert api(Role.OFFICER, "GET", "/api/v1/watchlist").body == []


def test_a_clerk_has_the_rules_run_again(api: Api) -> None:
    code = api.book().body["arrival_code"]
    doubtful = captured(plates=[])
    api.report(OPENED, ("passage.captured", doubtful))
    api(Role.KIOSK, "POST", f"{LANE}/code", {"text": code})
    visit = api(Role.KIOSK, "GET", LANE).body["visit"]
    again = api(Role.CLERK, "POST", f"/api/v1/visits/{visit}/decide")
    assert (again.status, again.body["state"]) == (200, "REFERRED")


def test_a_passage_says_what_the_truck_carries(api: Api) -> None:
    load = {"kind": "two-20", "confidence": 0.93, "doubts": ["order"]}
    boxes = [
        {"number": n, "confidence": 0.9, "status": "certain", "position": place}
        for n, place in ((CONTAINER, "front"), ("MSCU6639870", "rear"))
    ]
    api.report(OPENED, ("passage.captured", captured(load=load, containers=boxes)))
    seen = api(Role.CLERK, "GET", f"/api/v1/passages/{PASSAGE}").body
    assert seen["load"] == load
    assert [each["position"] for each in seen["containers"]] == ["front", "rear"]


def test_the_audit_chain_is_read_from_any_point(api: Api) -> None:
    api.clear_a_truck()
    events = api(Role.CUSTOMS, "GET", "/api/v1/events").body
    tail = api(Role.CUSTOMS, "GET", f"/api/v1/events?after={events[2]['id']}").body
    assert tail == events[3:]
    assert all(b["previous"] == a["hash"] for a, b in pairwise(events))


def test_a_haulier_sees_its_own_appointments_alone(api: Api) -> None:
    own = api.book().body
    other = declaration(reference="BKG-2", haulier="rivals")
    rivals = api(Role.CLERK, "POST", "/api/v1/appointments", other).body
    assert api(Role.HAULIER, "GET", "/api/v1/appointments").body == [own]
    path = f"/api/v1/appointments/{rivals['id']}"
    assert api(Role.HAULIER, "GET", path).status == 404
    assert api(Role.HAULIER, "POST", f"{path}/cancel").status == 403


def test_a_haulier_books_for_itself_alone(api: Api) -> None:
    assert api.book(haulier="rivals").status == 403


def test_an_appointment_is_cancelled_once(api: Api) -> None:
    path = f"/api/v1/appointments/{api.book().body['id']}/cancel"
    assert api(Role.HAULIER, "POST", path).body["cancelled"] is True
    assert api(Role.HAULIER, "POST", path).status == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param(
            {"containers": [{"number": "CSQU3054384"}]}, "containers", id="cd"
        ),
        pytest.param({"plate": "?"}, "plate", id="no plate"),
        pytest.param({"terminal": "ELSEWHERE"}, "terminal", id="terminal"),
        pytest.param({"lane": "lane-9"}, "lane", id="lane"),
        pytest.param({"closes": "2001-01-01T00:00:00Z"}, "closes", id="backwards"),
        pytest.param({"opens": "2026-05-04T08:00:00"}, "opens", id="no offset"),
        pytest.param({"opens": "soon"}, "opens", id="no time"),
        pytest.param({"opens": "0001-01-01T00:00:00+14:00"}, "opens", id="year 0"),
        pytest.param(
            {"closes": "9999-12-31T23:59:59-14:00"}, "closes", id="year 10000"
        ),
        pytest.param({"reference": ""}, "reference", id="no reference"),
        pytest.param({"reference": "a\u0000b"}, "reference", id="a NUL"),
        pytest.param({"reference": 7}, "reference", id="a number"),
        pytest.param({"colour": "red"}, "colour", id="unknown field"),
    ],
)
def test_a_wrong_declaration_is_refused_by_its_field(
    api: Api, changes: dict[str, object], field: str
) -> None:
    answer = api.book(**changes)
    assert (answer.status, answer.body["field"]) == (422, field)
    assert answer.body["detail"].endswith(".")
    assert api(Role.HAULIER, "GET", "/api/v1/appointments").body == []


def test_one_reference_is_booked_once(api: Api) -> None:
    api.book()
    assert api.book().status in {409, 422}


@pytest.mark.parametrize("body", [b"{not json", b"[" * 100_000, b'{"a": NaN}', b"null"])
def test_a_body_that_is_no_declaration_is_refused(api: Api, body: bytes) -> None:
    headers = api.keys.bearer(Role.HAULIER) | {"Content-Type": "application/json"}
    answer = api.client.post("/api/v1/appointments", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/visits/none",
        "/api/v1/appointments/none",
        "/api/v1/lanes/lane-9",
        f"/api/v1/evidence/{64 * '0'}",
        "/api/v1/nowhere",
    ],
)
def test_what_is_not_on_file_is_not_found(api: Api, path: str) -> None:
    answer = api(Role.CLERK, "GET", path)
    assert (answer.status, answer.body["status"]) == (404, 404)


def test_a_key_works_until_it_is_revoked(api: Api) -> None:
    body = {"role": "clerk", "name": "the new clerk"}
    secret = api(Role.ADMIN, "POST", "/api/v1/keys", body).body["secret"]
    headers = {"Authorization": f"Bearer {secret}"}
    listed = api(Role.ADMIN, "GET", "/api/v1/keys").body
    (key,) = (k for k in listed if k["name"] == "the new clerk")

    def visits() -> int:
        return api.client.get("/api/v1/visits", headers=headers).status_code

    assert visits() == 200
    assert api(Role.ADMIN, "POST", f"/api/v1/keys/{key['id']}/revoke").status == 204
    assert visits() == 401
    assert secret not in str(listed)


def test_a_key_for_an_unknown_lane_is_not_issued(api: Api) -> None:
    body = {"role": "lane", "name": "l", "scope": "lane-9"}
    answer = api(Role.ADMIN, "POST", "/api/v1/keys", body)
    assert (answer.status, answer.body["field"]) == (422, "scope")


def test_a_key_without_the_scope_it_needs_is_not_issued(api: Api) -> None:
    answer = api(Role.ADMIN, "POST", "/api/v1/keys", {"role": "kiosk", "name": "k"})
    assert (answer.status, answer.body["field"]) == (422, "scope")
