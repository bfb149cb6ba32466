"""How calls behave: ETags, calls that are sent twice, and tokens with scopes."""

import base64
import threading
from collections.abc import Mapping

import pytest

from gate_service.domain.callers import Role
from gate_service.web.scopes import needed
from tests.support.customs_office import (
    HOLD,
    HOLDS,
    RELEASE,
    Office,
)


def test_what_was_read_before_is_not_sent_again(office: Office) -> None:
    path = f"{HOLDS}/{office.post(HOLDS, HOLD).json()['id']}"
    tag = office.get(path).headers["etag"]
    known = office.get(path, If_None_Match=f'"other", {tag}')
    office.post(f"{path}/release", RELEASE)

    assert (known.status_code, known.content) == (304, b"")
    assert office.get(path, If_None_Match=tag).status_code == 200


def test_a_release_of_what_has_changed_since_is_refused(office: Office) -> None:
    path = f"{HOLDS}/{office.post(HOLDS, HOLD).json()['id']}"
    stale = office.post(f"{path}/release", RELEASE, If_Match='"old"')
    seen = office.get(path).headers["etag"]
    lifted = office.post(f"{path}/release", RELEASE, If_Match=seen)

    assert (stale.status_code, stale.json()["type"]) == (
        412,
        "urn:quaygate:problem:stale-version",
    )
    assert lifted.status_code == 200


def test_a_post_with_the_same_key_is_done_once_and_answered_alike(
    office: Office,
) -> None:
    first = office.post(HOLDS, HOLD, Idempotency_Key="k-1")
    again = office.post(HOLDS, HOLD, Idempotency_Key='"k-1"')

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert len(office.get(HOLDS).json()) == 1


def test_a_key_is_for_one_body_alone(office: Office) -> None:
    office.post(HOLDS, HOLD, Idempotency_Key="k-1")
    other = office.post(HOLDS, {**HOLD, "reference": "H-2"}, Idempotency_Key="k-1")
    another = office.client.post(
        "/api/v1/watchlist",
        json={"kind": "plate", "value": "AB12CDE", "level": "soft"},
        headers=office.keys.bearer(Role.OFFICER) | {"Idempotency-Key": "k-1"},
    )

    assert other.json()["type"].endswith("idempotency-key-reused")
    assert (other.status_code, another.status_code) == (422, 201)


def test_a_refusal_is_answered_alike_too(office: Office) -> None:
    answers = [office.post(HOLDS, {}, Idempotency_Key="k-1") for _ in range(2)]
    assert [each.status_code for each in answers] == [422, 422]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("key", ["", "a b", "a" * 256])
def test_a_key_that_cannot_be_kept_is_refused(office: Office, key: str) -> None:
    assert office.post(HOLDS, HOLD, Idempotency_Key=key).status_code == 400


def test_a_call_whose_first_is_under_way_is_told_to_wait(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()
    place = type(office.gate.place_hold).__call__

    def slowly(self: object, *told: object, **more: object) -> object:
        begun.set()
        go.wait(10)
        return place(self, *told, **more)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(type(office.gate.place_hold), "__call__", slowly)
    first = threading.Thread(
        target=lambda: office.post(HOLDS, HOLD, Idempotency_Key="k-1")
    )
    first.start()
    begun.wait(10)
    second = office.post(HOLDS, HOLD, Idempotency_Key="k-1")
    go.set()
    first.join()

    assert second.json()["type"].endswith("idempotency-key-under-way")
    assert office.post(HOLDS, HOLD, Idempotency_Key="k-1").status_code == 201


def test_a_secret_is_not_kept_to_be_answered_again(office: Office) -> None:
    headers = office.keys.bearer(Role.ADMIN) | {"Idempotency-Key": "k-1"}
    body = {"role": "clerk", "name": "a clerk"}
    secrets = {
        office.client.post("/api/v1/keys", json=body, headers=headers).json()["secret"]
        for _ in range(2)
    }
    assert len(secrets) == 2


def test_a_token_opens_what_its_scopes_say(office: Office) -> None:
    token = office.token("holds:read visits:read")
    read = office.client.get(HOLDS, headers=token)
    placed = office.client.post(HOLDS, json=HOLD, headers=token)
    page = office.client.get("/visits", headers=token)

    assert read.status_code == 200
    assert (placed.status_code, page.status_code) == (403, 403)
    assert placed.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'


def test_a_token_is_given_by_http_basic_too_and_says_how_long(office: Office) -> None:
    pair = f"{office.client_id()}:{office.keys.secret(Role.CUSTOMS)}"
    basic = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    form = {"grant_type": "client_credentials"}
    answer = office.client.post("/oauth/token", data=form, headers=basic)

    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 900)
    assert {"holds:write", "manifests:write"} <= set(answer.json()["scope"].split())
    assert answer.headers["cache-control"] == "no-store"


def test_a_token_ends_with_its_key(office: Office) -> None:
    token = office.token()
    office.gate.keys.revoke(office.gate.keys.listed()[0].id)

    assert office.client.get(HOLDS, headers=token).status_code == 401


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        pytest.param({"client_secret": "x"}, 401, "invalid_client", id="secret"),
        pytest.param({"client_id": "x"}, 401, "invalid_client", id="other id"),
        pytest.param({"scope": "keys:write"}, 400, "invalid_scope", id="scope"),
        pytest.param({"grant_type": "password"}, 400, "unsupported_grant_type", id="g"),
        pytest.param({"grant_type": None}, 400, "invalid_request", id="no grant type"),
    ],
)
def test_a_token_is_refused_as_rfc_6749_says(
    office: Office, changes: Mapping[str, str | None], status: int, error: str
) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": office.client_id(),
        "client_secret": office.keys.secret(Role.CUSTOMS),
        **changes,
    }
    answer = office.ask(**{name: text for name, text in form.items() if text})
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_where_tokens_are_given_is_known_to_strangers(office: Office) -> None:
    told = office.client.get("/.well-known/oauth-authorization-server").json()
    assert told["token_endpoint"] == f"{told['issuer']}/oauth/token"
    assert "holds:write" in told["scopes_supported"]


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/api/v1/holds/h", "holds:read"),
        ("POST", "/api/v1/customs/risk-hits/h/release", "risk:write"),
        ("POST", "/api/v1/customs/heartbeat", ""),
        ("GET", "/api/v1/yards/y", "yards:read"),
        ("POST", "/api/v1/lanes/lane-1/events", None),
        ("POST", "/api/v1/desk/v/resolve", None),
        ("GET", "/customs", None),
    ],
)
def test_a_token_opens_nothing_that_has_no_scope(
    method: str, path: str, scope: str | None
) -> None:
    assert needed(method, path) == scope
