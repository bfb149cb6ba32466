"""Cameras, the shift report and the drawing board as the server renders them."""

import re
from html import unescape
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from tests.support.real_gate import JPEG
from tests.support.told_yard import APRON, QUAY, STACK, WALKWAY, YARD, ToldYard, zone

PAGE = {"Accept": "text/html"}
CAMERA = f"/officers/cameras/{YARD}/{QUAY}"
BOARD = f"/officers/zones/{YARD}/{QUAY}"
STATIC = files("gate_service.web") / "static"
SQUARE = "0.1,0.2\n0.8,0.2\n0.8,0.9\n0.1,0.9"


def test_every_camera_is_shown_with_its_zones(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health({QUAY: "clear", STACK: "dark"})
    page = client.get("/officers/cameras").text
    assert re.findall(r'href="(/officers/cameras/[^"]+)"', page) == [
        CAMERA,
        f"/officers/cameras/{YARD}/{STACK}",
    ]
    assert f"{APRON}: clear</text>" in page
    assert f"{WALKWAY}: UNKNOWN</text>" in page
    assert "NOT LIVE: too dark" in page


def test_a_site_whose_yards_told_nothing_says_so(client: TestClient) -> None:
    assert "No yard has told of a camera yet." in client.get("/officers/cameras").text


def test_a_camera_is_shown_live_with_what_is_known_of_its_zones(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health(zones=[zone(state="occupied", people=2)])
    page = client.get(CAMERA).text
    assert f'src="/api/v1/yards/{YARD}/cameras/{QUAY}/live"' in page
    assert '<g class="occupied"><polygon points="16.0,45.0 96.0,40.5' in page
    assert "<b>occupied 2</b>" in page


def test_where_people_stood_is_drawn_when_it_is_asked_for(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health()
    yard.tell("yard.presence", {"cells": [[QUAY, 14, 9, 75.0], [QUAY, 15, 9, 3.0]]})
    page = client.get(f"{CAMERA}?heat=1").text
    assert '<path class="h6" d="M70 45h5v5h-5z"/>' in page
    assert "all people together: 0:01:15" in page
    assert "<path class=" not in client.get(CAMERA).text


@pytest.mark.parametrize(
    "path",
    [
        f"/officers/cameras/{YARD}/none",
        f"/officers/cameras/none/{QUAY}",
        f"/officers/zones/{YARD}/none",
    ],
)
def test_a_camera_that_nobody_told_of_is_not_found(
    client: TestClient, yard: ToldYard, path: str
) -> None:
    yard.health()
    page = client.get(path, headers=PAGE)
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text


def test_the_report_counts_by_zone_hour_haulier_and_cause(
    client: TestClient, yard: ToldYard
) -> None:
    yard.incident("one")
    yard.incident("two", severity="medium", cause="dwell")
    yard.incident("three", zone=None, cause="tamper", severity="medium")
    page = client.get("/officers/report").text
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    rows = [re.findall(r'<th scope="row">([^<]*)</th>(.*?)</tr>', t) for t in tables]
    assert [name for name, _ in rows[0]] == [APRON, "no zone"]
    assert re.findall(r"\d+", rows[1][0][1]) == ["2", "1", "0", "0", "2"]
    assert [name for name, _ in rows[3]] == [
        "Stayed too long",
        "Person in a closed zone",
        "Camera disturbed",
    ]
    assert "<dt>Incidents</dt><dd>3</dd>" in page


def test_the_report_leads_to_the_same_as_csv(
    client: TestClient, yard: ToldYard
) -> None:
    yard.incident("one", ago=60)
    page = client.get("/officers/report?hours=24").text
    (link,) = re.findall(r'href="(/api/v1/reports/shift[^"]+)"', page)
    csv = client.get(unescape(link))
    assert csv.headers["Content-Type"].startswith("text/csv")
    assert APRON in csv.text


def test_an_empty_shift_is_said_to_be_one(client: TestClient) -> None:
    page = client.get("/officers/report?from=2026-05-04T06:00&to=2026-05-04T14:00").text
    assert "No incident in this time." in page
    assert "<time>2026-05-04 06:00:00</time> to <time>2026-05-04 14:00:00" in page


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("from=2026-05-04T14:00&to=2026-05-04T06:00", id="backwards"),
        pytest.param("from=2026-01-01T00:00&to=2026-05-04T06:00", id="too long"),
        pytest.param("from=noon", id="no time"),
        pytest.param("hours=0", id="no hours"),
    ],
)
def test_a_span_that_is_none_is_refused_in_a_page(
    client: TestClient, query: str
) -> None:
    page = client.get(f"/officers/report?{query}", headers=PAGE)
    assert page.status_code == 422
    assert "<h1>" in page.text


def test_the_drawing_board_writes_toml_without_any_script(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health()
    asked = {"name": "New <zone>", "corners": SQUARE, "gear": ["helmet", "vest"]}
    page = client.get(BOARD, params=asked).text
    (toml,) = re.findall(r'<pre id="toml" tabindex="0">(.*?)</pre>', page, re.DOTALL)
    assert '.zones."New <zone>"]' in unescape(toml)
    assert 'gear = ["helmet", "vest"]' in unescape(toml)
    assert 'points="16.0,18.0 128.0,18.0 128.0,81.0 16.0,81.0"' in page


def test_the_drawing_board_says_every_fault_and_keeps_what_was_typed(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health()
    page = client.get(BOARD, params={"corners": "0,0\n1,1\n1,0\n0,1"}).text
    assert "The zone needs a name." in page
    assert "cross each other" in page
    assert "0,0\n1,1\n1,0\n0,1</textarea>" in page
    assert 'id="toml"' not in page


def test_an_empty_drawing_board_has_no_faults(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health()
    page = client.get(BOARD).text
    assert 'class="faults"' not in page
    assert f"{APRON}: clear</text>" in page


@pytest.mark.parametrize(
    "path",
    [
        "/officers",
        "/officers/alerts/one",
        "/officers/cameras",
        f"{CAMERA}?heat=8",
        "/officers/report",
        f"{BOARD}?name=a&corners=0,0",
    ],
)
def test_no_page_has_script_or_style_within(
    client: TestClient, yard: ToldYard, path: str
) -> None:
    yard.health()
    yard.incident("one", evidence=[yard.keep(JPEG)])
    html = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", html)


@pytest.mark.parametrize(
    ("path", "scripts"),
    [
        ("/officers/cameras", ["watch.js", "cameras.js"]),
        (f"{CAMERA}?heat=8", ["watch.js", "cameras.js", "signs.svg"]),
        ("/officers/report", ["watch.js"]),
        (BOARD, ["watch.js", "zones.js", "board.js"]),
    ],
)
def test_a_page_weighs_less_than_20_kb_with_style_and_scripts(
    client: TestClient, yard: ToldYard, path: str, scripts: list[str]
) -> None:
    yard.health()
    yard.tell("yard.presence", {"cells": [[QUAY, c, 9, 5.0 * c] for c in range(32)]})
    yard.incident("one")
    names = ["officers.css", "maps.css", *scripts]
    weight = sum(len((STATIC / name).read_bytes()) for name in names)
    assert weight + len(client.get(path).content) < 20_000
