"""A haulier declares in a real browser by keyboard alone; axe-core judges each page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.rights import RightRequest
from gate_service.web.app import create_app
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize
from tests.support.declaring import opened
from tests.support.gates import BOX, Clock
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
LINE = Caller("line", Role.CARRIER, "LINE")


@dataclass(frozen=True, slots=True)
class Desk:
    """A gate that is served, and somebody at a browser with hands on the keys."""

    gate: Gate
    address: str
    browser: Chrome

    def enter(self, role: Role, scope: str | None, page: str) -> None:
        key = self.gate.keys.issue(role, f"a {role}", scope)
        self.browser.get(f"{self.address}/login#key={key}&next={page}")
        self.wait(f"return location.pathname === {page!r}")

    def wait(self, script: str) -> None:
        WebDriverWait(self.browser, 10, 0.05).until(
            lambda b: b.execute_script(
                f"{script} && document.readyState === 'complete'"
            )
        )

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def tab_to(self, name: str) -> None:
        """Press Tab until the input of that id, or button of that text, has focus."""
        for _ in range(60):
            here = self.browser.switch_to.active_element
            if name in {here.get_dom_attribute("id"), here.text}:
                return
            self.press(Keys.TAB)
        pytest.fail(f"Tab never came to {name}")

    def told(self, name: str) -> str:
        return self.browser.find_element(By.ID, f"{name}-fault").text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    gate = opened(tmp_path / "gate", Clock())
    with (
        serving(create_app(gate, tick_every=3600)) as address,
        chromium(tmp_path / "profile") as browser,
    ):
        resize(browser, 1280, 900)
        yield Desk(gate, address, browser)
    gate.close()


def test_a_haulier_declares_by_keyboard_mends_two_faults_and_gets_the_code(
    desk: Desk,
) -> None:
    desk.enter(Role.HAULIER, "ACME", "/declare")
    desk.tab_to("New declaration")
    desk.press(Keys.ENTER)
    desk.wait("return location.pathname === '/declare/new'")
    assert desk.browser.switch_to.active_element.get_dom_attribute("id") == "reference"
    desk.press("R-1")
    desk.tab_to("plate")
    desk.press("!", Keys.TAB)
    assert desk.told("plate") == "A plate has 2 to 12 letters and digits"
    desk.tab_to("slot")
    desk.press("Mon 4 May, 14")
    desk.tab_to("containers.0.number")
    desk.press("csqu 305438-4", Keys.TAB)
    assert desk.told("containers.0.number") == "The check digit 4 should be 3"
    desk.press(Keys.ENTER)
    desk.wait("return document.querySelector('.faults')")
    assert "2 things" in desk.browser.find_element(By.CSS_SELECTOR, ".faults").text
    assert faults_of(desk.browser) == []

    desk.tab_to("plate")
    desk.press(Keys.END, Keys.BACKSPACE, "AB12 CDE")
    desk.tab_to("containers.0.number")
    desk.press(Keys.END, Keys.BACKSPACE, "3", Keys.TAB)
    assert desk.told("containers.0.number") == ""
    desk.tab_to("Declare")
    desk.press(Keys.ENTER)
    desk.wait("return document.querySelector('svg.qr')")
    (booked,) = desk.gate.look_up.appointments()
    letters = desk.browser.find_element(By.CLASS_NAME, "letters").text
    assert letters.replace(" ", "") == booked.arrival_code
    assert booked.opens.hour == 14


def test_the_code_fits_a_phone_s_screen(desk: Desk) -> None:
    desk.enter(Role.HAULIER, "ACME", "/declare/new")
    _declare(desk)
    resize(desk.browser, 360, 640)
    box = desk.browser.find_element(By.CSS_SELECTOR, "svg.qr").rect
    letters = desk.browser.find_element(By.CLASS_NAME, "letters").rect

    assert box["width"] >= 300
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert letters["y"] + letters["height"] <= 640
    assert desk.browser.execute_script(
        "return document.documentElement.scrollWidth <= 360"
    )


def test_axe_finds_no_fault_in_the_pages_of_declarations(desk: Desk) -> None:
    request = RightRequest(container=BOX, holder="ACME", fees="120 EUR")
    desk.gate.declarations.name_holder(request, LINE)
    told = {}
    desk.enter(Role.HAULIER, "ACME", "/declare")
    for page in ("/declare", "/declare/new"):
        desk.browser.get(desk.address + page)
        told[page] = faults_of(desk.browser)
    _declare(desk)
    (booked,) = desk.gate.look_up.appointments()
    path = f"/declare/{booked.id}"
    for page in ("/declare", "/rights", path, f"{path}/code", f"{path}/cancel"):
        desk.browser.get(desk.address + page)
        told[page] = faults_of(desk.browser)
    desk.enter(Role.CARRIER, "LINE", "/rights")
    told["/rights of a carrier"] = faults_of(desk.browser)
    desk.enter(Role.CLERK, None, "/drivers")
    told["/drivers"] = faults_of(desk.browser)

    assert told == {page: [] for page in told}


def _declare(desk: Desk) -> None:
    fields = {
        "reference": "R-1",
        "plate": "AB12 CDE",
        "driver.licence": "RUIZ8011",
        "driver.name": "Ana Ruiz",
        "slot": "Mon 4 May, 14",
        "containers.0.number": BOX,
    }
    for name, text in fields.items():
        desk.browser.find_element(By.ID, name).send_keys(text)
    desk.browser.find_element(By.ID, "plate").send_keys(Keys.ENTER)
    desk.wait("return document.querySelector('svg.qr')")
