"""The overview as page, stream and metrics, from a gate with a day behind it."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families as families

from gate_service.domain.callers import Role
from gate_service.domain.visits import ExpectedContainer
from gate_service.main import open_gate
from gate_service.settings import GateSettings
from gate_service.web.app import create_app
from gate_service.web.overview.board import Board
from gate_service.web.overview.plots import Column, Words, beside, lines, rows, stacked
from tests.support.desks import ANN, misread, right_box
from tests.support.gate_day import GateDay
from tests.support.gates import LANE, OTHER_BOX, GateAtWork, live, seen_plate, settings

DASHBOARD = Path(__file__).parents[2] / "docs" / "grafana-dashboard.json"
ASKED = Words("plot", "A <title>", "about & about")
COLUMNS = [Column("a", {"x": 3, "y": 1}), Column("b", {}), Column("c", {"x": 40})]


@pytest.fixture
def client(work: GateAtWork) -> Iterator[TestClient]:
    app = create_app(work.gate, tick_every=3600)
    with TestClient(app, client=("127.0.0.1", 4000)) as client:
        yield client


def bearer(work: GateAtWork, role: Role) -> dict[str, str]:
    scope = LANE if role is Role.LANE else None
    return {"Authorization": f"Bearer {work.gate.keys.issue(role, 'x', scope)}"}


def scraped(client: TestClient, work: GateAtWork) -> dict[str, dict[str, float]]:
    text = client.get("/metrics", headers=bearer(work, Role.OFFICER)).text
    told: dict[str, dict[str, float]] = {}
    for family in families(text):
        for sample in family.samples:
            told.setdefault(sample.name, {})["".join(sample.labels.values())] = (
                sample.value
            )
    return told


def test_the_page_is_complete_before_any_script(
    client: TestClient, work: GateAtWork
) -> None:
    work.admit(work.book())
    other = work.book(plate="KX71LMN", containers=(ExpectedContainer(OTHER_BOX),))
    work.drive_in("p-2")
    work.gate.present(LANE, other.arrival_code)
    work.capture("p-2", plates=(seen_plate("KX71LMN"),), boxes=())
    page = client.get("/overview", headers=bearer(work, Role.CLERK)).text
    assert 'class="tag REFER">REFER' in page
    assert "Referred and waiting: 1" in page
    assert page.count("<svg") == page.count("<details") == 5
    assert "style=" not in page


def test_an_idle_gate_has_an_overview_too(client: TestClient, work: GateAtWork) -> None:
    page = client.get("/overview", headers=bearer(work, Role.ADMIN))
    assert page.status_code == 200
    assert "Nobody waits." in page.text


@pytest.mark.parametrize("hours", ["0", "169", "many"])
def test_a_span_out_of_bounds_is_refused(
    client: TestClient, work: GateAtWork, hours: str
) -> None:
    headers = bearer(work, Role.CLERK)
    assert client.get(f"/overview?hours={hours}", headers=headers).status_code == 422


def test_many_viewers_cost_one_look(work: GateAtWork) -> None:
    now = [100.0]
    board = Board(work.gate.archive.over, lambda: now[0])
    first = board.newest()
    work.admit(work.book())
    assert board.newest() is first
    now[0] += 2.0
    assert board.newest().inside == 1
    assert board.newest().figures.decided == 0
    now[0] += 3.0
    assert board.newest().figures.decided == 1


def test_metrics_say_what_the_page_says(client: TestClient, work: GateAtWork) -> None:
    work.admit(work.book())
    work.clock.turn(1)
    told = scraped(client, work)
    assert told["quaygate_decisions_total"] == {f"{LANE}GO": 1}
    assert told["quaygate_trucks_inside"] == {"": 1}
    assert told["quaygate_single_stop_ratio"] == {"": 1}


def test_clerks_seconds_are_on_page_and_metrics(
    client: TestClient, work: GateAtWork
) -> None:
    wanted = misread(work)
    work.clock.turn(20)
    work.gate.desk.claim(wanted, ANN)
    work.clock.turn(12)
    work.gate.desk.correct(wanted, [right_box()], ANN)
    told = scraped(client, work)
    page = client.get("/overview", headers=bearer(work, Role.CLERK)).text
    assert told["quaygate_desk_cases"] == {"": 1}
    assert told["quaygate_desk_work_seconds"] == {"0.5": 12, "0.9": 12}
    assert told["quaygate_desk_wait_seconds"] == {"0.5": 32, "0.9": 32}
    assert "Clerk's work on a case</span> <strong>12 s</strong>" in page
    assert "Truck's wait at the desk</span> <strong>32 s</strong>" in page


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OFFICER, 200), (Role.CLERK, 403), (Role.LANE, 403)]
)
def test_metrics_are_for_officers_and_administrators(
    client: TestClient, work: GateAtWork, role: Role, status: int
) -> None:
    answer = client.get("/metrics", headers=bearer(work, role))
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        pytest.param("127.0.0.1", {}, 200, id="this machine"),
        pytest.param("::1", {}, 200, id="this machine over IPv6"),
        pytest.param("10.1.2.3", {}, 401, id="another machine"),
        pytest.param("127.0.0.1", {"X-Forwarded-For": "1.2.3.4"}, 401, id="a proxy"),
    ],
)
def test_a_site_may_open_metrics_to_its_own_machine(
    tmp_path: Path, host: str, headers: dict[str, str], status: int
) -> None:
    told = settings(tmp_path).model_dump() | {"metrics": {"loopback": True}}
    gate = open_gate(GateSettings.model_validate(told))
    with TestClient(create_app(gate), client=(host, 4000)) as client:
        assert client.get("/metrics", headers=headers).status_code == status
        assert client.get("/overview", headers=headers).status_code == 401
    gate.close()


def test_each_panel_of_the_dashboard_asks_for_metrics_that_exist(
    client: TestClient, work: GateAtWork
) -> None:
    work.health(live("front"))
    work.admit(work.book())
    text = client.get("/metrics", headers=bearer(work, Role.ADMIN)).text
    known = set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE))
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    asked = {
        name
        for panel in panels
        for target in panel["targets"]
        for name in re.findall(r"quaygate_\w+", target["expr"])
    }
    assert len(panels) > 10
    assert asked - known == set()


def test_a_day_of_trucks_gives_every_figure(work: GateAtWork) -> None:
    work.clock.turn(-3600)
    GateDay(work).run(25, 1.5, booked_ahead=4)
    figures = work.gate.archive.over().figures
    assert figures.decided > 25
    assert figures.turn.count > 5
    assert figures.lane_time.median is not None
    assert timedelta(seconds=figures.lane_time.median) < timedelta(seconds=30)
    assert figures.reads


@pytest.mark.parametrize(
    "svg",
    [
        pytest.param(stacked(ASKED, COLUMNS, ("x", "y")), id="stacked"),
        pytest.param(beside(ASKED, COLUMNS, ("x",), "y"), id="beside"),
        pytest.param(lines(ASKED, COLUMNS, ("x", "y")), id="lines"),
        pytest.param(rows(ASKED, COLUMNS, ("x", "y"), share=True), id="shares"),
        pytest.param(rows(ASKED, [], ("x",), share=False), id="nothing"),
        pytest.param(stacked(ASKED, [], ("x",)), id="no column"),
    ],
)
def test_a_plot_is_named_described_and_escaped(svg: str) -> None:
    assert svg.startswith("<svg")
    assert '<title id="plot-title">A &lt;title&gt;</title>' in svg
    assert "about &amp; about" in svg
    assert "nan" not in svg
    assert "style=" not in svg


def test_a_stacked_bar_is_as_high_as_its_values_together() -> None:
    svg = stacked(ASKED, [Column("a", {"x": 30, "y": 10})], ("x", "y"))
    heights = [float(h) for h in re.findall(r'<rect[^>]* height="([\d.]+)"', svg)]
    assert heights[0] == pytest.approx(3 * heights[1], rel=0.01)
