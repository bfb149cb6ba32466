"""Whatever is posted to whichever route: an answer with a sentence, never an error."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.schemas.incidents import (
    HEALTH_EXAMPLE,
    INCIDENT_EXAMPLE,
    PRESENCE_EXAMPLE,
)
from gate_service.web.schemas.measurements import ROOM_EXAMPLE, WEIGHED_EXAMPLE
from tests.support.real_gate import PASSAGE, Keys, batch, captured, fresh_gate
from tests.support.real_gate import declaration as declared

ROLES = {
    "/api/v1/appointments": Role.HAULIER,
    "/api/v1/desk": Role.CLERK,
    "/api/v1/holds": Role.CUSTOMS,
    "/api/v1/rights": Role.HAULIER,
    "/api/v1/customs": Role.CUSTOMS,
    "/api/v1/keys": Role.ADMIN,
    "/api/v1/watchlist": Role.OFFICER,
    "/api/v1/lanes/lane-1/events": Role.LANE,
    "/api/v1/lanes/lane-1/commands": Role.LANE,
    "/api/v1/lanes/lane-1/measurements": Role.LANE,
    "/api/v1/lanes/lane-1": Role.KIOSK,
    "/api/v1/yards/yard-1": Role.YARD,
    "/api/v1/alerts": Role.OFFICER,
    "/api/v1/yard": Role.CLERK,
    "/api/v1/policy": Role.ADMIN,
}
SENSE = (
    declared(),
    captured(),
    batch(("passage.opened", {"passage": PASSAGE}), ("passage.captured", captured())),
    {"container": "CSQU3054383", "reference": "H-1", "reason": "", "order": "hold"},
    {"reference": "REL-1"},
    {"lines": [{"container": "CSQU3054383", "commodity": "8479", "order": "scan"}]},
    {"order": "scan", "reference": "RR-1", "owners": ["MSKU"], "share": 0.5},
    {"kind": "plate", "value": "AB12CDE", "level": "soft", "note": ""},
    {"role": "clerk", "name": "a", "scope": None},
    {"text": "QG1:6BF%70Q90T9WTW", "lane": "lane-1"},
    batch(("incident.opened", INCIDENT_EXAMPLE), ("yard.health", HEALTH_EXAMPLE)),
    batch(("yard.presence", PRESENCE_EXAMPLE), ("incident.closed", INCIDENT_EXAMPLE)),
    {"note": "seen to"},
    {"measurements": [WEIGHED_EXAMPLE]},
    ROOM_EXAMPLE,
    {"to": "quay-cartage"},
)
"""Bodies that make sense somewhere, to be spoilt."""
NUMBERS = st.sampled_from([-1, 0, 1, 2**53, 2**64, 10**400, 1e308, float("inf"), 0.5])
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["QG1:", "\x00", "\ud800", "a" * 5000, "0001-01-01T00:00:00+14:00", "lane-9"]
)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn) -> object:
    """Take a sensible body with one value somewhere within put in another's place."""
    body = json.loads(json.dumps(draw(st.sampled_from(SENSE))))
    inner = body
    while True:
        key = draw(st.sampled_from(sorted(inner)))
        if not (isinstance(inner[key], dict | list) and inner[key] and draw(DEEPER)):
            inner[key] = draw(ANYTHING)
            return body
        inner = inner[key]
        if isinstance(inner, list):
            holder = inner
            if not isinstance(holder[0], dict):
                holder[0] = draw(ANYTHING)
                return body
            inner = holder[0]


DEEPER = st.integers(0, 3).map(bool)


@pytest.fixture(scope="module")
def posts() -> Iterator[tuple[TestClient, Keys]]:
    with tempfile.TemporaryDirectory() as folder:
        gate = fresh_gate(Path(folder))
        with TestClient(create_app(gate), raise_server_exceptions=False) as client:
            yield client, Keys(gate)
        gate.close()


def routes() -> list[str]:
    """Every path of the API that takes a post, its parameters filled in."""
    with tempfile.TemporaryDirectory() as folder:
        gate = fresh_gate(Path(folder))
        paths = create_app(gate).openapi()["paths"]
        gate.close()
    posted = [path for path, methods in paths.items() if "post" in methods]
    places = {"{lane}": "lane-1", "{yard}": "yard-1"}
    return [
        re.sub(r"{\w+}", lambda found: places.get(found[0], "x"), path)
        for path in posted
    ]


def role_for(path: str) -> Role:
    found = [role for start, role in ROLES.items() if path.startswith(start)]
    return found[0] if found else Role.CLERK


@pytest.mark.parametrize("path", routes())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=spoilt() | ANYTHING)
def test_no_json_is_an_error_of_ours(
    posts: tuple[TestClient, Keys], path: str, body: object
) -> None:
    client, keys = posts
    headers = keys.bearer(role_for(path)) | {"Content-Type": "application/json"}
    answer = client.post(path, content=json.dumps(body).encode(), headers=headers)

    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert re.fullmatch(r".{1,500}[.?!]", answer.json()["detail"], re.DOTALL)
        assert len(answer.content) < 20_000


@pytest.mark.parametrize("path", routes())
@settings(max_examples=10, deadline=None)
@given(
    body=st.binary(max_size=200),
    kind=st.sampled_from(
        ["application/json", "text/plain", "image/jpeg", "multipart/form-data", "x"]
    ),
)
def test_no_bytes_are_an_error_of_ours(
    posts: tuple[TestClient, Keys], path: str, body: bytes, kind: str
) -> None:
    client, keys = posts
    headers = keys.bearer(role_for(path)) | {"Content-Type": kind}
    answer = client.post(path, content=body, headers=headers)

    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"].endswith((".", "?", "!"))


@pytest.mark.parametrize(
    ("body", "kind", "status", "sentence"),
    [
        (b"", "application/json", 422, "The body is missing."),
        (b"{", "application/json", 422, "The body is not valid JSON."),
        (
            b'{"a": "\xff"}',
            "application/json",
            400,
            "The body cannot be read as what its Content-Type says it is.",
        ),
        (
            b'{"text": "QG1:"}',
            "text/plain",
            422,
            "The body must be a JSON object, sent as application/json.",
        ),
        (b"{}", "application/json", 422, "The field 'text' is missing."),
    ],
)
def test_a_body_that_is_wrong_is_told_how(
    posts: tuple[TestClient, Keys], body: bytes, kind: str, status: int, sentence: str
) -> None:
    client, keys = posts
    headers = keys.bearer(Role.CLERK) | {"Content-Type": kind}
    answer = client.post("/api/v1/passes/verify", content=body, headers=headers)

    assert (answer.status_code, answer.json()["detail"]) == (status, sentence)


def test_a_body_with_many_faults_gets_a_short_answer(
    posts: tuple[TestClient, Keys],
) -> None:
    client, keys = posts
    body = {"k" * 5000 + str(number): 1 for number in range(100)}
    headers = keys.bearer(Role.CLERK)
    answer = client.post("/api/v1/passes/verify", json=body, headers=headers)

    assert len(answer.content) < 20_000
    assert answer.json()["field"] == "text"


@pytest.mark.parametrize(
    ("method", "path", "sentence"),
    [
        ("GET", "/api/v1/nothing", "There is nothing at this address."),
        ("DELETE", "/api/v1/holds", "This address does not take this method."),
    ],
)
def test_a_wrong_address_is_told_in_a_sentence(
    posts: tuple[TestClient, Keys], method: str, path: str, sentence: str
) -> None:
    client, keys = posts
    answer = client.request(method, path, headers=keys.bearer(Role.CLERK))

    assert answer.json()["detail"] == sentence
