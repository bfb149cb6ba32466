"""A truck seen through in a real browser: code in, GO and a pass out, spent once."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import zxingcpp
from PIL import Image
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.adapters.passes import verify_offline
from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.domain.decisions import Outcome, Verdict
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.passes import PublicKey
from gate_service.web import kiosk
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.browser import MISSING, chromium, resize
from tests.support.real_gate import CONTAINER, PASSAGE, batch, captured, declaration
from tests.support.serving import serving
from tests.support.shown_gate import ShownGate, decision, lane_view, reason

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
OPENED = ("passage.opened", {"passage": PASSAGE})
FAULTS = (
    *("pass_forged", "too_late", "plate_differs", "container_other"),
    *("customs_hold", "lane_closed", "camera_stalled", "plate_inside"),
)
ARRIVED = (OPENED, ("passage.captured", captured()))


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    yield gate
    gate.close()


@pytest.fixture
def keys(gate: Gate) -> real_gate.Keys:
    return real_gate.Keys(gate)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 1280, 800)
        yield browser


@dataclass(frozen=True, slots=True)
class Lane:
    """The gate's address, and what a lane, a haulier and a clerk do there."""

    address: str
    keys: real_gate.Keys

    def call(
        self, role: Role, method: str, path: str, json: object = None
    ) -> httpx2.Response:
        url = f"{self.address}/api/v1/{path}"
        return httpx2.request(method, url, json=json, headers=self.keys.bearer(role))

    def book(self) -> str:
        booked = self.call(Role.HAULIER, "POST", "appointments", declaration())
        code: str = booked.json()["arrival_code"]
        return code

    def arrive(self) -> None:
        self.call(Role.LANE, "POST", "lanes/lane-1/events", batch(*ARRIVED))

    def open_kiosk(self, browser: Chrome) -> None:
        key = self.keys.secret(Role.KIOSK)
        browser.get(f"{self.address}/login#key={key}&next=/kiosk/lane-1")
        wait_for(browser, "waiting")
        assert key not in browser.current_url


@contextmanager
def serving_lane(
    gate: Gate, keys: real_gate.Keys, port: int | None = None
) -> Iterator[Lane]:
    with serving(create_app(gate), port) as address:
        yield Lane(address, keys)


def wait_for(browser: Chrome, phase: str, word: str = "") -> None:
    """Wait until the kiosk shows *phase*, headed by *word*, and follows its lane.

    One script looks at the whole page: it may change between two questions.
    """
    look = """
        const main = document.querySelector("main[data-phase]");
        const link = document.querySelector("#link");
        return main && link && link.value && !link.className
            && document.body.dataset.phase === arguments[0]
            && main.dataset.phase === arguments[0]
            && main.querySelector("h1").textContent.startsWith(arguments[1]);
    """
    WebDriverWait(browser, 10, 0.05).until(
        lambda b: b.execute_script(look, phase, word)
    )


def scan(browser: Chrome, code: str) -> None:
    """Type *code* and Enter to wherever the focus is, as a scanner does."""
    browser.switch_to.active_element.send_keys(code + Keys.ENTER)


def qr_in(screenshot: bytes) -> str:
    """Read the one QR in a PNG."""
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(screenshot)))
    return found.text


def test_a_truck_is_seen_through(
    gate: Gate, keys: real_gate.Keys, browser: Chrome
) -> None:
    with serving_lane(gate, keys) as lane:
        code = lane.book()
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        scan(browser, code)
        wait_for(browser, "go")
        text = qr_in(browser.get_screenshot_as_png())

        (jwk,) = lane.call(Role.CLERK, "GET", "passes/keys").json()["keys"]
        public = PublicKey(jwk["kid"], jwk)
        claims = verify_offline(text, [public], datetime.now(UTC))
        assert (claims.plate, claims.containers) == ("AB12CDE", (CONTAINER,))

        spent = {"text": text, "lane": "lane-1"}
        first = lane.call(Role.LANE, "POST", "passes/spend", spent)
        second = lane.call(Role.LANE, "POST", "passes/spend", spent)
        assert (first.status_code, second.status_code) == (200, 409)
        assert second.json()["code"] == "spent"


def test_an_unknown_code_is_refused_on_the_screen(
    gate: Gate, keys: real_gate.Keys, browser: Chrome
) -> None:
    with serving_lane(gate, keys) as lane:
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        scan(browser, "QGAAAAAAAAAAAAA")
        notice = WebDriverWait(browser, 5).until(
            lambda b: b.execute_script(
                "return document.querySelector('.notice')?.textContent"
            )
        )
        assert notice.startswith("No appointment has that code.")


def test_a_scanner_presses_no_button_after_a_touch(
    gate: Gate, keys: real_gate.Keys, browser: Chrome
) -> None:
    with serving_lane(gate, keys) as lane:
        code = lane.book()
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        browser.find_element(By.CSS_SELECTOR, "#clerk button").click()
        scan(browser, code)
        wait_for(browser, "go")


def test_a_driver_types_the_code(
    gate: Gate, keys: real_gate.Keys, browser: Chrome
) -> None:
    with serving_lane(gate, keys) as lane:
        code = lane.book()
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        browser.find_element(By.LINK_TEXT, "Type the code").click()
        box = WebDriverWait(browser, 5).until(
            lambda b: b.find_element(By.CSS_SELECTOR, "[data-typing] #code")
        )
        box.send_keys(code.lower())
        browser.find_element(By.CSS_SELECTOR, "#present button").click()
        wait_for(browser, "go")


def test_a_stale_go_is_covered_when_the_link_is_lost_until_it_is_back(
    gate: Gate,
    keys: real_gate.Keys,
    browser: Chrome,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kiosk, "PATIENCE", 3)
    with serving_lane(gate, keys) as lane:
        code = lane.book()
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        scan(browser, code)
        wait_for(browser, "go")
    WebDriverWait(browser, 8).until(
        lambda b: b.find_element(By.ID, "down").is_displayed()
    )
    covered = browser.get_screenshot_as_png()
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(covered))) == []
    with serving_lane(gate, keys, int(lane.address.rsplit(":", 1)[1])):
        WebDriverWait(browser, 10).until_not(
            lambda b: b.find_element(By.ID, "down").is_displayed()
        )
        wait_for(browser, "go")


def test_the_next_driver_starts_in_the_lanes_own_language(
    gate: Gate, keys: real_gate.Keys, browser: Chrome
) -> None:
    with serving_lane(gate, keys) as lane:
        lane.open_kiosk(browser)
        lane.arrive()
        wait_for(browser, "scan_code")
        browser.find_element(By.LINK_TEXT, "ES").click()
        wait_for(browser, "scan_code", "ESCANEE")
        left = ("passage.closed", {"passage": PASSAGE, "through": False})
        lane.call(Role.LANE, "POST", "lanes/lane-1/events", batch(left, first=3))
        wait_for(browser, "waiting", "WELCOME")


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_a_truck_with_every_fault_still_sees_all_of_them(
    browser: Chrome, size: tuple[int, int]
) -> None:
    resize(browser, *size)
    stopped = decision(Verdict.STOP, *(reason(c, Outcome.STOP) for c in FAULTS))
    shown = ShownGate()
    shown.view = lane_view(
        KioskPhase.STOP, decision=stopped, notice="unknown_code", clerk_called=True
    )
    with serving(create_app(shown.as_gate())) as address:
        browser.get(f"{address}/login#key=kiosk-key&next=/kiosk/lane-1")
        wait_for(browser, "stop")
        hidden = WebDriverWait(browser, 5).until(
            lambda b: b.execute_script(
                "const all = document.querySelector('#screen');"
                "return all && [all.scrollHeight - all.clientHeight];"
            )
        )

    assert hidden == [0]
