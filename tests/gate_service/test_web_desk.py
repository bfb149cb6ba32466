"""The desk over HTTP: its page without scripts, its API, and what both refuse."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.desks import MISREAD
from tests.support.real_gate import (
    CONTAINER,
    PASSAGE,
    PLATE,
    Keys,
    batch,
    captured,
    declaration,
    fresh_gate,
)

SCRIPTS = ("clerk", "clerk_keys", "clerk_talk", "kiosk_talk", "sound", "talk", "zoom")
SAME = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
MISREAD_BOX = {
    "number": MISREAD,
    "confidence": 0.7,
    "status": "uncertain",
    "size_type": "22G1",
    "camera": "left",
}
STRANGE = {"text": "XY99ZZZ", "confidence": 0.97, "status": "certain"}
HOLD = {"container": CONTAINER, "reference": "H-1", "order": "hold"}


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = fresh_gate(tmp_path)
    yield gate
    gate.close()


@pytest.fixture
def keys(gate: Gate) -> Keys:
    return Keys(gate)


@pytest.fixture
def client(gate: Gate) -> Iterator[TestClient]:
    with TestClient(create_app(gate), follow_redirects=False) as client:
        yield client


def come(client: TestClient, keys: Keys, **seen: object) -> str:
    """Let a booked truck come; give its visit."""
    booked = client.post(
        "/api/v1/appointments", json=declaration(), headers=keys.bearer(Role.HAULIER)
    )
    lane, kiosk = keys.bearer(Role.LANE), keys.bearer(Role.KIOSK)
    path = "/api/v1/lanes/lane-1"
    opened = batch(("passage.opened", {"passage": PASSAGE}))
    client.post(f"{path}/events", json=opened, headers=lane)
    code = {"text": booked.json()["arrival_code"]}
    client.post(f"{path}/code", json=code, headers=kiosk)
    told = batch(("passage.captured", captured(**seen)), first=2)
    client.post(f"{path}/events", json=told, headers=lane)
    (waiting,) = client.get("/api/v1/desk", headers=keys.bearer(Role.CLERK)).json()
    visit: str = waiting["visit"]
    return visit


def post(client: TestClient, key: dict[str, str], path: str, **form: str) -> Response:
    return client.post(path, data=form, headers={**key, **SAME})


def test_a_misread_digit_is_corrected_without_any_script(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    assert f'href="/clerk/{visit}"' in client.get("/clerk", headers=key).text
    taken = post(client, key, f"/clerk/{visit}/claim")
    assert (taken.status_code, taken.headers["Location"]) == (303, f"/clerk/{visit}")
    page = client.get(f"/clerk/{visit}", headers=key).text
    assert f'value="{CONTAINER}" data-key="1"' in page
    done = post(
        client,
        key,
        f"/clerk/{visit}/correct",
        **{"kind-1": "container", "read-1": MISREAD, "pick-1": CONTAINER},
    )
    assert done.headers["Location"] == f"/clerk?done={visit}"
    assert "may go." in client.get(f"/clerk?done={visit}", headers=key).text


def test_a_row_that_changes_nothing_is_no_correction(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    same = {"kind-0": "plate", "read-0": PLATE, "pick-0": PLATE}
    answer = post(client, key, f"/clerk/{visit}/correct", **same)
    assert answer.status_code == 422
    assert "There is nothing to correct" in answer.text


def test_a_refusal_is_shown_on_the_truck_with_every_reason(
    client: TestClient, keys: Keys
) -> None:
    client.post("/api/v1/holds", json=HOLD, headers=keys.bearer(Role.CUSTOMS))
    visit, key = come(client, keys), keys.bearer(Role.CLERK)
    wish = {"act": "let_go", "grounds": "papers_seen"}
    answer = post(client, key, f"/clerk/{visit}/resolve", **wish)
    assert answer.status_code == 409
    assert "Customs alone lifts this: customs_hold" in answer.text


def test_a_stop_is_proposed_by_one_and_confirmed_by_an_officer(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, plates=[STRANGE]), keys.bearer(Role.CLERK)
    wish = {"act": "let_go", "grounds": "papers_seen", "note": "<b>mine"}
    post(client, key, f"/clerk/{visit}/resolve", **wish)
    own = client.get(f"/clerk/{visit}", headers=key).text
    assert "A second person is needed" in own
    assert "&lt;b&gt;mine" in own
    assert f"/clerk/{visit}/confirm" not in own
    officer = keys.bearer(Role.OFFICER)
    assert (
        f"/clerk/{visit}/confirm" in client.get(f"/clerk/{visit}", headers=officer).text
    )
    refused = post(client, key, f"/clerk/{visit}/confirm")
    assert refused.status_code == 403
    confirmed = post(client, officer, f"/clerk/{visit}/confirm")
    assert confirmed.headers["Location"] == f"/clerk?done={visit}"


def test_a_truck_that_has_left_is_told_not_an_error(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    left = batch(("passage.closed", {"passage": PASSAGE, "through": False}), first=3)
    lane = keys.bearer(Role.LANE)
    client.post("/api/v1/lanes/lane-1/events", json=left, headers=lane)
    page = client.get(f"/clerk/{visit}", headers=key)
    assert (page.status_code, "is confirmed." in page.text) == (200, True)


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("claim", None),
        ("give-back", None),
        ("correct", {"corrections": [{"kind": "plate", "right": "A1"}]}),
        ("resolve", {"ending": "let_go", "grounds": "papers_seen"}),
    ],
)
def test_an_officer_confirms_and_does_nothing_else(
    client: TestClient, keys: Keys, act: str, body: object
) -> None:
    answer = client.post(
        f"/api/v1/desk/v/{act}", json=body, headers=keys.bearer(Role.OFFICER)
    )
    assert answer.status_code == 403


def test_the_api_corrects_resolves_and_times(client: TestClient, keys: Keys) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    path = f"/api/v1/desk/{visit}"
    assert client.post(f"{path}/claim", headers=key).status_code == 204
    (waiting,) = client.get("/api/v1/desk", headers=key).json()
    assert (waiting["holder"], waiting["objections"]) == (
        "a clerk",
        ["container_one_off"],
    )
    told = {"corrections": [{"kind": "container", "read": MISREAD, "right": CONTAINER}]}
    after = client.post(f"{path}/correct", json=told, headers=key).json()
    assert after["state"] == "CLEARED"
    told = client.get("/api/v1/desk/seconds", headers=key).json()
    assert told["cases"] == 1
    late = client.post(f"{path}/claim", headers=key)
    assert (late.status_code, late.json()["type"]) == (
        409,
        "urn:quaygate:problem:state-conflict",
    )


def test_all_faults_of_a_correction_are_told_at_once(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    told = {
        "corrections": [
            {"kind": "container", "read": MISREAD, "right": "CSQU3054384"},
            {"kind": "plate", "read": PLATE, "right": "----"},
        ]
    }
    path = f"/api/v1/desk/{visit}/correct"
    problem = client.post(path, json=told, headers=key).json()
    assert [each["field"] for each in problem["errors"]] == [
        *("corrections.0.right", "corrections.1.right")
    ]


def test_an_override_that_is_forbidden_is_a_problem_of_its_own(
    client: TestClient, keys: Keys
) -> None:
    client.post("/api/v1/holds", json=HOLD, headers=keys.bearer(Role.CUSTOMS))
    visit, key = come(client, keys), keys.bearer(Role.CLERK)
    wish = {"ending": "let_go", "grounds": "papers_seen"}
    answer = client.post(f"/api/v1/desk/{visit}/resolve", json=wish, headers=key)
    assert answer.json()["type"] == "urn:quaygate:problem:override-refused"


def test_an_act_on_a_truck_that_has_left_is_answered_at_the_desk(
    client: TestClient, keys: Keys
) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    left = batch(("passage.closed", {"passage": PASSAGE, "through": False}), first=3)
    lane = keys.bearer(Role.LANE)
    client.post("/api/v1/lanes/lane-1/events", json=left, headers=lane)
    answer = post(client, key, f"/clerk/{visit}/claim")
    assert (answer.status_code, "waits no more" in answer.text) == (409, True)
    assert 'id="open"' in answer.text


def test_a_wish_that_is_none_is_refused(client: TestClient, keys: Keys) -> None:
    visit, key = come(client, keys, containers=[MISREAD_BOX]), keys.bearer(Role.CLERK)
    wish = {"act": "settled", "grounds": "papers_seen"}
    assert post(client, key, f"/clerk/{visit}/resolve", **wish).status_code == 422
    wish = {"act": "let_go", "grounds": "other"}
    answer = post(client, key, f"/clerk/{visit}/resolve", **wish)
    assert "For other grounds, say in a note which" in answer.text


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_stay_short(name: str) -> None:
    script = files("gate_service.web") / "static" / f"{name}.js"
    assert len(script.read_text("utf-8").splitlines()) < 100
