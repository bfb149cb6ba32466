"""What a customs developer calls: holds, risk rules, manifests, visits, evidence."""

import hashlib
from datetime import UTC, datetime

import pytest

from gate_service.domain.callers import Role
from gate_service.domain.errors import ContainerOutError
from gate_service.web.errors import problem_of
from gate_service.web.paging import cursor_of
from tests.support.customs_office import (
    HOLD,
    HOLDS,
    MANIFESTS,
    OTHERS,
    RELEASE,
    RULES,
    Office,
)
from tests.support.real_gate import (
    CONTAINER,
    JPEG,
    PASSAGE,
    batch,
    captured,
    declaration,
)


def test_a_release_needs_its_reference_and_keeps_it(office: Office) -> None:
    hold = office.post(HOLDS, HOLD).json()
    path = f"{HOLDS}/{hold['id']}"
    refused = [
        office.post(f"{path}/release", each) for each in ({}, {"reference": " "})
    ]
    lifted = office.post(f"{path}/release", RELEASE).json()

    assert [each.status_code for each in refused] == [422, 422]
    assert (lifted["release"], office.get(path).json()) == ("R-1", lifted)


def test_all_that_is_wrong_with_a_hold_is_told_at_once(office: Office) -> None:
    answer = office.post(HOLDS, {"container": "CSQU3054384", "reference": " "})
    told = [each["field"] for each in answer.json()["errors"]]

    assert (answer.status_code, told) == (422, ["container", "reference"])


def test_the_very_same_hold_is_not_placed_twice(office: Office) -> None:
    office.post(HOLDS, HOLD)
    again = office.post(HOLDS, HOLD)

    assert (again.status_code, len(office.get(HOLDS).json())) == (409, 1)


def test_a_list_goes_on_where_its_link_says(office: Office) -> None:
    for box in (CONTAINER, *OTHERS[:2]):
        office.post(HOLDS, {**HOLD, "container": box})
    first = office.get(f"{HOLDS}?limit=2&active=true")
    address = first.links["next"]["url"]
    last = office.get(address)

    boxes = [each["container"] for each in [*first.json(), *last.json()]]
    assert boxes == [OTHERS[1], OTHERS[0], CONTAINER]
    assert "active=true" in address
    assert "next" not in last.links


@pytest.mark.parametrize("cursor", ["x", "%ff", cursor_of(1)[:-2], "cDotMQ"])
def test_a_made_up_cursor_is_refused(office: Office, cursor: str) -> None:
    answer = office.get(f"{HOLDS}?cursor={cursor}")
    assert (answer.status_code, answer.json()["field"]) == (422, "cursor")


def test_an_authority_reads_nothing_of_anothers(office: Office) -> None:
    hold = office.post(HOLDS, HOLD).json()
    other = office.gate.keys.issue(Role.CUSTOMS, "police", "police")
    headers = {"Authorization": f"Bearer {other}"}

    assert office.client.get(HOLDS, headers=headers).json() == []
    read = office.client.get(f"{HOLDS}/{hold['id']}", headers=headers)
    assert read.status_code == 404


def test_a_late_hold_is_refused_with_when_and_on_which_visit() -> None:
    left = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
    problem = problem_of(ContainerOutError(CONTAINER, "v-1", left))

    assert (problem.status, problem.name) == (409, "container-out")
    assert problem.more == {"left": "2026-05-04T12:30:00+00:00", "visit": "v-1"}


def test_who_placed_and_lifted_is_on_record(office: Office) -> None:
    hold = office.post(HOLDS, HOLD).json()
    office.post(f"{HOLDS}/{hold['id']}/release", RELEASE)
    told = {e.kind: e.data for e in office.gate.look_up.events()}

    assert told["hold.placed"]["by"] == told["hold.released"]["by"] == "a customs"


def test_a_risk_rule_is_read_by_its_authority_and_ended_as_it_was_seen(
    office: Office,
) -> None:
    rule = office.post(RULES, {"order": "scan", "reference": "RR-1", "share": 0.1})
    path = f"{RULES}/{rule.json()['id']}"
    seen = office.get(path).headers["etag"]
    stale = office.post(f"{path}/end", If_Match='"old"')
    ended = office.post(f"{path}/end", If_Match=seen)

    assert office.get(RULES).json() == [ended.json()]
    assert (stale.status_code, ended.json()["hits"]) == (412, 0)
    assert office.get("/api/v1/customs/risk-hits?waiting=true").json() == []


@pytest.mark.parametrize("share", [0, 1.5, "x", None])
def test_a_share_that_is_none_is_refused(office: Office, share: object) -> None:
    body = {"order": "scan", "reference": "RR-1", "share": share}
    assert office.post(RULES, body).json()["field"] == "share"


def test_a_heartbeat_is_answered_with_when_it_was_heard(office: Office) -> None:
    answer = office.post("/api/v1/customs/heartbeat").json()
    heard = office.gate.customs.look.heard()["customs-gb"]

    assert answer["authority"] == "customs-gb"
    assert datetime.fromisoformat(answer["heard"]) == heard
    assert answer["stale_after"] is None


def test_every_call_of_an_authority_is_a_sign_of_life(office: Office) -> None:
    office.client.get(HOLDS, headers=office.keys.bearer(Role.CLERK))
    before = office.gate.customs.look.heard()
    office.get(HOLDS)

    assert (before, list(office.gate.customs.look.heard())) == ({}, ["customs-gb"])


def test_a_manifest_is_taken_in_at_once_and_read_behind_the_answer(
    office: Office,
) -> None:
    body = {"lines": [{"container": CONTAINER, "commodity": "8479"}, {"container": 7}]}
    sent = office.post(MANIFESTS, body, Idempotency_Key="m-1")
    again = office.post(MANIFESTS, body, Idempotency_Key="m-1")
    told = office.get(sent.headers["location"]).json()
    faults = office.get(f"{sent.headers['location']}/errors?limit=1")

    assert (sent.status_code, sent.json()["state"]) == (202, "waiting")
    assert again.content == sent.content
    assert (told["state"], told["refused"]) == ("done", 1)
    assert faults.json()[0]["line"] == 2
    assert office.get(faults.links["next"]["url"]).json()[0]["field"] == "commodity"


def test_a_manifest_of_five_mebibytes_is_too_large(office: Office) -> None:
    headers = office.keys.bearer(Role.CUSTOMS) | {"Content-Type": "text/csv"}
    body = b"container\n" + b"x" * (5 << 20)
    assert (
        office.client.post(MANIFESTS, content=body, headers=headers).status_code == 413
    )


def test_customs_reads_a_visit_with_its_readings_and_evidence(office: Office) -> None:
    lane = office.keys.bearer(Role.LANE)
    code = office.client.post(
        "/api/v1/appointments",
        json=declaration(),
        headers=office.keys.bearer(Role.HAULIER),
    ).json()["arrival_code"]
    told = batch(
        ("passage.opened", {"passage": PASSAGE}), ("passage.captured", captured())
    )
    office.client.post("/api/v1/lanes/lane-1/events", json=told, headers=lane)
    office.client.post(
        "/api/v1/lanes/lane-1/code",
        json={"text": code},
        headers=office.keys.bearer(Role.KIOSK),
    )

    (visit,) = office.get(f"/api/v1/visits?container={CONTAINER}&state=CLEARED").json()
    passage = office.get(f"/api/v1/passages/{visit['passage']}").json()
    assert passage["containers"][0]["number"] == CONTAINER
    assert office.get(f"/api/v1/visits?container={OTHERS[0]}").json() == []
    assert office.get("/api/v1/visits?until=2020-01-01T00:00:00Z").json() == []
    assert office.get("/api/v1/visits?since=2020-01-01T00:00:00Z").json() == [visit]


def test_customs_reads_evidence(office: Office) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(JPEG).hexdigest()}"
    lane = office.keys.bearer(Role.LANE) | {"Content-Type": "image/jpeg"}
    office.client.put(path, content=JPEG, headers=lane)

    assert office.get(path).content == JPEG
    assert (
        office.client.get(path, headers=office.token("visits:read")).status_code == 403
    )
