"""Keys, roles, scopes, cookies, size caps and headers: what stands before a route."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from gate_service.web.login import local_path
from tests.support.shown_gate import ShownGate

PAGES = [
    ("GET", "/"),
    ("GET", "/docs"),
    ("GET", "/openapi.json"),
    ("GET", "/visits"),
    ("GET", "/visits/v"),
    ("POST", "/visits/v/decide"),
    ("GET", "/declare"),
    ("GET", "/declare/new"),
    ("POST", "/declare/new"),
    ("GET", "/declare/a"),
    ("POST", "/declare/a"),
    ("GET", "/declare/a/code"),
    ("GET", "/declare/a/cancel"),
    ("POST", "/declare/a/cancel"),
    ("GET", "/rights"),
    ("POST", "/rights"),
    ("POST", "/rights/c/pass"),
    ("GET", "/drivers"),
    ("POST", "/drivers/d"),
    ("GET", "/kiosk/lane-1"),
    ("GET", "/kiosk/lane-1/events"),
    ("POST", "/kiosk/lane-1/code"),
    ("POST", "/kiosk/lane-1/clerk"),
    ("GET", "/clerk"),
    ("GET", "/clerk/events"),
    ("GET", "/clerk/talk"),
    ("POST", "/clerk/talk/lane-1"),
    ("GET", "/kiosk/lane-1/talk"),
    ("POST", "/kiosk/lane-1/talk"),
    ("GET", "/clerk/v"),
    *(
        ("POST", f"/clerk/v/{act}")
        for act in (
            *("claim", "give-back", "correct", "resolve"),
            *("confirm", "decline", "code"),
        )
    ),
    ("GET", "/officers"),
    ("GET", "/officers/alerts/a"),
    ("POST", "/officers/alerts/a"),
    ("GET", "/officers/cameras"),
    ("GET", "/officers/cameras/lane-1/c"),
    ("GET", "/officers/events"),
    ("GET", "/officers/language/l"),
    ("GET", "/officers/report"),
    ("GET", "/officers/zones/lane-1/c"),
    ("GET", "/archive"),
    ("GET", "/archive/days/d"),
    ("GET", "/visits/v/report"),
    ("GET", "/metrics"),
    ("GET", "/overview"),
    ("GET", "/overview/live"),
    ("GET", "/customs"),
    ("POST", "/customs/holds"),
    ("GET", "/customs/holds/h"),
    ("POST", "/customs/holds/h/release"),
    ("GET", "/customs/waiting"),
    ("GET", "/customs/hits/h"),
    ("POST", "/customs/hits/h/release"),
    ("GET", "/customs/risk"),
    ("POST", "/customs/risk"),
    ("GET", "/customs/risk/r"),
    ("POST", "/customs/risk/r/end"),
    ("GET", "/customs/manifests"),
    ("POST", "/customs/manifests"),
    ("GET", "/customs/manifests/m"),
    ("GET", "/customs/containers"),
    ("POST", "/telling"),
    ("GET", "/telling"),
    ("GET", "/telling/s"),
    *(("POST", f"/telling/s/{act}") for act in ("secret", "replay", "send", "pause")),
    ("GET", "/offline"),
    ("POST", "/offline/lane-1/resume"),
    ("POST", "/logout"),
]
OPEN = {"/oauth/token", "/.well-known/oauth-authorization-server"}
FOR_ALL = {"/", "/docs", "/openapi.json", "/logout"}
FOR_ALL |= {"/api/v1/passes/keys", "/api/v1/passes/status-list"}
FOR_HAULIERS = ("appointments", "slots", "rights", "drivers", "declare")
PAGE = {"Accept": "text/html"}


def operations() -> list[tuple[str, str]]:
    """Every operation of the API but health, its parameters filled in."""
    paths = create_app(ShownGate().as_gate()).openapi()["paths"]
    return [
        (method.upper(), re.sub(r"{\w+}", "lane-1", path))
        for path, methods in paths.items()
        for method in methods
        if path != "/healthz"
    ]


EVERY_ROUTE = pytest.mark.parametrize(("method", "path"), [*PAGES, *operations()])


@pytest.fixture
def gate() -> ShownGate:
    return ShownGate()


@pytest.fixture
def client(gate: ShownGate) -> Iterator[TestClient]:
    with TestClient(create_app(gate.as_gate()), follow_redirects=False) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_the_walk_sees_every_route_of_the_app() -> None:
    app = create_app(ShownGate().as_gate())
    paths = {getattr(route, "path", "") for route in iter_route_contexts(app.routes)}
    known = set(app.openapi()["paths"]) | {"/login", "/static", *OPEN}
    routes = {path: re.sub(r"{\w+}", "[^/]+", path) for path in paths - known}
    assert [
        path
        for path, pattern in routes.items()
        if not any(re.fullmatch(pattern, page) for _, page in PAGES)
    ] == []


@EVERY_ROUTE
def test_nothing_answers_without_a_key(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["title"]) == (401, "Unauthorized")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@EVERY_ROUTE
def test_nothing_answers_to_a_key_that_is_not_known(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.request(method, path, headers=bearer("qgk_other"))
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [route for route in [*PAGES, *operations()] if route[1] not in FOR_ALL],
)
def test_every_route_refuses_some_role(
    client: TestClient, method: str, path: str
) -> None:
    hauls = any(each in path for each in FOR_HAULIERS)
    stranger = Role.LANE if hauls else Role.HAULIER
    key = bearer(f"{stranger}-key")
    answer = client.request(method, path, headers=key, json={})
    assert answer.status_code == 403


def test_a_stranger_is_turned_away_before_the_body_is_read(client: TestClient) -> None:
    answer = client.post("/api/v1/appointments", content=b"{not json")
    assert answer.status_code == 401


@pytest.mark.parametrize("role", [Role.LANE, Role.KIOSK])
def test_a_lanes_key_opens_its_own_lane_alone(client: TestClient, role: Role) -> None:
    own = client.get("/api/v1/lanes/lane-1", headers=bearer(f"{role}-key"))
    other = client.get("/api/v1/lanes/lane-2", headers=bearer(f"{role}-key"))
    assert (own.status_code, other.status_code) == (200, 403)


def test_health_needs_no_key(client: TestClient) -> None:
    assert client.get("/healthz").json()["database"] == "ok"


def test_a_person_without_a_key_gets_the_login_page(client: TestClient) -> None:
    answer = client.get("/visits", headers=PAGE)
    assert answer.status_code == 401
    assert '<input name="next" type="hidden" value="/visits">' in answer.text


def test_logging_in_sets_a_cookie_that_opens_pages(client: TestClient) -> None:
    entered = client.post(
        "/login",
        data={"key": "kiosk-key", "next": "/kiosk/lane-1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    cookie = entered.headers["Set-Cookie"]
    assert (entered.status_code, entered.headers["Location"]) == (303, "/kiosk/lane-1")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert client.get("/kiosk/lane-1").status_code == 200


def test_a_wrong_key_stays_at_the_login_page(client: TestClient) -> None:
    answer = client.post(
        "/login", data={"key": "nobody"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
    assert "not known or was revoked" in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 303, id="same origin"),
        pytest.param({"Origin": "http://testserver"}, 303, id="older browser"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a sister site"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="another origin"),
        pytest.param({"Origin": "null"}, 403, id="a sandboxed page"),
        pytest.param({}, 403, id="neither said"),
    ],
)
def test_a_cookies_post_must_come_from_our_own_page(
    client: TestClient, gate: ShownGate, headers: dict[str, str], status: int
) -> None:
    client.cookies.set(COOKIE, "kiosk-key")
    answer = client.post("/kiosk/lane-1/clerk", headers=headers)
    assert (answer.status_code, gate.clerks_called) == (status, int(status == 303))


def test_a_bearer_key_needs_no_origin(client: TestClient, gate: ShownGate) -> None:
    client.post("/api/v1/lanes/lane-1/clerk", headers=bearer("kiosk-key"))
    assert gate.clerks_called == 1


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "kiosk",
        "",
    ],
)
def test_login_leads_to_no_other_site(target: str) -> None:
    assert local_path(target) == "/"


def test_login_leads_to_a_local_page() -> None:
    assert local_path("/kiosk/lane-1?lang=es") == "/kiosk/lane-1?lang=es"


@pytest.mark.parametrize(
    ("path", "mib"), [("/api/v1/lanes/lane-1/events", 1), ("/api/v1/evidence/ab", 4)]
)
def test_a_body_beyond_its_cap_is_refused(
    client: TestClient, path: str, mib: int
) -> None:
    method = "POST" if path.endswith("events") else "PUT"
    body = bytes(mib * 1024 * 1024 + 1)
    answer = client.request(method, path, content=body, headers=bearer("lane-key"))
    assert answer.status_code == 413
    assert answer.json()["detail"] == f"The body is too large: at most {mib} MiB."


def test_a_body_that_hides_its_length_is_counted(client: TestClient) -> None:
    chunks = iter([bytes(1024 * 1024), b"x"])
    answer = client.post(
        "/api/v1/lanes/lane-1/events", content=chunks, headers=bearer("lane-key")
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/healthz", "/login", "/static/kiosk.js", "/nowhere"])
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/visits", "/docs", "/kiosk/lane-1", "/login"])
def test_no_page_has_script_or_style_within(client: TestClient, path: str) -> None:
    client.cookies.set(COOKIE, "admin-key")
    html = client.get(path, headers=PAGE).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", html)
