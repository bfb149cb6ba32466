"""Appointments, their hauliers, and keys, over the API."""

import pytest

from gate_service.domain.callers import Role
from tests.support.gate_api import Api
from tests.support.real_gate import declaration


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
            {"containers": [{"number": "CSQU3054384"}]}, "containers.0.number", id="cd"
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
