"""Clerk and driver talk: sound arrives in both browsers, and others are kept out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.axe import faults_of
from tests.support.browser import HEARING, MISSING, chromium, resize
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
HEARD = """
    const done = arguments[arguments.length - 1];
    const peer = window.talker?.peer;
    if (!peer) done(0);
    else peer.getStats().then((all) => {
        const heard = [...all.values()].filter((each) => each.type === "inbound-rtp");
        done(Math.max(0, ...heard.map((each) => each.bytesReceived)));
    });
"""


@dataclass(frozen=True, slots=True)
class Room:
    """A gate that is served, a kiosk's browser and a clerk's."""

    gate: Gate
    address: str
    keys: real_gate.Keys
    kiosk: Chrome
    clerk: Chrome

    def enter(self, browser: Chrome, secret: str, page: str) -> None:
        browser.get(f"{self.address}/login#key={secret}&next={page}")
        wait(browser, "return document.querySelector('#link')?.value === 'Live'")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    keys = real_gate.Keys(gate)
    with (
        serving(create_app(gate)) as address,
        chromium(tmp_path / "kiosk", *HEARING) as kiosk,
        chromium(tmp_path / "clerk", *HEARING) as clerk,
    ):
        resize(kiosk, 1280, 800)
        resize(clerk, 1440, 900)
        room = Room(gate, address, keys, kiosk, clerk)
        room.enter(kiosk, keys.secret(Role.KIOSK), "/kiosk/lane-1")
        room.enter(clerk, keys.secret(Role.CLERK), "/clerk")
        yield room
    gate.close()


def wait(browser: Chrome, script: str) -> object:
    return WebDriverWait(browser, 20, 0.05).until(lambda b: b.execute_script(script))


def headed(browser: Chrome, words: str) -> None:
    """Wait until the clerk's telephone says *words*."""
    said = "document.querySelector('#talk h2').textContent"
    wait(browser, f"return {said} === '{words}'")


def shown(browser: Chrome, words: str) -> None:
    """Wait until the kiosk's telephone says *words*."""
    said = "document.querySelector('#talk:not([hidden]) b')?.textContent"
    wait(browser, f"return {said} === '{words}'")


def press(browser: Chrome, selector: str) -> None:
    wait(browser, f"return document.querySelector('{selector}')?.checkVisibility()")
    browser.execute_script(f"document.querySelector('{selector}').click()")


def hears(browser: Chrome) -> None:
    """Wait until sound arrives in *browser*."""
    WebDriverWait(browser, 30, 0.2).until(
        lambda b: b.execute_async_script(HEARD) > 1000
    )


def test_a_driver_calls_and_both_hear_each_other(room: Room, tmp_path: Path) -> None:
    press(room.kiosk, "#clerk button")
    shown(room.kiosk, "The clerk is being called")
    headed(room.clerk, "lane-1 calls")
    assert faults_of(room.clerk) == []
    press(room.clerk, "#talk-call")
    hears(room.clerk)
    hears(room.kiosk)
    headed(room.clerk, "Talking with lane-1")
    shown(room.kiosk, "You talk with a clerk")

    with chromium(tmp_path / "second", *HEARING) as second:
        other = room.gate.keys.issue(Role.CLERK, "Ben", None)
        room.enter(second, other, "/clerk")
        headed(second, "lane-1 is busy: a clerk talks")
        assert second.execute_script("return window.talker.peer === undefined")

    press(room.kiosk, "#talk button")
    headed(room.clerk, "Telephone")
    wait(room.clerk, "return window.talker.peer === undefined")
    kinds = [event.kind for event in room.gate.look_up.events()]
    talks = [kind for kind in kinds if kind.startswith("talk.")]
    assert talks == ["talk.started", "talk.ended"]


def test_a_clerk_calls_and_hangs_up(room: Room) -> None:
    press(room.clerk, "#talk-call")
    headed(room.clerk, "Ringing in lane-1")
    shown(room.kiosk, "A clerk calls you")
    hears(room.clerk)
    hears(room.kiosk)
    press(room.clerk, "#talk-end")
    wait(room.kiosk, "return document.querySelector('#talk').hidden")
    wait(room.kiosk, "return window.talker.peer === undefined")


def test_a_clerk_who_closes_the_page_leaves_the_line_free(room: Room) -> None:
    press(room.kiosk, "#clerk button")
    press(room.clerk, "#talk-call")
    hears(room.kiosk)
    room.clerk.get("about:blank")
    wait(room.kiosk, "return document.querySelector('#talk').hidden")
