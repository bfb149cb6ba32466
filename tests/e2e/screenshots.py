"""Pictures of every kiosk state for the docs: ``python -m tests.e2e.screenshots``."""

import argparse
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.domain.decisions import Outcome, ReferTarget, Verdict
from gate_service.domain.lanes import KioskPhase, LaneView
from gate_service.web.app import create_app
from gate_service.web.texts import wordings
from tests.support.browser import chromium, resize
from tests.support.serving import serving
from tests.support.shown_gate import ShownGate, decision, lane_view, reason

_LANDSCAPE, _PORTRAIT = (1280, 800), (800, 1280)
_COLOURS = 32
_DOUBT = decision(
    Verdict.REFER,
    reason("container_one_off", Outcome.REFER),
    reason("plate_uncertain", Outcome.REFER),
    target=ReferTarget.CLERK,
)
_SCAN = decision(
    Verdict.REFER, reason("scan_ordered", Outcome.REFER), target=ReferTarget.SCAN
)
_STOPPED = decision(
    Verdict.STOP,
    reason("plate_differs", Outcome.STOP),
    reason("container_other", Outcome.STOP),
    reason("customs_hold", Outcome.STOP),
    reason("too_late", Outcome.STOP),
)
STATES: Mapping[str, LaneView] = {
    "waiting": lane_view(KioskPhase.WAITING),
    "scan-code": lane_view(KioskPhase.SCAN_CODE),
    "refused-code": lane_view(KioskPhase.SCAN_CODE, notice="unknown_code"),
    "reading": lane_view(KioskPhase.READING),
    "go": lane_view(KioskPhase.GO),
    "refer-clerk": lane_view(KioskPhase.REFER, decision=_DOUBT, clerk_called=True),
    "refer-scan": lane_view(KioskPhase.REFER, decision=_SCAN),
    "stop": lane_view(KioskPhase.STOP, decision=_STOPPED),
    "closed": lane_view(KioskPhase.CLOSED),
}


def main() -> None:
    """Write kiosk-LANGUAGE-STATE.png for all languages, portrait for English."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    into: Path = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    gate = ShownGate()
    with (
        tempfile.TemporaryDirectory() as profile,
        serving(create_app(gate.as_gate())) as address,
        chromium(Path(profile)) as browser,
    ):
        browser.get(f"{address}/login#key=kiosk-key&next=/kiosk/lane-1")
        _wait(browser)
        for language in wordings():
            resize(browser, *_LANDSCAPE)
            _every_state(browser, gate, f"{address}/kiosk/lane-1?lang={language}", into)
        _more(browser, gate, f"{address}/kiosk/lane-1?lang=en", into)


def _every_state(browser: Chrome, gate: ShownGate, url: str, into: Path) -> None:
    language = url[-2:]
    for name, view in STATES.items():
        gate.view = view
        browser.get(url)
        _wait(browser)
        _save(browser, into / f"kiosk-{language}-{name}.png")


def _more(browser: Chrome, gate: ShownGate, url: str, into: Path) -> None:
    """Show what is no state of a lane: typing, a lost link, an upright tablet."""
    gate.view = STATES["scan-code"]
    browser.get(f"{url}&typing=1")
    _wait(browser)
    _save(browser, into / "kiosk-en-typing.png")
    browser.execute_script("document.querySelector('#down').hidden = false")
    _save(browser, into / "kiosk-en-link-down.png")
    resize(browser, *_PORTRAIT)
    for name in ("go", "refer-clerk", "stop"):
        gate.view = STATES[name]
        browser.get(url)
        _wait(browser)
        _save(browser, into / f"kiosk-en-{name}-portrait.png")


def _wait(browser: Chrome) -> None:
    """Wait until the page follows its lane."""
    WebDriverWait(browser, 10, 0.05).until(
        lambda b: b.find_elements(By.CSS_SELECTOR, "#link:not(:empty)")
    )


def _save(browser: Chrome, path: Path) -> None:
    """Write a PNG of few colours, which is what the page has."""
    shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    flat = shot.quantize(_COLOURS, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)


if __name__ == "__main__":
    main()
