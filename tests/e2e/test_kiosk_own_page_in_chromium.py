"""A kiosk turns to the page of its lane while the gate is away, and back."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from gate_service.web import kiosk
from gate_service.web.app import create_app
from pipelines.alone_page import LocalPage
from pipelines.alone_screen import Display, Phase, Screen
from tests.support.browser import MISSING, chromium, resize
from tests.support.serving import free_port, serving
from tests.support.shown_gate import ShownGate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
SHOWN = """
const frame = document.querySelector("#down iframe");
return [!document.querySelector("#down").hidden, Boolean(frame && !frame.hidden)];
"""
GATE, WAIT, LANE = [False, False], [True, False], [True, True]
"""What stands on the screen: the gate's page, the plea to wait, the lane's page."""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 1280, 800)
        yield browser


def wait_for(browser: Chrome, shown: list[bool]) -> None:
    WebDriverWait(browser, 15).until(lambda b: b.execute_script(SHOWN) == shown)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk, "PATIENCE", 3)


def test_the_lane_s_page_is_shown_as_long_as_the_lane_decides_alone(
    browser: Chrome, tmp_path: Path
) -> None:
    stop, display, codes = threading.Event(), Display(), list[str]()
    own = LocalPage(0, display, codes.append)
    served, gate, port = own.start(stop), ShownGate(), free_port()
    gate.own_page = own.port
    app = create_app(gate.as_gate())
    with serving(app, port) as address:
        browser.get(f"{address}/login#key=kiosk-key&next=/kiosk/lane-1")
        WebDriverWait(browser, 10).until(lambda b: "Lane" in b.title)
        wait_for(browser, GATE)
    wait_for(browser, WAIT)  # the lane still looks for the gate
    browser.save_screenshot(str(tmp_path / "wait.png"))
    display.show(Screen(Phase.SCAN_CODE))
    wait_for(browser, LANE)
    browser.save_screenshot(str(tmp_path / "lane.png"))
    browser.switch_to.active_element.send_keys("QGA7K2M9P4RXT3W", Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda _: codes)
    display.show(Screen(Phase.GATE))
    wait_for(browser, WAIT)
    display.show(Screen(Phase.GO))
    wait_for(browser, LANE)
    with serving(create_app(gate.as_gate()), port):
        wait_for(browser, GATE)
    stop.set()
    served.join(5)

    assert codes == ["QGA7K2M9P4RXT3W"]


def test_a_lane_that_falls_silent_leaves_no_go_on_the_screen(browser: Chrome) -> None:
    stop, display = threading.Event(), Display()
    own = LocalPage(0, display, lambda _: None)
    served, gate = own.start(stop), ShownGate()
    gate.own_page = own.port
    with serving(create_app(gate.as_gate())) as address:
        browser.get(f"{address}/login#key=kiosk-key&next=/kiosk/lane-1")
        WebDriverWait(browser, 10).until(lambda b: "Lane" in b.title)
    display.show(Screen(Phase.GO))
    wait_for(browser, LANE)
    stop.set()
    served.join(5)
    wait_for(browser, WAIT)


def test_the_lane_s_own_window_takes_an_old_go_back(browser: Chrome) -> None:
    stop, display = threading.Event(), Display()
    own = LocalPage(0, display, lambda _: None)
    served = own.start(stop)
    display.show(Screen(Phase.GO))
    browser.get(f"http://127.0.0.1:{own.port}/")
    assert browser.find_element(By.ID, "en").text == "GO"
    stop.set()
    served.join(5)

    WebDriverWait(browser, 15).until(
        lambda b: b.find_element(By.ID, "en").text == "Wait for a clerk"
    )
