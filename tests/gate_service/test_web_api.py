"""A truck's way through the API: pass, holds, watch list, commands."""

from itertools import pairwise

import pytest

from gate_service.domain.callers import Role
from tests.support.gate_api import LANE, OPENED, Api
from tests.support.real_gate import CONTAINER, PASSAGE, captured


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
