"""Declarations, rights and drivers beyond one page, for people and for programs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.rights import RightRequest
from gate_service.web.app import create_app
from tests.support.declaring import Party, opened, party
from tests.support.gates import Clock, booking
from vision.identifiers import check_digit

MANY = 60
CLERK = Caller("desk 1", Role.CLERK)
LINE = Caller("the line", Role.CARRIER, "LINE")
BOXES = [ten + check_digit(ten) for ten in (f"CSQU{n:06}" for n in range(MANY))]
NAMES = [f"REF-{number:03}" for number in range(MANY)]


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = opened(tmp_path, Clock(), slots={"timezone": "UTC"})
    yield gate
    gate.close()


def declared(gate: Gate) -> list[str]:
    for name in NAMES:
        gate.book(booking(name, haulier="ACME"), CLERK)
    return NAMES


def named(gate: Gate) -> list[str]:
    for box in BOXES:
        request = RightRequest(container=box, holder="ACME")
        gate.declarations.name_holder(request, LINE)
    return BOXES


def with_drivers(gate: Gate) -> list[str]:
    kept = Driver(id=DriverId("none"), haulier="ACME", licence="", name="Ann")
    with gate.declarations.drivers.transactions.write() as store:
        for name in NAMES:
            store.drivers.save(replace(kept, id=DriverId(name), licence=name))
    return NAMES


def visiting(gate: Gate) -> list[str]:
    """Book as many, of whom the first booked was the last to be heard of."""
    declared(gate)
    first = gate.look_up.appointments(limit=MANY)[-1]
    gate.cancel(first.id, by=CLERK)
    return NAMES


Made = Callable[[Gate], list[str]]
LISTS = pytest.mark.parametrize(
    ("path", "api", "made"),
    [
        pytest.param("/declare", "/appointments", declared, id="declarations"),
        pytest.param("/rights", "/rights", named, id="rights"),
        pytest.param("/drivers", "/drivers", with_drivers, id="drivers"),
    ],
)


PEOPLE = pytest.mark.parametrize(
    ("path", "made"),
    [
        pytest.param("/declare", declared, id="declarations"),
        pytest.param("/rights", named, id="rights"),
        pytest.param("/drivers", with_drivers, id="drivers"),
        pytest.param("/visits", visiting, id="visits"),
    ],
)


def walked(by: Party, path: str) -> list[str]:
    """Follow "Older" to its end; give what stands in the rows of each page."""
    pages: list[str] = []
    while path:
        assert len(pages) < MANY, "the pages have no end"
        text = by.get(path).text
        pages.append(" ".join(re.findall(r"<tr>.*?</tr>", text, re.DOTALL)))
        onward = re.search(r'<a href="([^"]+)" rel="next">Older</a>', text)
        path = onward[1].replace("&amp;", "&") if onward else ""
    return pages


@PEOPLE
def test_each_stands_on_one_page_newest_first(
    gate: Gate, path: str, made: Made
) -> None:
    names = made(gate)
    with TestClient(create_app(gate, tick_every=3600)) as client:
        pages = walked(party(client, gate, Role.CLERK, None), path)
    found = [name for page in pages for name in names if name in page]

    assert len(pages) == 2
    assert sorted(found) == names
    assert names[-1] in pages[0]
    assert names[0] in pages[-1]


@LISTS
def test_programs_follow_the_link_to_the_end(
    gate: Gate, path: str, api: str, made: Made
) -> None:
    names, told = made(gate), []
    with TestClient(create_app(gate, tick_every=3600)) as client:
        clerk = party(client, gate, Role.CLERK, None)
        answer = clerk.call("GET", f"{api}?limit=25")
        told.append(answer.text)
        while "next" in answer.links:
            onward = answer.links["next"]["url"].removeprefix("/api/v1")
            answer = clerk.call("GET", onward)
            told.append(answer.text)

    assert [sum(name in text for name in names) for text in told] == [25, 25, 10]


@LISTS
def test_a_made_up_place_to_go_on_is_refused(
    gate: Gate, path: str, api: str, made: Made
) -> None:
    with TestClient(create_app(gate, tick_every=3600)) as client:
        clerk = party(client, gate, Role.CLERK, None)

        assert clerk.get(f"{path}?cursor=here").status_code == 422
        assert clerk.call("GET", f"{api}?cursor=here").status_code == 422
