"""Pictures of overview and archive: ``python -m tests.e2e.archive_screenshots``.

The day is made up and told to a real gate, with a truck that the generator draws.
"""

import argparse
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from datasets.cameras import FRONT, LEFT, REAR
from datasets.motion import Pose
from datasets.plans import ContainerPlan, TruckPlan
from datasets.scenes import LaneView
from gate_service.domain.callers import Role
from gate_service.domain.lane_events import PassageCaptured
from gate_service.domain.visits import Evidence, ExpectedContainer, PassageId, VisitId
from gate_service.web.app import create_app
from tests.support.browser import chromium, resize
from tests.support.gate_day import GateDay
from tests.support.gates import (
    EXIT,
    LANE,
    PLATE,
    SECOND,
    GateAtWork,
    at_work,
    live,
    seen_box,
    seen_plate,
)
from tests.support.serving import serving
from tests.support.shots import save

_END = datetime(2026, 5, 4, 14, 6, 30, tzinfo=UTC)
_BOX = "MRDU3054380"
_CAMERAS = (FRONT, LEFT, REAR)


@dataclass(frozen=True, slots=True)
class Example:
    """A gate with a day behind it, and one visit of that day."""

    address: str
    key: str
    visit: VisitId


@contextmanager
def example(folder: Path, trucks: int = 150) -> Iterator[Example]:
    """Serve a gate with a day behind it."""
    work = at_work(folder)
    work.clock.now = _END - timedelta(hours=9)
    GateDay(work).run(trucks, 8, booked_ahead=70)
    visit = _whole_visit(work)
    _standing(work)
    head = work.gate.archive.back.head()
    while head and work.gate.archive.follow() < head.number:
        pass
    try:
        with serving(create_app(work.gate, tick_every=3600)) as address:
            key = work.gate.keys.issue(Role.OFFICER, "Mira")
            yield Example(address, key, visit)
    finally:
        work.gate.close()


def _whole_visit(work: GateAtWork) -> VisitId:
    """Let a truck be read too late, judged again and let in, and leave."""
    booked = work.book(
        containers=(ExpectedContainer(_BOX, "45G1"),),
        opens=work.clock.now,
        closes=work.clock.now + timedelta(hours=1),
    )
    work.drive_in("whole")
    work.gate.present(LANE, booked.arrival_code)
    images = _images(work)
    for boxes in ((), (seen_box(_BOX, size_type="45G1", camera="left"),)):
        work.clock.turn(4)
        report = PassageCaptured(
            passage=PassageId("whole"),
            opened=work.clock.now - timedelta(seconds=12),
            stopped=work.clock.now - timedelta(seconds=5),
            plates=(seen_plate(camera="front"),),
            containers=boxes,
            cameras=(live(),),
            evidence=images,
        )
        work.report(report)
        work.clock.turn(15)
    work.raise_barrier()
    work.drive_off("whole")
    work.clock.turn(900)
    work.drive_in("whole-out", EXIT)
    work.capture("whole-out", EXIT, boxes=())
    work.raise_barrier(EXIT)
    work.drive_off("whole-out", EXIT)
    return work.visit_of(booked).id


def _images(work: GateAtWork) -> tuple[Evidence, ...]:
    plan = TruckPlan(
        plate="AB12 CDE",
        containers=(ContainerPlan(number=_BOX, size_type="45G1"),),
        qr="HELLO",
    )
    found = []
    for camera in _CAMERAS:
        pixels = LaneView(plan, camera).frame(Pose(0.0))
        body = cv2.imencode(".jpg", pixels)[1].tobytes()
        digest = hashlib.sha256(body).hexdigest()
        work.gate.keep_evidence(digest, body)
        at = work.clock.now
        image = Evidence(digest=digest, camera=camera.name, kind="frame", at=at)
        found.append(image)
    return tuple(found)


def _standing(work: GateAtWork) -> None:
    """Leave one truck referred and one without a code in the lanes."""
    work.clock.now = _END
    booked = work.book(plate="KX71LMN", opens=_END, closes=_END + timedelta(hours=1))
    work.drive_in("now-1")
    work.gate.present(LANE, booked.arrival_code)
    work.clock.turn(6)
    work.capture("now-1", plates=(seen_plate("KX71LMN"),), boxes=())
    work.drive_in("now-2", SECOND)
    work.clock.turn(9)
    work.capture("now-2", SECOND, plates=(seen_plate(PLATE),))


def main() -> None:
    """Write overview.png, archive.png, visit.png and day.png."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", nargs="*", default=list(_PAGES))
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        example(Path(folder) / "gate") as shown,
        chromium(Path(folder) / "profile") as browser,
    ):
        browser.get(f"{shown.address}/login#key={shown.key}&next=/overview")
        _wait(browser, "#board")
        _shoot(browser, shown, asked.into, asked.only)


def _shoot(browser: Chrome, shown: Example, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        path, width, height, mark = _PAGES[name]
        resize(browser, width, height)
        browser.get(shown.address + path.format(visit=shown.visit))
        _wait(browser, mark)
        if name == "visit":
            browser.execute_script(
                "document.querySelector('h2:last-of-type').scrollIntoView()"
            )
        save(browser, folder / f"{name}.png", colours=240)


def _wait(browser: Chrome, mark: str) -> None:
    WebDriverWait(browser, 10, 0.05).until(
        lambda b: b.find_elements(By.CSS_SELECTOR, mark)
    )


_PAGES = {
    "overview": ("/overview", 1280, 1180, "#link:not(:empty)"),
    "archive": ("/archive?plate=AB", 1280, 700, "table"),
    "visit": ("/visits/{visit}", 1280, 1400, ".timeline"),
    "day": ("/archive/days/2026-05-04", 1280, 1000, "table"),
}


if __name__ == "__main__":
    main()
