"""Slots, changes, codes, rights and drivers over HTTP; pages of the last two."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from fastapi.testclient import TestClient
from PIL import Image

from gate_service.application.gate import Gate
from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support.declaring import Party, body, opened, party
from tests.support.gates import BOX, Clock

ANA = {"name": "Ana Ruiz", "licence": "RUIZ8011"}


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = opened(tmp_path, Clock())
    yield gate
    gate.close()


@pytest.fixture
def client(gate: Gate) -> Iterator[TestClient]:
    app = create_app(gate, tick_every=3600)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def haulier(client: TestClient, gate: Gate) -> Party:
    return party(client, gate, Role.HAULIER, "ACME")


@pytest.fixture
def carrier(client: TestClient, gate: Gate) -> Party:
    return party(client, gate, Role.CARRIER, "LINE")


@pytest.fixture
def clerk(client: TestClient, gate: Gate) -> Party:
    return party(client, gate, Role.CLERK, None)


def change(**changes: object) -> dict[str, object]:
    fixed = ("reference", "terminal", "haulier")
    return {k: v for k, v in body(**changes).items() if k not in fixed}


def test_a_declaration_says_all_that_it_was_told(haulier: Party) -> None:
    told = {
        "number": BOX,
        "size_type": "22G1",
        "seals": ["GB123456"],
        "dangerous": [{"un": "1263", "imdg": "3"}],
        "vgm": 21480.0,
        "commodity": "paint",
        "empty": False,
    }
    asked = body(containers=[told], trailer="tr 1", driver=ANA)
    answer = haulier.call("POST", "/appointments", json=asked)

    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    assert answer.json()["containers"] == [told]
    assert answer.json()["trailer"] == "TR1"
    assert "Ana" not in answer.text


def test_all_faults_of_a_declaration_come_in_one_problem(haulier: Party) -> None:
    wrong = body(
        plate="-", containers=[{"number": "X", "vgm": -1}], opens="2026-05-04T14:30Z"
    )
    answer = haulier.call("POST", "/appointments", json=wrong)
    problem = answer.json()

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["field"] for each in problem["errors"]] == [
        "plate",
        "containers.0.number",
        "containers.0.vgm",
        "opens",
    ]
    assert (problem["field"], problem["detail"]) == (
        "plate",
        problem["errors"][0]["detail"],
    )


@pytest.mark.parametrize(
    ("header", "version", "status"),
    [
        pytest.param('"1"', None, 200, id="header"),
        pytest.param(None, 1, 200, id="body"),
        pytest.param('"1"', 1, 200, id="both"),
        pytest.param('"2"', None, 412, id="another version"),
        pytest.param(None, 7, 412, id="another version in the body"),
        pytest.param(None, None, 422, id="none"),
        pytest.param('"1"', 2, 422, id="two that differ"),
        pytest.param("*", None, 422, id="any"),
        pytest.param('W/"1"', None, 422, id="weak"),
        pytest.param('"' + "9" * 90 + '"', None, 422, id="long"),
    ],
)
def test_a_change_names_the_version_that_it_changes(
    haulier: Party, header: str | None, version: int | None, status: int
) -> None:
    name = haulier.call("POST", "/appointments", json=body()).json()["id"]
    headers = {"If-Match": header} if header else {}
    asked = change(plate="NEW 1", version=version)
    path = f"/appointments/{name}"
    answer = haulier.call("PUT", path, json=asked, headers=headers)
    now = haulier.call("GET", path)

    assert answer.status_code == status
    assert now.json()["plate"] == ("NEW1" if status == 200 else "AB12CDE")
    assert now.headers["ETag"] == ('"2"' if status == 200 else '"1"')


def test_no_haulier_changes_or_sees_another_s(
    client: TestClient, gate: Gate, haulier: Party
) -> None:
    name = haulier.call("POST", "/appointments", json=body()).json()["id"]
    other = party(client, gate, Role.HAULIER, "OTHER")
    path = f"/appointments/{name}"

    asked = change(version=1)
    assert other.call("PUT", path, json=asked).status_code == 404
    for form in ("png", "svg"):
        assert other.call("GET", f"{path}/code.{form}").status_code == 404


@pytest.mark.parametrize(
    ("form", "kind"), [("png", "image/png"), ("svg", "image/svg+xml")]
)
def test_the_arrival_code_is_a_picture(haulier: Party, form: str, kind: str) -> None:
    booked = haulier.call("POST", "/appointments", json=body()).json()
    answer = haulier.call("GET", f"/appointments/{booked['id']}/code.{form}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert booked["arrival_code"] in answer.headers["content-disposition"]


def test_the_picture_reads_as_the_code(haulier: Party) -> None:
    booked = haulier.call("POST", "/appointments", json=body()).json()
    png = haulier.call("GET", f"/appointments/{booked['id']}/code.png").content
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))

    assert read.text == booked["arrival_code"]


def test_slots_tell_what_is_free(haulier: Party) -> None:
    haulier.call("POST", "/appointments", json=body())
    slots = haulier.call("GET", "/slots?day=2026-05-04").json()
    (slot,) = (s for s in slots if s["opens"] == "2026-05-04T14:00:00Z")

    assert (slot["places"], slot["taken"], slot["free"]) == (2, 1, 1)
    assert len(slots) == 12


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_is_refused(haulier: Party, day: str) -> None:
    assert haulier.call("GET", f"/slots?day={day}").status_code == 422


def test_a_right_goes_from_carrier_to_haulier_to_haulier(
    client: TestClient, gate: Gate, haulier: Party, carrier: Party
) -> None:
    sub = party(client, gate, Role.HAULIER, "SUB")
    named = carrier.call("PUT", f"/rights/{BOX}", json={"holder": "ACME"})
    passed = haulier.call("POST", f"/rights/{BOX}/pass", json={"to": "SUB"})
    refused = haulier.call("POST", "/appointments", json=body())

    assert (named.status_code, passed.status_code) == (200, 200)
    assert sub.call("GET", f"/rights/{BOX}").json()["holder"] == "SUB"
    assert haulier.call("GET", f"/rights/{BOX}").status_code == 404
    assert refused.status_code == 422
    assert refused.json()["field"] == "containers.0.number"


def test_a_carrier_names_hauliers_by_its_page(gate: Gate, carrier: Party) -> None:
    told = {
        "container": "csqu 305438-3",
        "holder": "ACME",
        "expires": "2026-05-06T18:00",
    }
    answer = carrier.post("/rights", **told)
    page = carrier.get(f"/rights?container={BOX}").text

    assert answer.status_code == 303
    assert '<td class="once">2026-05-06 18:00</td>' in page
    assert 'value="2026-05-06T18:00"' in page


def test_the_carrier_s_page_tells_all_faults_and_keeps_nothing(
    gate: Gate, carrier: Party
) -> None:
    told = {"container": "X", "holder": "H" * 150, "expires": "tomorrow"}
    answer = carrier.post("/rights", **told)
    lone = carrier.post("/rights", container=BOX, expires="tomorrow")

    assert answer.status_code == lone.status_code == 422
    for name in ("container", "holder", "expires"):
        assert f'id="{name}-fault" aria-live="polite">' in answer.text
    assert carrier.call("GET", "/rights").json() == []


def test_a_haulier_passes_a_right_on_by_its_page(
    haulier: Party, carrier: Party
) -> None:
    carrier.call("PUT", f"/rights/{BOX}", json={"holder": "ACME"})
    refused = haulier.post(f"/rights/{BOX}/pass", to="ACME")
    answer = haulier.post(f"/rights/{BOX}/pass", to="SUB")

    assert "ACME holds this right already" in refused.text
    assert answer.status_code == 303
    assert BOX not in haulier.get("/rights").text


def test_a_clerk_inducts_and_bans_by_the_page(
    gate: Gate, haulier: Party, clerk: Party
) -> None:
    haulier.call("POST", "/appointments", json=body(driver=ANA))
    (driver,) = gate.declarations.drivers(None)
    path = f"/drivers/{driver.id}"
    clerk.post(path, inducted="2026-05-01", banned="fights")
    refused = [clerk.post(path, inducted=day) for day in ("2026-06-01", "soon")]
    (after,) = gate.declarations.drivers(None)

    assert [each.status_code for each in refused] == [422, 422]
    assert str(after.inducted) == "2026-05-01 00:00:00+00:00"
    assert after.banned == "fights"
    assert haulier.get("/drivers").status_code == 403


def test_drivers_are_read_by_their_haulier_and_the_terminal(
    client: TestClient, gate: Gate, haulier: Party, clerk: Party, carrier: Party
) -> None:
    haulier.call("POST", "/appointments", json=body(driver=ANA))
    other = party(client, gate, Role.HAULIER, "OTHER")
    read = [p.call("GET", "/drivers") for p in (haulier, clerk, other, carrier)]

    assert [len(each.json()) for each in read[:3]] == [1, 1, 0]
    assert read[3].status_code == 403


@pytest.mark.parametrize(
    "path", ["/appointments/x", f"/rights/{BOX}", "/drivers/x/standing"]
)
@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b'{"plate": 1}', b'{"vgm": 1e999}', b'{"holder": "\\ud800"}'],
)
def test_whatever_is_put_is_answered_with_a_problem(
    haulier: Party, carrier: Party, clerk: Party, path: str, sent: bytes
) -> None:
    by = carrier if path.startswith("/rights") else clerk
    headers = {"Content-Type": "application/json"}
    answer = by.call("PUT", path, content=sent, headers=headers)

    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
