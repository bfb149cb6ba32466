"""Pages as they come from the server: complete without script, and escaped."""

import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.domain.lanes import KioskPhase
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from tests.support.real_gate import (
    CONTAINER,
    JPEG,
    PASSAGE,
    Keys,
    batch,
    captured,
    declaration,
)
from tests.support.shown_gate import ShownGate, lane_view

SAME = {"Sec-Fetch-Site": "same-origin"}
DIGEST = hashlib.sha256(JPEG).hexdigest()
WATCHED = {"kind": "plate", "value": "AB12CDE", "level": "soft", "note": "<b>papers"}


@pytest.fixture
def client(gate: Gate) -> Iterator[TestClient]:
    with TestClient(create_app(gate)) as client:
        yield client


def arrive(client: TestClient, keys: Keys) -> str:
    """Book a truck, watch for it, have it arrive with evidence; return its code."""
    officer, lane = keys.bearer(Role.OFFICER), keys.bearer(Role.LANE)
    client.post("/api/v1/watchlist", json=WATCHED, headers=officer)
    path = "/api/v1/appointments"
    booked = client.post(path, json=declaration(), headers=keys.bearer(Role.HAULIER))
    jpeg = lane | {"Content-Type": "image/jpeg"}
    client.put(f"/api/v1/evidence/{DIGEST}", content=JPEG, headers=jpeg)
    now = captured()["opened"]
    image = {"digest": DIGEST, "camera": "left", "kind": "frame", "at": now}
    events = batch(
        ("passage.opened", {"passage": PASSAGE}),
        ("passage.captured", captured(evidence=[image])),
    )
    client.post("/api/v1/lanes/lane-1/events", json=events, headers=lane)
    code: str = booked.json()["arrival_code"]
    return code


def log_in(client: TestClient, keys: Keys, role: Role) -> None:
    client.cookies.set(COOKIE, keys.secret(role))


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nowhere", 404, "<h1>Not found</h1>"),
        ("/customs", 403, "<h1>Not with your key</h1>"),
        ("/overview?hours=0", 422, "<h1>Not understood</h1>"),
        ("/logout", 405, "<h1>Not found</h1>"),
    ],
)
def test_a_refusal_is_told_to_people_in_words_and_leads_back(
    client: TestClient, keys: Keys, path: str, status: int, said: str
) -> None:
    log_in(client, keys, Role.CLERK)
    page = client.get(path, headers={"Accept": "text/html"})

    assert page.status_code == status
    assert said in page.text
    assert '<a href="/">To your own page</a>' in page.text


def test_a_truck_is_checked_in_with_forms_alone(client: TestClient, keys: Keys) -> None:
    code = arrive(client, keys)
    log_in(client, keys, Role.KIOSK)
    assert "ESCANEE SU CÓDIGO" in client.get("/kiosk/lane-1?lang=es").text
    page = client.post("/kiosk/lane-1/code?lang=es", data={"code": code}, headers=SAME)
    assert 'data-phase="refer"' in page.text
    assert "TODAVÍA NO" in page.text


def test_a_wrong_code_comes_back_as_a_page_that_says_so(
    client: TestClient, keys: Keys
) -> None:
    arrive(client, keys)
    log_in(client, keys, Role.KIOSK)
    page = client.post("/kiosk/lane-1/code", data={"code": "HELLO"}, headers=SAME)
    assert page.status_code == 200
    assert "That is not a code of this gate." in page.text


def test_the_kiosk_page_tells_no_driver_of_the_watch_list(
    client: TestClient, keys: Keys
) -> None:
    code = arrive(client, keys)
    log_in(client, keys, Role.KIOSK)
    page = client.post("/kiosk/lane-1/code", data={"code": code}, headers=SAME).text
    assert "Routine check." in page
    assert not re.search("watch|papers", page, re.IGNORECASE)


def test_the_visit_page_shows_decision_reasons_readings_and_evidence(
    client: TestClient, keys: Keys
) -> None:
    code = arrive(client, keys)
    kiosk = keys.bearer(Role.KIOSK)
    client.post("/api/v1/lanes/lane-1/code", json={"text": code}, headers=kiosk)
    log_in(client, keys, Role.CUSTOMS)
    listed = client.get("/visits").text
    (path,) = re.findall(r'href="(/visits/[^"]+)"', listed)
    page = client.get(path).text
    assert '<span class="tag REFER">REFER</span>' in page
    assert "watched_soft" in page
    assert CONTAINER in page
    assert f'src="/api/v1/evidence/{DIGEST}"' in page
    assert "&lt;b&gt;papers" in page
    assert "Run the rules again" not in page


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("person-in-lane", "held: a person is in its way"),
        ("unknown", "held: its camera cannot see whether the way is clear"),
    ],
)
def test_the_visit_page_says_why_the_barrier_stays_shut(
    client: TestClient, keys: Keys, reason: str, words: str
) -> None:
    lane, haulier = keys.bearer(Role.LANE), keys.bearer(Role.HAULIER)
    booked = client.post("/api/v1/appointments", json=declaration(), headers=haulier)
    seen = ("passage.opened", {"passage": PASSAGE}), ("passage.captured", captured())
    path = "/api/v1/lanes/lane-1"
    client.post(f"{path}/events", json=batch(*seen), headers=lane)
    code = {"text": booked.json()["arrival_code"]}
    client.post(f"{path}/code", json=code, headers=keys.bearer(Role.KIOSK))
    (command,) = client.get(f"{path}/commands", headers=lane).json()
    held = ("barrier.held", {"command": command["id"], "reason": reason})
    told = client.post(f"{path}/events", json=batch(held, first=3), headers=lane)
    assert told.json()["stored"] == 1
    log_in(client, keys, Role.CLERK)
    page = client.get(f"/visits/{command['visit']}").text
    assert "<h2>Timeline</h2>" in page
    assert f"Barrier {words}" in page


def test_a_clerk_runs_the_rules_again_from_the_page(
    client: TestClient, keys: Keys
) -> None:
    code = arrive(client, keys)
    kiosk = keys.bearer(Role.KIOSK)
    client.post("/api/v1/lanes/lane-1/code", json={"text": code}, headers=kiosk)
    log_in(client, keys, Role.CLERK)
    (path,) = re.findall(r'href="(/visits/[^"]+)"', client.get("/visits").text)
    assert "Run the rules again" in client.get(path).text
    page = client.post(f"{path}/decide", headers=SAME)
    assert page.text.count("Decided: REFER") == 2


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.CLERK, "/clerk"),
        (Role.CUSTOMS, "/customs"),
        (Role.KIOSK, "/kiosk/lane-1"),
        (Role.HAULIER, "/declare"),
        (Role.CARRIER, "/rights"),
    ],
)
def test_the_front_door_leads_everyone_to_their_page(
    client: TestClient, keys: Keys, role: Role, path: str
) -> None:
    log_in(client, keys, role)
    assert client.get("/", follow_redirects=False).headers["Location"] == path


def test_a_person_is_told_of_an_unknown_visit_in_a_page(
    client: TestClient, keys: Keys
) -> None:
    log_in(client, keys, Role.CLERK)
    page = client.get("/visits/none", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text


def test_an_unknown_lane_has_no_kiosk(client: TestClient, keys: Keys) -> None:
    log_in(client, keys, Role.CLERK)
    assert client.get("/kiosk/lane-9").status_code == 404
    assert client.get("/kiosk/lane-9/events").status_code == 404


def test_the_page_renews_itself_only_without_script_and_while_nobody_types() -> None:
    with TestClient(create_app(ShownGate().as_gate())) as client:
        client.cookies.set(COOKIE, "kiosk-key")
        plain = client.get("/kiosk/lane-1").text
        typing = client.get("/kiosk/lane-1?typing=1").text
    assert '<noscript><meta http-equiv="refresh"' in plain
    assert "http-equiv" not in typing


@pytest.mark.parametrize(
    ("query", "word"),
    [("?lang=zh", "欢迎"), ("?lang=xx", "BIENVENIDO"), ("", "BIENVENIDO")],
)
def test_the_sites_own_language_is_shown_unless_another_is_chosen(
    query: str, word: str
) -> None:
    with TestClient(create_app(ShownGate().as_gate(), language="es")) as client:
        client.cookies.set(COOKIE, "kiosk-key")
        assert word in client.get(f"/kiosk/lane-1{query}").text


@pytest.mark.parametrize("phase", KioskPhase)
def test_the_kiosk_weighs_less_than_20_kb_with_style_and_script(
    phase: KioskPhase,
) -> None:
    gate = ShownGate()
    gate.view = lane_view(phase)
    with TestClient(create_app(gate.as_gate())) as client:
        client.cookies.set(COOKIE, "kiosk-key")
        page = len(client.get("/kiosk/lane-1").content)
    static = files("gate_service.web") / "static"
    rest = [len((static / f"kiosk.{kind}").read_bytes()) for kind in ("css", "js")]
    assert page + sum(rest) < 20_000


def test_the_kiosks_script_stays_short() -> None:
    script = files("gate_service.web") / "static" / "kiosk.js"
    assert len(script.read_text("utf-8").splitlines()) < 100
