"""What a lane reports over the API: events in order, and evidence."""

import json

import pytest

from gate_service.domain.callers import Role
from tests.support.gate_api import DIGEST, LANE, OPENED, Api
from tests.support.real_gate import JPEG, PASSAGE, batch


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
