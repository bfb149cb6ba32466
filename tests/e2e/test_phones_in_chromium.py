"""Office pages on a phone: nothing stands beside the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from gate_service.domain.callers import Role
from gate_service.domain.visits import Appointment
from gate_service.web.app import create_app
from tests.support.browser import MISSING, chromium, resize
from tests.support.gates import GateAtWork, at_work
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]
_WIDE = """
return [...document.querySelectorAll("main, main *, header *")]
  .filter((each) => !each.closest(".scroll, pre, details") || each.matches(".scroll"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120));
"""


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    work = at_work(tmp_path / "gate")
    yield work
    work.gate.close()


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Chrome]:
    with chromium(tmp_path / "profile") as browser:
        resize(browser, 360, 740)
        yield browser


def pages_of(role: Role, work: GateAtWork, booked: Appointment) -> list[str]:
    visit = work.visit_of(booked).id
    day = f"{work.clock.now:%Y-%m-%d}"
    pages = {
        Role.CUSTOMS: ["/customs", "/customs/risk", "/customs/manifests", "/telling"],
        Role.HAULIER: ["/declare", "/declare/new", f"/declare/{booked.id}/code"],
        Role.OFFICER: ["/overview", f"/archive/days/{day}", f"/visits/{visit}/report"],
        Role.CLERK: ["/clerk", "/visits", f"/visits/{visit}", "/offline", "/docs"],
    }
    return pages[role]


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.CUSTOMS, "HMRC"),
        (Role.HAULIER, "ACME"),
        (Role.OFFICER, None),
        (Role.CLERK, None),
    ],
)
def test_no_page_is_wider_than_a_phone(
    work: GateAtWork, phone: Chrome, role: Role, scope: str | None
) -> None:
    booked = work.book()
    work.admit(booked)
    work.hold()
    key = work.gate.keys.issue(role, "Mira", scope)
    wide = {}
    with serving(create_app(work.gate, tick_every=3600)) as address:
        phone.get(f"{address}/login#key={key}&next=/")
        pages = pages_of(role, work, booked)
        for page in pages:
            phone.get(address + page)
            assert "Log in" not in phone.title
            wide[page] = phone.execute_script(_WIDE)

    assert wide == {page: [] for page in pages}
