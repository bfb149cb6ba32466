"""Pictures of the officers' pages: ``python -m tests.e2e.officers_screenshots``.

The alerts are examples, told to a real gate. ``--pictures DIR`` shows other pictures
than the drawn ones: NAME.jpg and NAME-still.jpg for each camera's name in ``CAMERAS``.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import httpx2
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.safety import AlertId
from gate_service.main import open_gate
from gate_service.sections.places import GateYard
from gate_service.settings import GateSettings
from gate_service.web.app import create_app
from tests.support import yard_pictures
from tests.support.browser import chromium, resize
from tests.support.gates import Clock
from tests.support.serving import serving
from tests.support.shots import save
from tests.support.told_yard import ToldYard

CAMERAS = ("quay-east", "stack-4", "gate-view", "night")
_YARD = "north"
_OFFICERS = (Caller("Mira", Role.OFFICER), Caller("Tomás", Role.OFFICER))
_NOTES = ("told by radio", "", "crane stopped", "spoke with the foreman")
_LANE = [[0.24, 0.84], [0.33, 0.54], [0.67, 0.54], [0.76, 0.84]]
_STRIP = [[0.02, 0.98], [0.26, 0.32], [0.31, 0.32], [0.2, 0.98]]
_SHIFT = 8 * 60
_ZONES = (
    ("crane 3 apron", "quay-east", "occupied", 1, _LANE),
    ("stack lane 4", "stack-4", "clear", 0, _LANE),
    ("lashing area", "gate-view", "occupied", 4, _LANE),
    ("walkway B", "gate-view", "clear", 0, _STRIP),
    ("roadway", "night", "clear", 0, _LANE),
)


class _Told(NamedTuple):
    """One incident of the example; *ago* in minutes."""

    ago: int
    cause: str
    severity: str
    camera: str
    zone: str | None
    measures: Mapping[str, float]


_TOLD = (
    _Told(455, "missing-ppe", "medium", "stack-4", "stack lane 4", {}),
    _Told(430, "dwell", "low", "gate-view", "walkway B", {"dwell": 64.0}),
    _Told(402, "crowding", "medium", "gate-view", "lashing area", {"people": 4.0}),
    _Told(371, "intrusion", "severe", "night", "roadway", {"dwell": 9.0}),
    _Told(333, "missing-ppe", "medium", "stack-4", "stack lane 4", {}),
    _Told(290, "missing-ppe", "medium", "stack-4", "stack lane 4", {}),
    _Told(251, "direction", "medium", "gate-view", "walkway B", {}),
    _Told(212, "proximity", "severe", "quay-east", "crane 3 apron", {"distance": 3.9}),
    _Told(204, "intrusion", "severe", "quay-east", "crane 3 apron", {"dwell": 5.0}),
    _Told(160, "crowding", "medium", "gate-view", "lashing area", {"people": 5.0}),
    _Told(118, "missing-ppe", "medium", "stack-4", "stack lane 4", {}),
    _Told(77, "tamper", "medium", "night", None, {}),
    _Told(31, "intrusion", "severe", "night", "roadway", {"dwell": 12.0}),
    _Told(9, "missing-ppe", "medium", "stack-4", "stack lane 4", {}),
    _Told(2, "crowding", "medium", "gate-view", "lashing area", {"people": 4.0}),
    _Told(0, "proximity", "severe", "quay-east", "crane 3 apron", {"distance": 2.1}),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A gate with a shift behind it."""

    gate: Gate
    clock: Clock
    yard: ToldYard
    pictures: Path | None

    def live_shift(self) -> None:
        """Tell every incident at its time, and have all but the last ones answered."""
        for number, told in enumerate(_TOLD):
            self.clock.now = _END - timedelta(minutes=told.ago)
            self._incident(f"example-{number}", 40 + number, told)
            if told.ago > 10:
                self._answered(f"example-{number}", number)
        self.clock.now = _END + timedelta(seconds=8)
        self._health()

    def _incident(self, name: str, subject: int, told: "_Told") -> None:
        still = self.yard.keep(self._picture(f"{told.camera}-still", subject - 40))
        self.yard.incident(
            name,
            cause=told.cause,
            severity=told.severity,
            camera=told.camera,
            zone=told.zone,
            measures=told.measures,
            subject=None if told.cause == "tamper" else subject,
            evidence=[still],
        )

    def _answered(self, name: str, number: int) -> None:
        self.clock.turn(6 + 7 * (number % 5))
        officer, note = _OFFICERS[number % 3 == 1], _NOTES[number % 4]
        answer, alert = self.gate.safety.answer, AlertId(name)
        if number % 5 == 4:
            answer.false_alarm(alert, "a tarpaulin in the wind", officer)
        else:
            answer.acknowledge(alert, note, officer)

    def _health(self) -> None:
        since = (self.clock.now - timedelta(minutes=3)).isoformat()
        names = ("zone", "camera", "state", "people", "corners")
        zones = [
            dict(zip(names, each, strict=True)) | {"since": since} for each in _ZONES
        ]
        lenses = dict.fromkeys(CAMERAS, "clear") | {"night": "covered"}
        self.yard.health(lenses, zones)
        stays = [["quay-east", c, r, s] for c, r, s in _stays()]
        self.yard.tell("yard.presence", {"cells": stays})
        for camera in CAMERAS:
            self.yard.picture(camera, self._picture(camera, 10))

    def _picture(self, name: str, number: int) -> bytes:
        if self.pictures is not None:
            return (self.pictures / f"{name}.jpg").read_bytes()
        return yard_pictures.jpeg(yard_pictures.yard_picture(number / len(_TOLD)))


_END = datetime(2026, 5, 4, 13, 52, 7, tzinfo=UTC)


def _stays() -> Iterator[tuple[int, int, float]]:
    """Yield where people stood: a path across the picture, and a spot they like."""
    for column in range(6, 27):
        yield column, 13 - column // 6, 9.0 + 3 * (column % 4)
        yield column, 12 - column // 6, 4.0 + (column % 3)
    for column, row, seconds in ((17, 11, 80.0), (18, 11, 55.0), (17, 12, 40.0)):
        yield column, row, seconds


@contextmanager
def example(folder: Path, pictures: Path | None) -> Iterator[tuple[str, str]]:
    """Serve the example; yield its address and an officer's key."""
    clock = Clock(_END - timedelta(minutes=_SHIFT))
    settings = GateSettings(yards={_YARD: GateYard()}, data=folder)
    gate = open_gate(settings, clock=clock)
    secret = gate.keys.issue(Role.YARD, "yard north", _YARD)
    with (
        serving(create_app(gate, tick_every=3600)) as address,
        httpx2.Client(base_url=address) as client,
    ):
        headers = {"Authorization": f"Bearer {secret}"}
        yard = ToldYard(client, headers, name=_YARD, clock=clock)
        Example(gate, clock, yard, pictures).live_shift()
        gate.safety.escalate()
        yield address, gate.keys.issue(Role.OFFICER, "Mira")
    gate.close()


def main() -> None:
    """Write officers.png and the pictures of the other pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        example(Path(folder) / "gate", asked.pictures) as (address, key),
        chromium(Path(folder) / "profile") as browser,
    ):
        resize(browser, 1280, 800)
        browser.get(f"{address}/login#key={key}&next=/officers")
        for name, (path, width, height) in _PAGES.items():
            resize(browser, width, height)
            _wait(browser)
            browser.get(address + path)
            _wait(browser)
            save(browser, asked.into / f"{name}.png")


_DRAFT = urlencode(
    {
        "name": "reefer rack",
        "corners": "0.3, 0.5\n0.68, 0.46\n0.8, 0.9\n0.1, 0.86",
        "admits": "person",
        "gear": ["helmet", "vest"],
        "hours": "Mon-Fri 06:00-22:00",
    },
    doseq=True,
)
_PAGES = {
    "officers": ("/officers", 1280, 800),
    "officers-phone": ("/officers", 400, 800),
    "officers-camera": (f"/officers/cameras/{_YARD}/quay-east?heat=8", 1280, 680),
    "officers-report": ("/officers/report", 1280, 800),
    "officers-zones": (f"/officers/zones/{_YARD}/stack-4?{_DRAFT}", 1280, 800),
}


def _wait(browser: Chrome) -> None:
    """Wait until the page follows its yard and its pictures are there."""
    WebDriverWait(browser, 10, 0.05).until(
        lambda b: b.find_elements(By.CSS_SELECTOR, "#link:not(:empty)")
    )
    loaded = """
        return [...document.querySelectorAll("img:not([loading])")]
            .every((image) => image.naturalWidth > 0);
    """
    WebDriverWait(browser, 10, 0.05).until(lambda b: b.execute_script(loaded))


if __name__ == "__main__":
    main()
