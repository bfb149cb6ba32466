"""Pictures of who is told: ``python -m tests.e2e.telling_screenshots``.

Subscribers are examples, told by a real gate: two receivers stand on loopback, one of
which answers 422. Addresses of the pictures are theirs.
"""

import argparse
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldRequest
from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.domain.telling import DeadLetter, Form, SubscriberId
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from gate_service.sections.telling import CsvFiles, Telling
from gate_service.settings import GateSettings
from gate_service.web.app import create_app
from tests.support.browser import chromium, resize
from tests.support.serving import serving
from tests.support.tolds import Receiver, receiver

_ADMIN = Caller("admin", Role.ADMIN)
_CUSTOMS = Caller("customs", Role.CUSTOMS, "HMRC")
_COLOURS = 96
_DEAD = 3


def main() -> None:
    """Write telling.png and telling-one.png."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    into = parser.parse_args().into
    with tempfile.TemporaryDirectory() as folder, _gate(Path(folder)) as gate:
        key = gate.keys.issue(Role.ADMIN, "admin")
        with (
            receiver() as well,
            receiver(lambda: 422) as refusing,
            serving(create_app(gate)) as address,
            chromium(Path(folder) / "profile") as browser,
        ):
            whom = _subscribe(gate, well, refusing)
            resize(browser, 1280, 720)
            browser.get(f"{address}/login#key={key}&next=/telling")
            WebDriverWait(browser, 10).until(lambda each: "failing" in each.page_source)
            _save(browser, into / "telling.png")
            resize(browser, 1280, 960)
            browser.get(f"{address}/telling/{whom}")
            _save(browser, into / "telling-one.png")


@contextmanager
def _gate(folder: Path) -> Iterator[Gate]:
    told = Telling(un_locode="NLRTM", smdg="APM2", csv=CsvFiles(folder=folder / "csv"))
    gate = open_gate(
        GateSettings(
            lanes={"in-1": GateLane()},
            terminal="NLRTM",
            data=folder / "gate",
            telling=told,
        )
    )
    yield gate
    gate.close()


def _subscribe(gate: Gate, well: Receiver, refusing: Receiver) -> SubscriberId:
    """Add four subscribers and let something happen; give the one that fails."""
    subscriptions = gate.telling.subscriptions
    moves = ("visit.gated_in", "visit.gated_out", "hold.*")
    for name, types, form in (
        ("TOS of terminal 2", (), Form.CLOUDEVENTS),
        ("Carrier's track and trace", moves, Form.DCSA),
        ("Traceability", moves, Form.EPCIS),
    ):
        request = SubscriptionRequest(name=name, url=well.url, types=types, form=form)
        subscriptions.add(request, _ADMIN)
    request = SubscriptionRequest(name="HMRC", url=refusing.url, types=("hold.*",))
    whom = subscriptions.add(request, _CUSTOMS).id
    for number in range(2):
        placed = HoldRequest(
            authority="HMRC", container="CSQU3054383", reference=f"H-{number}"
        )
        gate.place_hold(placed, _CUSTOMS)
    well.wait(lambda: len(well.bodies) > number)
    _kill(gate, whom, refusing.url)
    return whom


def _kill(gate: Gate, whom: SubscriberId, url: str) -> None:
    """Leave a dead letter, as many tries later there would be."""
    office = gate.telling.office
    with office.transactions.write() as store:
        store.dead_letters.save(
            DeadLetter(
                id=f"{whom}-{_DEAD}",
                subscriber=whom,
                event=_DEAD,
                name="hold.placed",
                subject="CSQU3054383",
                at=office.clock(),
                why=f"{url} answered 422",
            )
        )


def _save(browser: Chrome, path: Path) -> None:
    """Write a PNG of few colours: small, and good enough for a document."""
    shot = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    shot.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
