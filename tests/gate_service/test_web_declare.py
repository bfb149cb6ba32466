"""The haulier's pages: declare, change, cancel, and the arrival code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.declaring import Party, form, opened, party
from tests.support.gates import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(tmp_path: Path, clock: Clock) -> Iterator[Gate]:
    gate = opened(tmp_path, clock)
    yield gate
    gate.close()


@pytest.fixture
def client(gate: Gate) -> Iterator[TestClient]:
    with TestClient(create_app(gate, tick_every=3600)) as client:
        yield client


@pytest.fixture
def haulier(client: TestClient, gate: Gate) -> Party:
    return party(client, gate, Role.HAULIER, "ACME")


def declared(by: Party, **changes: str) -> str:
    """Declare by the form; give the path of the code's page."""
    answer = by.post("/declare/new", **form(**changes))
    assert answer.status_code == 303, answer.text
    path: str = answer.headers["location"]
    return path


def test_a_declaration_leads_to_its_arrival_code(haulier: Party, gate: Gate) -> None:
    path = declared(haulier)
    (booked,) = gate.look_up.appointments()
    page = haulier.get(path).text

    assert booked.haulier == "ACME"
    assert 'class="qr"' in page
    assert f"{booked.arrival_code[:5]} {booked.arrival_code[5:10]}" in page
    assert "Monday 4 May, 14:00" in page


def test_all_faults_stand_at_their_inputs_and_what_was_typed_stays(
    haulier: Party, gate: Gate
) -> None:
    answer = haulier.post(
        "/declare/new",
        **form(
            plate="-",
            slot="",
            containers__0__number="CSQU3054384",
            containers__0__vgm="heavy",
            containers__0__un="12",
            containers__0__imdg="11",
            driver__name="Ana",
        ),
    )

    assert answer.status_code == 422
    for name in ("plate", "slot", "driver.licence", "containers.0.number"):
        assert f'id="{name}-fault" aria-live="polite">' in answer.text, name
    for name in ("vgm", "un", "imdg"):
        assert f'id="containers.0.{name}-fault" aria-live="polite">' in answer.text
    assert 'value="CSQU3054384"' in answer.text
    assert "It should be 3" in answer.text or "it should be 3" in answer.text
    assert gate.look_up.appointments() == ()
    assert gate.declarations.drivers(None) == ()


def test_one_more_container_is_asked_for_without_losing_anything(
    haulier: Party, gate: Gate
) -> None:
    page = haulier.post("/declare/new", **form(add="containers")).text
    both = haulier.post("/declare/new", **form(add="leaves_with")).text

    assert 'value="CSQU3054383"' in page
    assert 'name="containers.1.number"' in page
    assert 'name="leaves_with.0.number"' in both
    assert gate.look_up.appointments() == ()


def test_a_change_keeps_the_code_and_shows_what_was_told(
    haulier: Party, gate: Gate
) -> None:
    declared(haulier, driver__name="Ana Ruiz", driver__licence="ruiz 8011")
    (booked,) = gate.look_up.appointments()
    asked = haulier.get(f"/declare/{booked.id}").text
    changed = form(plate="XY34 ZZZ", version="1", driver__licence="RUIZ8011")
    answer = haulier.post(
        f"/declare/{booked.id}", **changed, **{"driver.name": "Ana Ruiz"}
    )
    after = gate.look_up.appointment(booked.id)

    assert 'value="Ana Ruiz"' in asked
    assert "14:00 to 15:00 (as booked)" in asked
    assert answer.status_code == 303
    assert (after.plate, after.version) == ("XY34ZZZ", 2)
    assert (after.arrival_code, after.driver) == (booked.arrival_code, booked.driver)


def test_a_change_of_what_another_has_changed_shows_the_newest(
    haulier: Party, gate: Gate
) -> None:
    declared(haulier)
    (booked,) = gate.look_up.appointments()
    path = f"/declare/{booked.id}"
    haulier.post(path, **form(plate="XY34 ZZZ", version="1"))
    answer = haulier.post(path, **form(plate="QQ11 QQQ", version="1"))

    assert answer.status_code == 412
    assert 'value="XY34ZZZ"' in answer.text
    assert "version 2 now" in answer.text
    assert gate.look_up.appointment(booked.id).plate == "XY34ZZZ"


def test_a_cancelled_declaration_says_so(haulier: Party, gate: Gate) -> None:
    declared(haulier)
    (booked,) = gate.look_up.appointments()
    asked = haulier.get(f"/declare/{booked.id}/cancel").text
    answer = haulier.post(f"/declare/{booked.id}/cancel")

    assert "AB12CDE" in asked
    assert answer.headers["location"] == "/declare"
    assert "<td>cancelled</td>" in haulier.get("/declare").text
    assert "This was cancelled" in haulier.get(f"/declare/{booked.id}/code").text


def test_a_truck_that_never_came_is_a_no_show(
    haulier: Party, gate: Gate, clock: Clock
) -> None:
    declared(haulier)
    clock.turn(5 * 3600)
    gate.tick()
    (told,) = [e for e in gate.look_up.events() if e.data.get("state") == "NO_SHOW"]

    assert told.kind == "visit.moved"
    assert "<td>no-show</td>" in haulier.get("/declare").text


def test_no_haulier_sees_another_s_declaration(
    client: TestClient, haulier: Party, gate: Gate
) -> None:
    declared(haulier)
    (booked,) = gate.look_up.appointments()
    other = party(client, gate, Role.HAULIER, "OTHER")
    pages = ("", "/code", "/cancel")

    assert booked.reference not in other.get("/declare").text
    for path in pages:
        assert other.get(f"/declare/{booked.id}{path}").status_code == 404
    assert other.post(f"/declare/{booked.id}/cancel").status_code == 404
    assert other.post(f"/declare/{booked.id}", **form()).status_code == 404
    assert not gate.look_up.appointment(booked.id).cancelled


def test_a_clerk_declares_for_any_haulier(client: TestClient, gate: Gate) -> None:
    clerk = party(client, gate, Role.CLERK, None)
    refused = clerk.post("/declare/new", **form())
    declared(clerk, haulier="Quay Cartage")

    assert 'id="haulier-fault" aria-live="polite">' in refused.text
    assert gate.look_up.appointments()[0].haulier == "Quay Cartage"


def test_a_full_slot_cannot_be_chosen(haulier: Party) -> None:
    declared(haulier, reference="R-1")
    declared(haulier, reference="R-2")
    page = haulier.get("/declare/new").text
    answer = haulier.post("/declare/new", **form(reference="R-3"))

    assert "disabled>Mon 4 May, 14:00 to 15:00 (full)" in page
    assert answer.status_code == 422
    assert "2026-05-04 15:00 to 16:00 UTC, 2026-05-04 16:00" in answer.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("slot", "soon"),
        ("slot", "9999-12-31T23:59:59+14:00"),
        ("slot", "0001-01-01T00:00:00+14:00"),
        ("containers.0.vgm", "nan"),
        ("containers.0.vgm", "1e999"),
        ("containers.0.number", "\x00" * 40),
        ("reference", "R" * 5000),
        ("driver.phone", "<script>"),
        ("lane", "in-9"),
    ],
)
def test_whatever_the_form_sends_is_answered_with_its_fault(
    haulier: Party, gate: Gate, name: str, text: str
) -> None:
    answer = haulier.post("/declare/new", **{**form(), name: text})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text.replace("<script type", "")
    assert gate.look_up.appointments() == ()


NAMES = st.sampled_from(
    ["reference", "plate", "slot", "lane", "leaves", "version", "driver.phone", "add"]
    + [f"containers.{n}.{cell}" for n in "079" for cell in ("number", "vgm", "un")]
) | st.text(max_size=20)
TEXTS = st.text(max_size=50) | st.sampled_from(
    ["containers", "1e400", "-0", "\x00", "9" * 400, "0001-01-01", "UN", "²"]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=st.dictionaries(NAMES, TEXTS, max_size=6))
def test_no_form_is_an_error_of_ours(
    haulier: Party, gate: Gate, typed: dict[str, str]
) -> None:
    answer = haulier.post("/declare/new", **{**form(), **typed})

    assert answer.status_code in {200, 303, 422}
    assert answer.status_code == 303 or "<h1>New declaration</h1>" in answer.text
