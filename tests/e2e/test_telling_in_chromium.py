"""Who is told of events, in a real browser: by keyboard, and with no axe fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.telling import DeadLetter, SubscriberId
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
ADMIN = Caller("admin", Role.ADMIN)
AWAY = "http://127.0.0.1:9/events"


@dataclass(frozen=True, slots=True)
class Desk:
    browser: Chrome
    gate: Gate
    address: str

    def typed(self, *keys: str) -> None:
        for each in keys:
            self.browser.switch_to.active_element.send_keys(each)

    def text(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "main").text

    def wait(self, text: str) -> None:
        # Swapped between finding its text and reading it, a page has many words for it.
        swapped = [WebDriverException]
        WebDriverWait(self.browser, 10, ignored_exceptions=swapped).until(
            lambda _: text in self.text()
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    key = real_gate.Keys(gate).secret(Role.ADMIN)
    with serving(create_app(gate)) as address, chromium(tmp_path / "b") as browser:
        resize(browser, 1280, 900)
        browser.get(f"{address}/login#key={key}&next=/telling")
        desk = Desk(browser, gate, address)
        desk.wait("Nobody yet")
        yield desk
    gate.close()


def add_by_keyboard(desk: Desk) -> None:
    desk.browser.find_element(By.ID, "name").send_keys("TOS of terminal 2")
    desk.typed(Keys.TAB)
    desk.typed(AWAY, Keys.TAB)
    desk.typed("visit.* hold.*", Keys.TAB)
    desk.typed(Keys.TAB)
    desk.typed(Keys.ENTER)
    desk.wait("The secret of TOS of terminal 2")


def kill(gate: Gate) -> SubscriberId:
    """Leave a dead letter with the only subscriber; give its id."""
    office = gate.telling.office
    with office.transactions.write() as store:
        (whom,) = store.subscribers.listed()
        store.dead_letters.save(
            DeadLetter(
                id=f"{whom.id}-3",
                subscriber=whom.id,
                event=3,
                name="visit.gated_in",
                subject="0197f2b4-cd00-7000-8000-6b5c4d3e2f1a",
                at=office.clock(),
                why=f"{AWAY} answered 422",
            )
        )
    return whom.id


def test_a_subscriber_is_added_by_keyboard_alone(desk: Desk) -> None:
    add_by_keyboard(desk)

    assert "whsec_" in desk.text()
    assert "visit.*, hold.*" in desk.text()
    assert faults_of(desk.browser) == []


def test_a_refused_form_says_what_has_to_change(desk: Desk) -> None:
    desk.browser.find_element(By.ID, "url").send_keys("ftp://x", Keys.ENTER)
    desk.wait("Nothing was added")

    assert "must be one of http:// or https://" in desk.text()
    assert faults_of(desk.browser) == []


def test_a_dead_letter_is_sent_again_from_its_page(desk: Desk) -> None:
    add_by_keyboard(desk)
    whom = kill(desk.gate)
    desk.gate.telling.subscriptions.pause(whom, ADMIN)
    desk.browser.get(f"{desk.address}/telling/{whom}")
    desk.wait("visit.gated_in")
    assert faults_of(desk.browser) == []

    label = "[aria-label='Send event 3 again']"
    desk.browser.find_element(By.CSS_SELECTOR, label).send_keys(Keys.ENTER)
    desk.wait("being sent")
