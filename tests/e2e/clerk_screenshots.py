"""Pictures of the desk for the docs: ``python -m tests.e2e.clerk_screenshots``."""

import argparse
import io
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.domain.visits import VisitId
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.browser import HEARING, chromium, resize
from tests.support.desk_lane import DeskLane
from tests.support.desks import ANN, LET_GO
from tests.support.serving import serving

_SIZE = (1440, 1000)
_STRANGE = {"text": "XY99ZZZ", "confidence": 0.96, "status": "certain"}


@dataclass(frozen=True, slots=True)
class _Room:
    gate: Gate
    lane: DeskLane
    clerk: Chrome
    kiosk: Chrome
    into: Path

    def enter(self, browser: Chrome, role: Role, page: str) -> None:
        key = self.lane.keys.secret(role)
        browser.get(f"{self.lane.address}/login#key={key}&next={page}")
        _until(browser, "return document.querySelector('#link')?.value === 'Live'")

    def save(self, browser: Chrome, name: str) -> None:
        shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
        flat = shot.quantize(128, dither=Image.Dither.NONE)
        flat.save(self.into / f"{name}.png", optimize=True)


def main() -> None:
    """Write clerk-NAME.png, one fresh gate a picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    into: Path = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    for take in (_misread, _second_person, _talk):
        _with_room(into, take)


def _with_room(into: Path, take: Callable[[_Room], None]) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        gate = real_gate.fresh_gate(folder / "gate")
        stack.callback(gate.close)
        address = stack.enter_context(serving(create_app(gate)))
        clerk = stack.enter_context(chromium(folder / "clerk", *HEARING))
        kiosk = stack.enter_context(chromium(folder / "kiosk", *HEARING))
        resize(clerk, *_SIZE)
        resize(kiosk, 1280, 800)
        lane = DeskLane(address, real_gate.Keys(gate))
        take(_Room(gate, lane, clerk, kiosk, into))


def _misread(room: _Room) -> None:
    """Show a misread digit, as the clerk and the driver see it."""
    room.lane.come()
    room.enter(room.clerk, Role.CLERK, "/clerk")
    room.clerk.execute_script("document.querySelector('#queue button').click()")
    _until(room.clerk, "return document.querySelector('#case[data-mine]')")
    _until(room.clerk, _PICTURES)
    room.enter(room.kiosk, Role.KIOSK, "/kiosk/lane-1")
    room.save(room.clerk, "clerk")
    room.save(room.kiosk, "kiosk-en-clerk-looks")
    room.clerk.execute_script("document.querySelector('.doubtful a.zoom').click()")
    _until(room.clerk, "return document.querySelector('dialog[open] img').complete")
    room.save(room.clerk, "clerk-zoom")


def _second_person(room: _Room) -> None:
    """Show what an officer sees who is asked to confirm."""
    room.lane.come(plates=[{**_STRANGE, "camera": "front"}])
    (waiting,) = room.gate.desk.look.waiting()
    room.gate.desk.resolve(VisitId(waiting.visit.id), LET_GO, ANN)
    room.enter(room.clerk, Role.OFFICER, f"/clerk/{waiting.visit.id}")
    _until(room.clerk, _PICTURES)
    room.save(room.clerk, "clerk-second")


def _talk(room: _Room) -> None:
    """Show both screens while clerk and driver talk."""
    room.lane.come()
    room.enter(room.clerk, Role.CLERK, "/clerk")
    room.enter(room.kiosk, Role.KIOSK, "/kiosk/lane-1")
    room.kiosk.execute_script("document.querySelector('#clerk button').click()")
    _until(room.clerk, "return document.querySelector('#talk.ringing')")
    room.save(room.clerk, "clerk-calls")
    room.clerk.execute_script("document.querySelector('#talk-call').click()")
    _until(room.kiosk, "return window.talker?.connected")
    words = "document.querySelector('#talk b').textContent"
    _until(room.kiosk, f"return {words} === 'You talk with a clerk'")
    room.save(room.kiosk, "kiosk-en-talk")


_PICTURES = "return [...document.images].every((each) => each.complete)"


def _until(browser: Chrome, script: str) -> None:
    WebDriverWait(browser, 20, 0.05).until(lambda b: b.execute_script(script))


if __name__ == "__main__":
    main()
