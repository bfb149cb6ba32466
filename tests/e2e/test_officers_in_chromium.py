"""Alerts in real browsers: they appear, clips play, one officer answers for all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.domain.safety import AlertId
from gate_service.web.app import create_app
from gate_service.web.officers import desk
from tests.support import real_gate, yard_pictures
from tests.support.browser import MISSING, chromium, resize
from tests.support.serving import serving
from tests.support.told_yard import APRON, QUAY, STACK, WALKWAY, YARD, ToldYard, zone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]


@dataclass(frozen=True, slots=True)
class Room:
    """A gate that is served, its yard, and the control room's browser."""

    gate: Gate
    keys: real_gate.Keys
    address: str
    yard: ToldYard

    def enter(self, browser: Chrome, page: str = "/officers") -> None:
        resize(browser, 1440, 900)
        key = self.keys.secret(Role.OFFICER)
        browser.get(f"{self.address}/login#key={key}&next={page}")
        wait(browser, "return document.querySelector('#link')?.value === 'Live'")


@contextmanager
def opened(gate: Gate, port: int | None = None) -> Iterator[Room]:
    keys = real_gate.Keys(gate)
    with (
        serving(create_app(gate), port) as address,
        httpx2.Client(base_url=address) as client,
    ):
        yard = ToldYard(client, keys.bearer(Role.YARD))
        yield Room(gate, keys, address, yard)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    yield gate
    gate.close()


@pytest.fixture
def room(gate: Gate) -> Iterator[Room]:
    with opened(gate) as room:
        yield room


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile") as browser:
        yield browser


def wait(browser: Chrome, script: str, *values: object) -> object:
    """Wait until *script* gives something true, and give that."""
    return WebDriverWait(browser, 10, 0.05).until(
        lambda b: b.execute_script(script, *values)
    )


def wait_for_row(browser: Chrome, alert: str, of: str) -> None:
    wait(browser, f"return document.querySelector('#{of} #a-{alert}')")


def wait_for_state(browser: Chrome, alert: str, state: str) -> None:
    """Wait until *alert* is the one that lies open, in *state*."""
    look = "return document.querySelector(arguments[0])"
    wait(browser, look, f"#alert[data-id='{alert}'] .tag.{state}")


def test_an_alert_is_seen_played_and_acknowledged_before_two_officers(
    room: Room, browser: Chrome, tmp_path: Path
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    with chromium(tmp_path / "second profile") as second:
        for each in (browser, second):
            room.enter(each)
        still = room.yard.keep(yard_pictures.jpeg(yard_pictures.yard_picture()))
        room.yard.incident("one", evidence=[still])
        for each in (browser, second):
            wait_for_row(each, "one", "waiting")

        clip = room.yard.keep(yard_pictures.clip(tmp_path), "clip")
        room.yard.incident("one", "updated", evidence=[clip])
        played = """
            const video = document.querySelector("#alert video");
            if (video?.paused) video.play();
            return video && video.readyState >= 3 && video.currentTime > 0.5;
        """
        wait(browser, played)

        browser.find_element(By.NAME, "note").send_keys("told by radio")
        browser.find_element(By.CSS_SELECTOR, "[value=acknowledge]").click()
        for each in (browser, second):
            wait_for_row(each, "one", "answered")
            wait_for_state(each, "one", "acknowledged")
        history = second.find_element(By.CSS_SELECTOR, ".history").text
        assert "a officer told by radio" in history.replace("\n", " ")


def test_a_clip_that_plays_goes_on_when_more_is_told(
    room: Room, browser: Chrome, tmp_path: Path
) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    room.yard.incident(
        "one", evidence=[room.yard.keep(yard_pictures.clip(tmp_path), "clip")]
    )
    room.enter(browser)
    browser.execute_script("document.querySelector('#alert video').same = true")
    room.yard.incident("one", "updated", measures={"dwell": 31.0})
    told = "return document.querySelector('#alert .facts').textContent.includes('31')"
    wait(browser, told)
    same = "return document.querySelector('#alert video').same"
    assert browser.execute_script(same) is True


def test_what_happened_while_the_link_was_lost_is_shown_when_it_is_back(
    gate: Gate, browser: Chrome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PATIENCE", 3)
    with opened(gate) as room:
        room.yard.incident("before")
        room.enter(browser)
    stale = "return document.body.classList.contains('stale')"
    wait(browser, stale)
    assert "NO LINK" in browser.find_element(By.ID, "stale").text
    with TestClient(create_app(gate)) as client:
        yard = ToldYard(client, room.yard.headers, room.yard.sequence)
        yard.incident("meanwhile", severity="medium")
    with opened(gate, int(room.address.rsplit(":", 1)[1])):
        wait_for_row(browser, "meanwhile", "waiting")
        wait(browser, f"{stale} === false")


def test_an_alert_is_answered_with_the_keyboard_alone(
    room: Room, browser: Chrome
) -> None:
    room.yard.incident("severe", ago=10)
    room.yard.incident("medium", ago=5, severity="medium")
    room.enter(browser)
    focused = "return document.activeElement.closest('#a-medium') !== null"
    for _ in range(20):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script(focused):
            break
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait_for_state(browser, "medium", "open")
    for _ in range(5):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script("return document.activeElement.name === 'note'"):
            break
    ActionChains(browser).send_keys("seen", Keys.ENTER).perform()
    wait_for_row(browser, "medium", "answered")
    step = room.gate.safety.look.alert(AlertId("medium")).answer
    assert step is not None
    assert (step.action, step.note) == ("acknowledged", "seen")


def test_a_row_that_the_filter_does_not_want_stays_away(
    room: Room, browser: Chrome
) -> None:
    room.enter(browser, "/officers?severity=severe")
    room.yard.incident("slight", severity="low")
    room.yard.incident("grave")
    wait_for_row(browser, "grave", "waiting")
    assert not browser.find_elements(By.ID, "a-slight")
    wait(browser, "return document.querySelector('#count').textContent === '2'")


def test_a_zone_turns_unknown_on_the_page_when_its_camera_is_covered(
    room: Room, browser: Chrome
) -> None:
    room.yard.health()
    room.enter(browser)
    room.yard.health({QUAY: "clear", STACK: "covered"})
    unknown = "return document.querySelector('#zones .unknown')?.textContent"
    assert f"{WALKWAY} UNKNOWN" in str(wait(browser, unknown))


def test_the_sound_is_unlocked_with_one_press(room: Room, browser: Chrome) -> None:
    room.yard.incident("one")
    room.enter(browser)
    sound = browser.find_element(By.ID, "sound")
    assert sound.get_attribute("aria-pressed") == "false"
    sound.click()
    wait(browser, "return document.querySelector('#sound').ariaPressed === 'true'")
    assert sound.text == "Sound is on"


def test_a_live_view_shows_pictures_and_says_when_it_is_blind(
    room: Room, browser: Chrome
) -> None:
    room.yard.health(zones=[zone(state="occupied", people=1)])
    room.yard.picture(QUAY, yard_pictures.jpeg(yard_pictures.yard_picture()))
    room.enter(browser, f"/officers/cameras/{YARD}/{QUAY}")
    wait(browser, "return document.querySelector('.view img').naturalWidth === 640")
    assert browser.find_elements(By.CSS_SELECTOR, ".over .occupied polygon")
    room.yard.health({QUAY: "frozen", STACK: "clear"})
    blind = "return document.querySelector('.blind:not([hidden])')?.textContent"
    assert wait(browser, blind) == "NOT LIVE: picture frozen"
    assert browser.find_elements(By.CSS_SELECTOR, ".over .unknown polygon")


def test_a_zone_is_drawn_moved_and_refused_while_its_sides_cross(
    room: Room, browser: Chrome
) -> None:
    room.yard.health(zones=[])
    room.yard.picture(QUAY, yard_pictures.jpeg(yard_pictures.yard_picture()))
    room.enter(browser, f"/officers/zones/{YARD}/{QUAY}")
    board = browser.find_element(By.ID, "board")
    for x, y in ((-200, -100), (200, -100), (200, 100), (-200, 100)):
        ActionChains(browser).move_to_element_with_offset(board, x, y).click().perform()
    browser.find_element(By.ID, "name").send_keys(APRON)
    said = "return document.querySelector(arguments[0])?.textContent"
    toml = str(wait(browser, said, "#toml"))
    assert f'[yards.{YARD}.cameras.{QUAY}.zones."{APRON}"]' in toml
    assert toml.count("], [") == 3

    last = browser.find_elements(By.CSS_SELECTOR, "#board circle")[-1]
    ActionChains(browser).drag_and_drop_by_offset(last, 500, -50).perform()
    assert "cross each other" in str(wait(browser, said, ".faults"))
    for _ in range(2):
        browser.switch_to.active_element.send_keys(Keys.DELETE)
    assert "three corners or more" in str(wait(browser, _FEW))


_FEW = """
    const said = document.querySelector(".faults")?.textContent;
    return said?.includes("three") && said;
"""
