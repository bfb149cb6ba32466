"""Pictures of the customs pages: ``python -m tests.e2e.customs_screenshots``.

The trucks and holds are examples, told to a real gate.
"""

import argparse
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome

from gate_service.domain.callers import Role
from gate_service.domain.customs import HoldOrder, HoldRequest
from gate_service.domain.risk import RiskTerms
from gate_service.domain.visits import ExpectedContainer
from gate_service.web.app import create_app
from gate_service.web.manifest_files import JSON_TYPE, rows_of
from tests.support.browser import chromium, resize
from tests.support.gates import (
    BOX,
    CUSTOMS,
    OTHER_BOX,
    SECOND,
    GateAtWork,
    at_work,
    seen_box,
    seen_plate,
)
from tests.support.serving import serving

_COLOURS = 48
_PAGES = {
    "customs": ("/customs", 1280, 700),
    "customs-waiting": ("/customs/waiting", 1280, 440),
    "customs-risk": ("/customs/risk", 1280, 880),
}
_BAD = {"container": "CSQU3054384", "commodity": "x"}


def _tell(work: GateAtWork) -> None:
    """Leave holds, two rules, a manifest, and two trucks that wait."""
    for order, box, reference in (
        (HoldOrder.SCAN, BOX, "ENS-2026-0815"),
        (HoldOrder.HOLD, "TGHU7650005", "HOLD-2026-117"),
        (HoldOrder.SEIZURE, "HLXU5000005", "SZ-2026-4"),
    ):
        request = HoldRequest(
            authority="HMRC", container=box, reference=reference, order=order
        )
        work.gate.place_hold(request, CUSTOMS)
        work.clock.turn(61)
    rules = (
        RiskTerms(order=HoldOrder.EXAM, reference="RR-2026-17", owners=("MSKU",)),
        RiskTerms(
            order=HoldOrder.SCAN,
            reference="RR-2026-18",
            commodities=("8429", "excavator"),
            origins=("BR",),
            share=0.1,
        ),
    )
    for terms in rules:
        work.gate.customs.add_rule(terms, CUSTOMS)
    body = json.dumps([{"container": BOX, "commodity": "847989"}, _BAD]).encode()
    work.gate.customs.receive(rows_of(body, JSON_TYPE), body, CUSTOMS)
    work.gate.customs.read()
    work.stand(work.book().arrival_code)
    work.clock.turn(190)
    _second_truck(work)


def _second_truck(work: GateAtWork) -> None:
    plate = "QG26HAR"
    boxes = (ExpectedContainer(OTHER_BOX, "22G1"),)
    booked = work.book(plate=plate, containers=boxes)
    work.drive_in("p-2", SECOND)
    work.gate.present(SECOND, booked.arrival_code)
    plates = (seen_plate(plate),)
    work.capture("p-2", SECOND, plates=plates, boxes=(seen_box(OTHER_BOX),))


@contextmanager
def example(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve the example; yield its address and a customs officer's key."""
    work = at_work(folder)
    _tell(work)
    with serving(create_app(work.gate, tick_every=3600)) as address:
        yield address, work.gate.keys.issue(Role.CUSTOMS, "desk 3", "HMRC")
    work.gate.close()


def main() -> None:
    """Write customs.png and the pictures of the other pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    into: Path = parser.parse_args().into
    with (
        tempfile.TemporaryDirectory() as folder,
        example(Path(folder) / "gate") as (address, key),
        chromium(Path(folder) / "profile") as browser,
    ):
        browser.get(f"{address}/login#key={key}&next=/customs")
        for name, (path, width, height) in _PAGES.items():
            resize(browser, width, height)
            browser.get(address + path)
            _save(browser, into / f"{name}.png")


def _save(browser: Chrome, path: Path) -> None:
    shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    flat = shot.quantize(_COLOURS, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)


if __name__ == "__main__":
    main()
