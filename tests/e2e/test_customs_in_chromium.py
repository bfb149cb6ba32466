"""A customs officer places a hold and lifts it, with the keyboard alone."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldOrder, HoldRequest
from gate_service.domain.risk import RiskTerms
from gate_service.web.app import create_app
from gate_service.web.manifest_files import JSON_TYPE, rows_of
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
BOX = real_gate.CONTAINER
OFFICER = Caller("desk 3", Role.CUSTOMS, "customs-gb")


@dataclass(frozen=True, slots=True)
class Desk:
    """A browser that customs has logged in at."""

    gate: Gate
    browser: Chrome
    address: str

    def open(self, path: str) -> None:
        self.browser.get(self.address + path)

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def reach(self, name: str) -> None:
        """Press Tab until the field of that name, or the button, has the focus."""
        for _ in range(60):
            if self.focused() == name:
                return
            self.press(Keys.TAB)
        pytest.fail(f"Tab never comes to {name}; it is at {self.focused()}")

    def focused(self) -> str:
        here = "const e = document.activeElement; return e.id || e.textContent.trim()"
        return str(self.browser.execute_script(here))

    def type(self, **texts: str) -> None:
        for name, text in texts.items():
            self.reach(name)
            self.press(text)

    def said(self, css: str = "main") -> str:
        return self.browser.find_element(By.CSS_SELECTOR, css).text

    def wait_for(self, text: str) -> None:
        # The page may be swapped between finding its text and reading it.
        swapped = [StaleElementReferenceException]
        WebDriverWait(self.browser, 10, 0.05, swapped).until(
            lambda _: text in self.said()
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    with (
        serving(create_app(gate)) as address,
        chromium(tmp_path / "profile") as browser,
    ):
        resize(browser, 1280, 900)
        key = gate.keys.issue(Role.CUSTOMS, OFFICER.name, OFFICER.scope)
        browser.get(f"{address}/login#key={key}&next=/")
        WebDriverWait(browser, 10).until(
            lambda b: b.current_url == f"{address}/customs"
        )
        yield Desk(gate, browser, address)
    gate.close()


def test_a_hold_is_placed_and_lifted_by_keyboard(desk: Desk) -> None:
    desk.type(container="CSQU3054384", reference="H-17", reason="papers incomplete")
    desk.reach("Place")
    desk.press(Keys.ENTER)
    desk.wait_for("check digit")
    desk.type(container=BOX)
    desk.reach("Place")
    desk.press(Keys.ENTER)
    desk.wait_for("Lift this hold")
    (placed,) = desk.gate.look_up.holds(BOX)

    desk.type(confirm="H-71", reference="R-17")
    desk.press(Keys.ENTER)
    desk.wait_for("This was not done")
    standing = desk.gate.look_up.holds(BOX)[0].active
    desk.type(confirm="H-17")
    desk.press(Keys.ENTER)
    desk.wait_for("lifted")

    assert (placed.reference, placed.order) == ("H-17", HoldOrder.HOLD)
    assert standing
    assert desk.gate.look_up.holds(BOX)[0].release == "R-17"


def fill(gate: Gate) -> dict[str, str]:
    """Leave something on each page, and give where each is."""
    request = HoldRequest(authority="customs-gb", container=BOX, reference="H-1")
    hold = gate.place_hold(request, OFFICER)
    terms = RiskTerms(order=HoldOrder.SCAN, reference="RR-1", owners=("MSKU",))
    rule = gate.customs.add_rule(terms, OFFICER)
    body = json.dumps([{"container": BOX, "commodity": "8479"}, {}]).encode()
    imported = gate.customs.receive(rows_of(body, JSON_TYPE), body, OFFICER)
    gate.customs.read()
    assert hashlib.sha256(body).hexdigest() == imported.digest
    return {
        "holds": "/customs",
        "hold": f"/customs/holds/{hold.id}",
        "waiting": "/customs/waiting",
        "risk": "/customs/risk",
        "rule": f"/customs/risk/{rule.id}",
        "manifests": "/customs/manifests",
        "manifest": f"/customs/manifests/{imported.id}",
        "containers": f"/customs/containers?number={BOX}",
    }


def test_axe_finds_no_fault_on_any_page(desk: Desk) -> None:
    found = {}
    for name, path in fill(desk.gate).items():
        desk.open(path)
        found[name] = faults_of(desk.browser)
    assert {name: faults for name, faults in found.items() if faults} == {}
