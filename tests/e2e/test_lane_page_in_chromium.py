"""The lane's own kiosk page in a real browser, while the gate is away."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import (
    text_to_be_present_in_element as says,
)
from selenium.webdriver.support.wait import WebDriverWait

from pipelines.alone_page import LocalPage
from pipelines.alone_screen import Display, Phase, Screen
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="needs Chromium and its driver"),
]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 1280, 800)
        yield browser


def test_a_scanner_shows_a_code_and_the_driver_sees_go(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    stop, display, codes = threading.Event(), Display(), list[str]()
    page = LocalPage(0, display, codes.append)
    page.start(stop)
    display.show(Screen(Phase.SCAN_CODE))
    browser.get(f"http://127.0.0.1:{page.port}/")
    faults = faults_of(browser)

    browser.switch_to.active_element.send_keys("QGA7K2M9P4RXT3W", Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda _: codes)
    display.show(Screen(Phase.GO))
    WebDriverWait(browser, 10).until(says((By.ID, "en"), "GO"))
    browser.save_screenshot(str(tmp_path / "go.png"))
    faults += faults_of(browser)
    display.show(Screen(Phase.REFER, ("plate_differs",)))
    WebDriverWait(browser, 10).until(says((By.ID, "en"), "Wait for a clerk"))
    browser.save_screenshot(str(tmp_path / "refer.png"))
    faults += faults_of(browser)
    stop.set()

    assert codes == ["QGA7K2M9P4RXT3W"]
    assert faults == []
