"""The clerk desk in a real browser: a misread digit corrected by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium, resize
from tests.support.desk_lane import DeskLane
from tests.support.desk_pictures import shots
from tests.support.desks import ANN, LONG_AGO
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    yield gate
    gate.close()


@pytest.fixture
def lane(gate: Gate) -> Iterator[DeskLane]:
    with serving(create_app(gate)) as address:
        yield DeskLane(address, real_gate.Keys(gate))


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 1440, 900)
        yield browser


def wait(browser: Chrome, script: str) -> object:
    """Wait until *script* gives something true, and give that."""
    return WebDriverWait(browser, 15, 0.05).until(lambda b: b.execute_script(script))


def enter(browser: Chrome, lane: DeskLane, role: Role, page: str) -> None:
    key = lane.keys.secret(role)
    browser.get(f"{lane.address}/login#key={key}&next={page}")
    wait(browser, "return document.querySelector('#link')?.value === 'Live'")


def press(browser: Chrome, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def test_a_misread_digit_is_corrected_by_keyboard_and_the_truck_goes(
    lane: DeskLane, gate: Gate, browser: Chrome, tmp_path: Path
) -> None:
    with chromium(tmp_path / "kiosk") as kiosk:
        resize(kiosk, 1280, 800)
        enter(kiosk, lane, Role.KIOSK, "/kiosk/lane-1")
        enter(browser, lane, Role.CLERK, "/clerk")
        lane.come()
        wait(kiosk, "return document.body.dataset.phase === 'refer'")
        wait(browser, "return document.activeElement.textContent === 'Take'")
        press(browser, Keys.ENTER)
        wait(browser, "return document.activeElement.closest?.('.doubtful')")
        looks = "return document.querySelector('#screen').textContent"
        wait(kiosk, f"{looks}.includes('A clerk is looking at it')")

        marked = "return document.querySelectorAll('.doubtful .pair .differs').length"
        assert browser.execute_script(marked) == 2
        assert faults_of(browser) == []

        press(browser, Keys.ENTER)

        wait(kiosk, "return document.body.dataset.phase === 'go'")
        wait(browser, "return document.querySelector('.done')?.textContent")
        assert faults_of(browser) == []

    (label,) = gate.desk.labels()
    assert label.correction.right == real_gate.CONTAINER
    (crop,) = (each for each in shots() if each.kind == "container")
    assert label.crop == crop.body
    (case,) = gate.desk.seconds(LONG_AGO)
    assert case.ending == "corrected"


def test_a_digit_key_picks_another_text(
    lane: DeskLane, gate: Gate, browser: Chrome
) -> None:
    lane.come()
    enter(browser, lane, Role.CLERK, "/clerk")
    press(browser, Keys.ENTER)
    wait(browser, "return document.activeElement.closest?.('.doubtful')")
    press(browser, "2")
    picked = "return document.querySelector('.doubtful [data-key]:checked').value"
    assert browser.execute_script(picked) == "CSQU3054388"
    press(browser, "o")
    press(browser, "1")  # a digit that is typed chooses nothing
    typed = "return document.querySelector('.doubtful [name^=other-]').value"
    assert browser.execute_script(typed) == "1"
    press(browser, Keys.ENTER)
    told = str(wait(browser, "return document.querySelector('.refused')?.textContent"))
    assert "11 characters" in told or "Not done" in told
    assert gate.desk.look.waiting()


def test_what_another_clerk_does_is_seen_at_once(
    lane: DeskLane, gate: Gate, browser: Chrome
) -> None:
    enter(browser, lane, Role.CLERK, "/clerk")
    lane.come()
    wait(browser, "return document.querySelector('#queue form')")
    (waiting,) = gate.desk.look.waiting()
    gate.desk.claim(waiting.visit.id, ANN)
    held = "return document.querySelector('#queue .holder')?.textContent"
    assert wait(browser, held) == "Ann has it"
    lane.report(
        (
            "passage.closed",
            {"passage": real_gate.PASSAGE, "through": False},
        )
    )
    none = "return document.querySelector('#queue .none')?.textContent"
    assert wait(browser, none) == "Nobody waits."


def test_a_picture_grows_and_closes_by_keyboard(
    lane: DeskLane, browser: Chrome
) -> None:
    lane.come()
    enter(browser, lane, Role.CLERK, "/clerk")
    press(browser, Keys.ENTER)
    wait(browser, "return document.querySelector('#case[data-mine]')")
    browser.execute_script("document.querySelector('.doubtful a.zoom').focus()")
    press(browser, Keys.ENTER)
    press(browser, "+")
    width = "return document.querySelector('dialog[open] img')?.style.width"
    assert wait(browser, width) == "150%"
    press(browser, Keys.ESCAPE)
    wait(browser, "return !document.querySelector('dialog[open]')")


def test_a_stop_is_proposed_by_a_clerk_and_confirmed_by_an_officer(
    lane: DeskLane, gate: Gate, browser: Chrome, tmp_path: Path
) -> None:
    strange = {"text": "XY99ZZZ", "confidence": 0.97, "status": "certain"}
    lane.come(plates=[{**strange, "camera": "front"}])
    enter(browser, lane, Role.CLERK, "/clerk")
    press(browser, Keys.ENTER)
    wait(browser, "return document.querySelector('#case[data-mine]')")
    browser.execute_script("document.querySelector('[value=let_go]').focus()")
    press(browser, Keys.ENTER)
    wait(browser, "return document.querySelector('.proposal')")
    assert faults_of(browser) == []
    (waiting,) = gate.desk.look.waiting()
    with chromium(tmp_path / "officer") as officer:
        resize(officer, 1440, 900)
        enter(officer, lane, Role.OFFICER, f"/clerk/{waiting.visit.id}")
        assert faults_of(officer) == []
        focused = officer.execute_script("return document.activeElement.textContent")
        assert "Confirm" not in focused[:7]  # nothing is confirmed by chance
        officer.execute_script("document.querySelector('.proposal button').focus()")
        press(officer, Keys.ENTER)
        wait(officer, "return document.querySelector('.done')")
        wait(browser, "return document.querySelector('.done')")
    (case,) = gate.desk.seconds(LONG_AGO)
    assert case.ending == "let_go"
