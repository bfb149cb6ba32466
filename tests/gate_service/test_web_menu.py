"""The menu: every role sees the pages that open to it, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from gate_service.web.menu import MENU, menu_of
from tests.support.real_gate import Keys, fresh_gate


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = fresh_gate(tmp_path)
    yield gate
    gate.close()


@pytest.mark.parametrize("role", Role)
def test_a_role_s_menu_lists_what_opens_to_it(gate: Gate, role: Role) -> None:
    with TestClient(create_app(gate)) as client:
        client.cookies.set(COOKIE, Keys(gate).secret(role))
        shown = client.get("/docs").text
        opens = {each: client.get(each.path).status_code for each in MENU}

    for entry, status in opens.items():
        assert (f'href="{entry.path}"' in shown) == (entry in menu_of(role))
        assert (status == 200) == (entry in menu_of(role))


def test_the_page_that_is_shown_is_marked(gate: Gate) -> None:
    with TestClient(create_app(gate)) as client:
        client.cookies.set(COOKIE, Keys(gate).secret(Role.CLERK))
        page = client.get("/visits").text

    assert '<a href="/visits" aria-current="page">' in page
    assert page.count("aria-current") == 1


def test_no_page_stands_in_the_menu_twice() -> None:
    paths = [entry.path for entry in MENU]
    assert sorted(paths) == sorted(set(paths))
