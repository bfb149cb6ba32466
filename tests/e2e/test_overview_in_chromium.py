"""Overview and archive in a real browser: they move, by keyboard, for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize
from tests.support.gate_day import GateDay
from tests.support.gates import LANE, PLATE, GateAtWork, at_work
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]


@dataclass(frozen=True, slots=True)
class Room:
    """A gate that is served, and a browser of the control room."""

    work: GateAtWork
    address: str
    browser: Chrome

    def see(self, script: str) -> None:
        """Wait until *script* gives something that is true."""
        WebDriverWait(self.browser, 30, 0.1).until(
            lambda browser: browser.execute_script(f"return {script}")
        )

    def enter(self, path: str) -> None:
        key = self.work.gate.keys.issue(Role.OFFICER, "Mira")
        self.browser.get(f"{self.address}/login#key={key}&next={path}")
        self.see(f"location.pathname === {path!r}")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    work = at_work(tmp_path / "gate")
    with (
        serving(create_app(work.gate)) as address,
        chromium(tmp_path / "profile") as browser,
    ):
        resize(browser, 1280, 1000)
        yield Room(work, address, browser)
    work.gate.close()


def lane_shows(what: str) -> str:
    row = "document.querySelector('#lanes tr:nth-child(2)')"
    assert LANE == "in-1", "the first of the table"
    return f"{row}?.innerText.includes({what!r})"


def test_the_overview_moves_when_a_visit_goes_through(room: Room) -> None:
    room.enter("/overview")
    room.see("document.querySelector('#link').value === 'live'")
    room.see(lane_shows("WAITING"))
    booked = room.work.book()
    room.work.stand(booked.arrival_code)
    room.see(lane_shows("GO"))
    room.see(lane_shows(PLATE))
    room.work.raise_barrier()
    room.work.drive_off()
    room.see(lane_shows("WAITING"))
    sums = "document.querySelector('#sums').innerText"
    room.see(f"/On the terminal\\s+1/.test({sums})")
    room.see(f"/Decided\\s+1/.test({sums})")
    room.see("document.querySelectorAll('#decisions rect').length === 1")


def test_a_table_that_was_opened_stays_open_and_keeps_the_focus(room: Room) -> None:
    room.enter("/overview")
    room.see("document.querySelector('#link').value === 'live'")
    summary = room.browser.find_element(By.CSS_SELECTOR, "#arrivals summary")
    room.browser.execute_script("arguments[0].focus()", summary)
    ActionChains(room.browser).send_keys(Keys.ENTER).perform()
    room.work.book()
    room.see("document.querySelector('#arrivals-table').innerText.includes('1')")
    room.see("document.querySelector('#arrivals-table').open")
    room.see("document.activeElement.closest('#arrivals') !== null")


def test_a_visit_is_found_by_keyboard_alone(room: Room) -> None:
    booked = room.work.book()
    room.work.admit(booked)
    room.enter("/archive")
    plate = room.browser.find_element(By.ID, "plate")
    room.browser.execute_script("arguments[0].focus()", plate)
    ActionChains(room.browser).send_keys("ab12", Keys.ENTER).perform()
    room.see("location.search.includes('plate=ab12')")
    link = "document.querySelector('td a')"
    room.see(
        f"{link}.getAttribute('href') === '/visits/{room.work.visit_of(booked).id}'"
    )
    room.browser.execute_script(f"{link}.focus()")
    ActionChains(room.browser).send_keys(Keys.ENTER).perform()
    room.see("document.querySelectorAll('.timeline > li').length > 8")


def test_axe_finds_no_fault_in_any_of_the_pages(room: Room) -> None:
    GateDay(room.work).run(12, 1.0, booked_ahead=3)
    visit = room.work.gate.look_up.visits()[-1].id
    day = room.work.clock().date().isoformat()
    room.enter("/overview")
    room.see("document.querySelector('#link').value === 'live'")
    found = {"/overview": faults_of(room.browser)}
    for path in (
        "/archive",
        "/archive?plate=x&from=y",
        f"/archive/days/{day}",
        f"/visits/{visit}",
        f"/visits/{visit}/report",
    ):
        room.browser.get(room.address + path)
        found[path] = faults_of(room.browser)
    assert {path: faults for path, faults in found.items() if faults} == {}
