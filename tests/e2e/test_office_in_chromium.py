"""The office pages in a real browser: axe-core finds no fault in them."""

from pathlib import Path

import pytest

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.axe import faults_of
from tests.support.browser import MISSING, chromium
from tests.support.serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(MISSING, reason="no Chromium and chromedriver on this machine"),
]


def test_axe_finds_no_fault_in_the_office_pages(tmp_path: Path) -> None:
    gate = real_gate.fresh_gate(tmp_path / "gate")
    key = real_gate.Keys(gate).secret(Role.CLERK)
    with (
        serving(create_app(gate)) as address,
        chromium(tmp_path / "profile") as browser,
    ):
        told = {}
        for page in ("/login", "/visits", "/docs", "/visits/none"):
            browser.get(f"{address}{page}")
            told[page] = faults_of(browser)
            if page == "/login":
                browser.get(f"{address}/login#key={key}&next=/visits")
    gate.close()

    assert told == {page: [] for page in told}


def test_axe_tells_of_a_picture_without_words(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<html lang="en"><title>a</title><main><h1>a</h1><img src="a">')
    with chromium(tmp_path / "profile") as browser:
        browser.get(page.as_uri())
        (fault,) = faults_of(browser)

    assert fault.startswith("image-alt: ")
