"""The officers' alerts as they come from the server: complete without any script."""

import re
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.safety import Action, AlertState, Cause, Severity
from gate_service.domain.yards import Lens, Presence
from gate_service.web.doorkeeper import COOKIE
from gate_service.web.texts import Wording, office_wordings
from tests.support.real_gate import JPEG, Keys
from tests.support.told_yard import APRON, QUAY, STACK, WALKWAY, ToldYard, zone

SAME = {"Sec-Fetch-Site": "same-origin"}
PAGE = {"Accept": "text/html"}
LANGUAGES = pytest.mark.parametrize(
    "say", office_wordings().values(), ids=office_wordings()
)
STATIC = files("gate_service.web") / "static"


def rows(page: str, of: str) -> list[str]:
    """Give the ids in one of the two lists, in their order."""
    (part,) = re.findall(rf'<ol id="{of}".*?</ol>', page, re.DOTALL)
    return re.findall(r'<li id="a-([^"]+)"', part)


def answer(
    client: TestClient, alert: str, what: str, note: str = ""
) -> tuple[int, str]:
    said = {"answer": what, "note": note}
    page = client.post(f"/officers/alerts/{alert}", data=said, headers=SAME)
    return page.status_code, page.text


def test_the_front_door_leads_an_officer_to_the_alerts(client: TestClient) -> None:
    front = client.get("/", follow_redirects=False)
    assert front.headers["Location"] == "/officers"


def test_an_alert_is_shown_with_its_still_and_its_place(
    client: TestClient, yard: ToldYard
) -> None:
    still = yard.keep(JPEG)
    yard.incident("one", evidence=[still], measures={"dwell": 6.4, "distance": 2.14})
    page = client.get("/officers").text
    assert f'src="/api/v1/evidence/{still["digest"]}"' in page
    assert "Person in a closed zone" in page
    assert f"{APRON}, {QUAY}" in page
    assert "Stayed 6\N{NO-BREAK SPACE}s" in page
    assert "Distance 2.1\N{NO-BREAK SPACE}m" in page


def test_what_waits_stands_apart_the_most_urgent_first(
    client: TestClient, yard: ToldYard
) -> None:
    yard.incident("old-severe", ago=90)
    yard.incident("low", ago=5, severity="low")
    yard.incident("severe", ago=40)
    yard.incident("medium", ago=10, severity="medium")
    yard.incident("over", ago=70, severity="low", over=True)
    page = client.get("/officers").text
    assert rows(page, "waiting") == ["severe", "old-severe", "medium", "low"]
    assert rows(page, "answered") == ["over"]
    assert '<span id="count" class="severe">4</span>' in page


def test_the_most_urgent_alert_lies_open_beside_the_list(
    client: TestClient, yard: ToldYard
) -> None:
    yard.incident("medium", severity="medium")
    yard.incident("severe", ago=30)
    assert 'data-id="severe" data-waits' in client.get("/officers").text


def test_a_clip_is_played_where_there_is_one(
    client: TestClient, yard: ToldYard
) -> None:
    clip = yard.keep(b"\x00\x00\x00\x18ftypmp42 a clip", "clip")
    still = yard.keep(JPEG)
    yard.incident("one", evidence=[still, clip])
    page = client.get("/officers/alerts/one").text
    at = "/api/v1/evidence"
    assert f'src="{at}/{clip["digest"]}" poster="{at}/{still["digest"]}"' in page


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("acknowledge", "acknowledged"),
        ("false-alarm", "false alarm"),
        ("escalate", "escalated"),
    ],
)
def test_an_officer_answers_with_a_form_and_reads_who_did_what(
    client: TestClient, yard: ToldYard, what: str, state: str
) -> None:
    yard.incident("one")
    status, page = answer(client, "one", what, "called <the> crane")
    assert status == 200
    assert f'<i class="tag {state.replace(" ", "-")}">{state}</i>' in page
    assert "a officer <q>called &lt;the&gt; crane</q>" in page


def test_the_second_of_two_officers_reads_that_the_first_was_quicker(
    client: TestClient, yard: ToldYard
) -> None:
    yard.incident("one")
    answer(client, "one", "acknowledge")
    status, page = answer(client, "one", "acknowledge")
    assert status == 409
    assert '<p class="problem" role="alert">this alert is acknowledged' in page


def test_an_answer_that_is_none_is_refused(client: TestClient, yard: ToldYard) -> None:
    yard.incident("one")
    assert answer(client, "one", "delete")[0] == 422


def test_an_administrator_watches_and_answers_nothing(
    client: TestClient, yard: ToldYard, keys: Keys
) -> None:
    yard.incident("one")
    client.cookies.set(COOKIE, keys.secret(Role.ADMIN))
    assert 'name="answer"' not in client.get("/officers/alerts/one").text
    assert answer(client, "one", "acknowledge")[0] == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", {"apron", "walkway", "ended"}, id="nothing chosen"),
        pytest.param("severity=medium", {"walkway"}, id="severity"),
        pytest.param("cause=dwell", {"ended"}, id="cause"),
        pytest.param("zone=Walkway+B", {"walkway"}, id="zone"),
        pytest.param(f"camera={STACK}", {"walkway"}, id="camera"),
        pytest.param("state=closed", {"ended"}, id="state"),
        pytest.param("state=open&severity=", {"apron", "walkway"}, id="waiting"),
        pytest.param("since=2999-01-01T00:00", set(), id="from a day to come"),
        pytest.param("until=2001-01-01T00:00", set(), id="until long ago"),
    ],
)
def test_filters_are_part_of_the_address(
    client: TestClient, yard: ToldYard, query: str, found: set[str]
) -> None:
    yard.incident("apron")
    yard.incident("walkway", severity="medium", zone=WALKWAY, camera=STACK)
    yard.incident("ended", ago=60, severity="low", cause="dwell", over=True)
    page = client.get(f"/officers?{query}").text
    assert {*rows(page, "waiting"), *rows(page, "answered")} == found


@pytest.mark.parametrize(
    "query", ["state=gone", "severity=9", "since=noon", "until=9999-99"]
)
def test_a_filter_that_is_none_is_refused_in_a_page(
    client: TestClient, query: str
) -> None:
    for path in ("/officers", "/officers/events"):
        page = client.get(f"{path}?{query}", headers=PAGE)
        assert page.status_code == 422
        assert "<h1>" in page.text


def test_older_alerts_are_behind_a_link_and_none_is_skipped(
    client: TestClient, yard: ToldYard
) -> None:
    for number in range(30):
        yard.incident(f"n{number}", ago=90 - number, severity="low", over=True)
    seen, path = [], "/officers?severity=low"
    while path:
        page = client.get(path).text
        seen += rows(page, "answered")
        older = re.findall(r'href="(/officers\?[^"]*before=\d+)"', page)
        path = older[0].replace("&amp;", "&") if older else ""
    assert seen == [f"n{number}" for number in reversed(range(30))]


def test_a_zone_that_nobody_can_see_is_unknown_and_stands_first(
    client: TestClient, yard: ToldYard
) -> None:
    yard.health({QUAY: "clear", STACK: "covered"})
    page = client.get("/officers").text
    shown = re.findall(r'<li class="(\w+)"><svg.*?</svg> ([^<]+) <b>([^<]+)', page)
    assert shown == [("unknown", WALKWAY, "UNKNOWN"), ("clear", APRON, "clear")]
    assert "lens covered" in page


def test_people_in_a_zone_are_counted(client: TestClient, yard: ToldYard) -> None:
    yard.health(zones=[zone(state="occupied", people=3)])
    assert "<b>occupied 3</b>" in client.get("/officers").text


def test_a_yard_that_was_never_heard_is_unknown(client: TestClient) -> None:
    page = client.get("/officers").text
    assert '<li class="unknown">' in page
    assert "the yard is silent" in page


def test_an_unknown_alert_is_told_in_a_page(client: TestClient) -> None:
    page = client.get("/officers/alerts/none", headers=PAGE)
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text


def test_a_chosen_language_stays(client: TestClient, yard: ToldYard) -> None:
    yard.incident("one")
    path = "/officers/alerts/one"
    page = client.get(f"/officers/language/es?next={path}")
    assert page.url.path == path
    assert "Persona en zona cerrada" in page.text
    assert '<html lang="zh">' in client.get("/officers/language/zh").text
    assert '<html lang="zh">' in client.get("/officers/language/xx").text


@LANGUAGES
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("cause", Cause),
        ("severity", Severity),
        ("state", AlertState),
        ("did", Action),
        ("zones", Presence),
        ("blind", set(Lens) - {Lens.CLEAR}),
    ],
)
def test_everything_that_can_happen_is_worded(
    say: Wording, table: str, codes: set[str]
) -> None:
    assert all(say(f"{table}.{code}").strip() for code in codes)


def test_every_language_has_the_same_texts() -> None:
    first, *others = (set(each.texts) for each in office_wordings().values())
    assert set(office_wordings()) == {"en", "es", "zh"}
    assert all(keys == first for keys in others)


def test_the_alerts_weigh_less_than_20_kb_with_style_and_scripts(
    client: TestClient, yard: ToldYard
) -> None:
    still = yard.keep(JPEG)
    for number in range(3):
        name = f"0197f2b4-9a00-7000-8000-4d5e6f7081{number}"
        yard.incident(name, evidence=[still], over=number > 1)
    weight = len(client.get("/officers").content)
    weight += sum(
        len((STATIC / name).read_bytes())
        for name in ("officers.css", "alerts.css", "watch.js", "alerts.js", "signs.svg")
    )
    assert weight < 20_000


@pytest.mark.parametrize(
    "name", ["alerts.js", "board.js", "cameras.js", "watch.js", "zones.js"]
)
def test_every_script_stays_short(name: str) -> None:
    assert len((STATIC / name).read_text("utf-8").splitlines()) < 100
