"""Pictures of the pages of declarations: ``python -m tests.e2e.declare_screenshots``.

The hauliers, carriers and trucks are examples, declared at a real gate.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from gate_service.application.gate import Gate
from gate_service.domain.bookings import BookingRequest, DeclaredDriver
from gate_service.domain.callers import Caller, Role
from gate_service.domain.rights import RightRequest
from gate_service.domain.visits import Appointment, DangerousGoods, ExpectedContainer
from gate_service.web.app import create_app
from tests.support.browser import chromium, resize
from tests.support.declaring import SLOT, opened
from tests.support.gates import Clock
from tests.support.serving import serving
from tests.support.shots import save

_ACME = Caller("Acme's office", Role.HAULIER, "Acme Haulage")
_LINE = Caller("Blue Line", Role.CARRIER, "Blue Line")
_BOXES = ("CSQU3054383", "MSKU6011672", "TGHU7600010", "HLXU8123451", "TCLU4265705")
_DRIVERS = (
    DeclaredDriver("Ana Ruiz", "RUIZ801152", "+34 600 111 222"),
    DeclaredDriver("Tom Byrne", "BYRNE702244"),
    DeclaredDriver("Li Wei", "LIWEI903311", "+44 7700 900111"),
)
_GOODS = (DangerousGoods("1263", "3"),)


@dataclass(frozen=True, slots=True)
class Example:
    """A gate where a day is declared."""

    gate: Gate
    clock: Clock
    address: str
    browser: Chrome

    def live_morning(self) -> Appointment:
        """Name hauliers, declare five trucks, miss one and cancel one."""
        for number, box in enumerate(_BOXES):
            request = RightRequest(
                container=box,
                holder=str(_ACME.scope),
                release=None if number == 3 else f"REL-{77120 + number}",
                expires=SLOT + timedelta(days=2),
                fees="140 EUR demurrage" if number == 4 else None,
            )
            self.gate.declarations.name_holder(request, _LINE)
        booked = [self._declare(number) for number in range(len(_BOXES))]
        self.gate.cancel(booked[3].id, _ACME)
        self.clock.turn(2 * 3600)
        self.gate.tick()
        return booked[2]

    def _declare(self, number: int) -> Appointment:
        opens = SLOT + timedelta(hours=(-2, 0, 1, 1, 2)[number])
        box = ExpectedContainer(
            _BOXES[number],
            "22G1",
            seals=(f"GB{448120 + number}",),
            dangerous=_GOODS if number == 2 else (),
            vgm=21480.0,
        )
        request = BookingRequest(
            reference=f"ACME-{4711 + number}",
            terminal="NLRTM",
            haulier=str(_ACME.scope),
            plate=f"AB1{number} CDE",
            containers=(box,),
            opens=opens,
            closes=opens + timedelta(hours=1),
            leaves_with=(),
            declared=_DRIVERS[number % 3],
        )
        return self.gate.book(request, _ACME)

    def enter(self, role: Role, scope: str | None) -> None:
        key = self.gate.keys.issue(role, f"a {role}", scope)
        self.browser.get(f"{self.address}/login#key={key}&next=/docs")
        WebDriverWait(self.browser, 10).until(
            lambda b: b.execute_script("return location.pathname === '/docs'")
        )

    def show(self, page: str, width: int, height: int) -> None:
        resize(self.browser, width, height)
        self.browser.get(self.address + page)

    def mistype(self, typed: Mapping[str, str]) -> None:
        for name, text in typed.items():
            self.browser.find_element(By.ID, name).send_keys(text)
        self.browser.find_element(By.CSS_SELECTOR, "button.main").click()
        WebDriverWait(self.browser, 10).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, ".faults")
        )


@contextmanager
def example(folder: Path) -> Iterator[Example]:
    """Serve the example to a browser."""
    clock = Clock(datetime.fromisoformat("2026-05-04T11:40:00+00:00"))
    slots = {"capacity": 40, "hours": {15: 2, 16: 3}, "timezone": "UTC"}
    gate = opened(folder / "gate", clock, slots=slots)
    with (
        serving(create_app(gate, tick_every=3600)) as address,
        chromium(folder / "profile") as browser,
    ):
        yield Example(gate, clock, address, browser)
    gate.close()


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("docs/images"))
    into: Path = parser.parse_args().into
    with (
        tempfile.TemporaryDirectory() as folder,
        example(Path(folder)) as shown,
    ):
        booked = shown.live_morning()
        shown.enter(Role.HAULIER, _ACME.scope)
        shown.show("/declare", 1280, 560)
        save(shown.browser, into / "declare.png")
        shown.show("/declare/new", 1280, 1100)
        shown.mistype({"reference": "ACME-4716", "plate": "!", **_TYPED})
        save(shown.browser, into / "declare-faults.png")
        shown.show(f"/declare/{booked.id}/code", 390, 844)
        save(shown.browser, into / "declare-code.png")
        shown.enter(Role.CARRIER, _LINE.scope)
        shown.show("/rights", 1280, 720)
        save(shown.browser, into / "rights.png")
        shown.enter(Role.CLERK, None)
        shown.show("/drivers", 1280, 480)
        save(shown.browser, into / "drivers.png")


_TYPED = {
    "driver.licence": "RUIZ801152",
    "containers.0.number": "CSQU3054384",
    "containers.0.size_type": "22G1",
    "containers.0.un": "1263",
    "containers.0.imdg": "11",
}

if __name__ == "__main__":
    main()
