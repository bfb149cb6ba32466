"""The page of lanes that decided alone, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from tests.support.alone_lane import AloneLane, RemoteGate
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 1280, 800)
        yield browser


def test_a_double_spend_stands_at_the_top_with_both_visits(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    remote = RemoteGate(tmp_path)
    secret = remote.gate.keys.issue(Role.OFFICER, "an officer")
    booked = remote.book()
    with remote.app:
        lanes = [AloneLane(remote, name) for name in ("in-1", "in-2")]
        for lane in lanes:
            lane.beat()
        for lane in lanes:
            lane.lose_gate()
            lane.pass_through(booked.arrival_code)
            lane.pass_through("BEGIN:VCARD")
        for lane in lanes:
            lane.find_gate()
    with serving(create_app(remote.gate)) as url:
        browser.get(f"{url}/login")
        browser.add_cookie({"name": COOKIE, "value": secret})
        browser.get(f"{url}/offline")
        browser.save_screenshot(str(tmp_path / "offline.png"))
        faults = faults_of(browser)
        links = browser.find_elements(By.LINK_TEXT, "spent by another truck, too")
        paths = {str(link.get_attribute("href")) for link in links}
    visits = remote.visits(booked)
    remote.gate.close()
    assert faults == []
    assert paths == {f"{url}/visits/{visits[True].id}"}
