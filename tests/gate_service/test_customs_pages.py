"""Pages of customs: what they show, what their forms refuse, and what they keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Role
from gate_service.domain.customs import HoldOrder
from gate_service.domain.pages import Cut
from gate_service.domain.risk import RiskTerms
from gate_service.web.app import create_app
from gate_service.web.doorkeeper import COOKIE
from tests.support.gates import (
    BOX,
    CUSTOMS,
    OTHER_BOX,
    GateAtWork,
    at_work,
)

PLACED = {"container": BOX, "order": "scan", "reference": "H-1", "reason": "papers"}
PAGE = {"Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Office:
    """A browser of customs, and the gate."""

    client: TestClient
    work: GateAtWork

    def get(self, path: str) -> httpx2.Response:
        return self.client.get(path, headers=PAGE)

    def post(self, path: str, **form: str) -> httpx2.Response:
        headers = PAGE | {"Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, data=form, headers=headers)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    work = at_work(tmp_path)
    key = work.gate.keys.issue(Role.CUSTOMS, "desk 3", "HMRC")
    with TestClient(create_app(work.gate, tick_every=3600)) as client:
        client.cookies.set(COOKIE, key)
        yield Office(client, work)
    work.gate.close()


def test_a_hold_is_placed_and_shown(office: Office) -> None:
    shown = office.post("/customs/holds", **PLACED)
    (hold,) = office.work.gate.look_up.holds()

    assert shown.url.path == f"/customs/holds/{hold.id}"
    assert (hold.order, hold.placed_by) == (HoldOrder.SCAN, "desk 3")
    assert "papers" in shown.text
    assert BOX in office.get("/customs").text


def test_a_form_is_given_back_with_all_that_is_wrong(office: Office) -> None:
    wrong: Mapping[str, str] = {**PLACED, "container": "CSQU3054384", "reference": " "}
    shown = office.post("/customs/holds", **wrong)

    assert shown.status_code == 422
    assert "check digit" in shown.text
    assert "A hold needs its authority&#39;s reference." in shown.text
    assert 'value="CSQU3054384"' in shown.text
    assert office.work.gate.look_up.holds() == ()


def test_a_hold_is_lifted_by_its_reference_alone(office: Office) -> None:
    hold = office.work.hold()
    path = f"/customs/holds/{hold.id}/release"
    other = office.post(path, confirm="H-2", reference="R-1")
    bare = office.post(path, confirm="H-1", reference=" ")
    office.post(path, confirm="H-1", reference="R-1")

    assert (other.status_code, bare.status_code) == (422, 422)
    assert office.work.gate.look_up.holds()[0].release == "R-1"
    assert office.post(path, confirm="H-1", reference="R-2").status_code == 409


def test_a_truck_that_was_taken_out_waits_and_is_let_go(office: Office) -> None:
    work = office.work
    terms = RiskTerms(order=HoldOrder.SCAN, reference="RR-1")
    work.gate.customs.add_rule(terms, CUSTOMS)
    work.stand(work.book().arrival_code)
    waiting = office.get("/customs/waiting").text
    (hit,) = work.gate.customs.look.hits_of(work.gate.look_up.visits()[0].id)
    path = f"/customs/hits/{hit.id}"
    shown = office.get(path).text
    office.post(f"{path}/release", confirm="RR-1", reference="SCAN-7")

    assert path in waiting
    assert "Type RR-1 to confirm" in shown
    assert work.gate.customs.look.hit(hit.id).release == "SCAN-7"
    assert path not in office.get("/customs/waiting").text


def test_a_rule_is_added_and_ended(office: Office) -> None:
    form = {"order": "exam", "reference": "RR-1", "owners": "msku, tghu", "share": "5"}
    office.post("/customs/risk", **form)
    (rule,) = office.work.gate.customs.look.rules("HMRC", Cut())[0].values
    shown = office.get("/customs/risk").text
    office.post(f"/customs/risk/{rule.id}/end", confirm="RR-1")

    assert (rule.terms.owners, rule.terms.share) == (("MSKU", "TGHU"), 0.05)
    assert "owner MSKU, TGHU" in shown
    assert office.work.gate.customs.look.rule(rule.id)[0].ended is not None


def test_everything_wrong_with_a_rule_is_shown_beside_its_field(office: Office) -> None:
    form = {"reference": "RR-1", "share": "200", "opens": "soon", "order": "scan"}
    shown = office.post("/customs/risk", **form)

    assert shown.status_code == 422
    assert "More than 0 and at most 100 percent." in shown.text
    assert "A time such as" in shown.text


def test_a_manifest_is_sent_as_a_file(office: Office) -> None:
    text = f"container,commodity\n{BOX},847989\n{OTHER_BOX},x\n"
    headers = PAGE | {"Sec-Fetch-Site": "same-origin"}
    files = {"file": ("manifest.csv", text.encode(), "text/csv")}
    sent = office.client.post("/customs/manifests", files=files, headers=headers)
    shown = office.get(sent.url.path).text

    assert "2 of 2 lines read" in shown
    assert "must be an HS code" in shown
    assert "847989" in office.get(f"/customs/containers?number={BOX}").text


def test_a_number_that_is_none_is_told(office: Office) -> None:
    shown = office.get("/customs/containers?number=CSQU3054384")
    assert (shown.status_code, "check digit" in shown.text) == (422, True)


@pytest.mark.parametrize("what", ["holds/{hold}", "risk/{rule}"])
def test_another_authoritys_things_are_as_good_as_unknown(
    office: Office, what: str
) -> None:
    gate = office.work.gate
    hold = office.work.hold()
    terms = RiskTerms(order=HoldOrder.SCAN, reference="RR-1")
    rule = gate.customs.add_rule(terms, CUSTOMS)
    office.client.cookies.set(COOKIE, gate.keys.issue(Role.CUSTOMS, "x", "POLICE"))

    path = what.format(hold=hold.id, rule=rule.id)
    assert office.get(f"/customs/{path}").status_code == 404
    assert hold.id not in office.get(f"/customs/containers?number={BOX}").text
