"""The kiosk's page while the gate is away."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2
import pytest

from pipelines.alone_page import LocalPage
from pipelines.alone_screen import Display, Phase, Screen
from pipelines.link_settings import SettingsError


@dataclass
class Served:
    page: LocalPage
    display: Display
    client: httpx2.Client
    codes: list[str] = field(default_factory=list)


@pytest.fixture
def served() -> Iterator[Served]:
    stop, display, codes = threading.Event(), Display(), list[str]()
    page = LocalPage(0, display, codes.append)
    thread = page.start(stop)
    with httpx2.Client(base_url=f"http://127.0.0.1:{page.port}") as client:
        yield Served(page, display, client, codes)
    stop.set()
    thread.join(5.0)


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_has_its_words(served: Served, phase: Phase) -> None:
    served.display.show(Screen(phase, ("plate_differs",)))
    state = served.client.get("/state").json()
    page = served.client.get("/").text
    assert state["phase"] == phase.value
    assert all(words in page for words in state["words"].values())
    assert "plate_differs" not in page


def test_a_scanned_code_is_told_and_the_page_comes_again(served: Served) -> None:
    answer = served.client.post("/code", data={"code": " QGA1 "})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert served.codes == ["QGA1"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        pytest.param("/code", {"Origin": "http://elsewhere"}, 404, id="other site"),
        pytest.param("/other", {}, 404, id="other path"),
    ],
)
def test_what_does_not_come_from_the_page_shows_no_code(
    served: Served, path: str, headers: dict[str, str], status: int
) -> None:
    answer = served.client.post(path, data={"code": "QGA1"}, headers=headers)
    assert (answer.status_code, served.codes) == (status, [])


def test_an_empty_form_shows_no_code(served: Served) -> None:
    served.client.post("/code", data={"code": "  "})
    assert served.codes == []


def test_a_port_that_is_taken_is_named(served: Served) -> None:
    with pytest.raises(SettingsError, match=f"port {served.page.port} cannot be used"):
        LocalPage(served.page.port, served.display, served.codes.append).start(
            threading.Event()
        )
