"""Names outside of visits are forgotten too: kept answers, consignees of manifests."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import NotFoundError, NotYoursError
from gate_service.web.app import create_app
from gate_service.web.manifest_files import JSON_TYPE, rows_of
from quaygate.cli import main
from tests.support.forgetting import ADMIN, DAYS, LICENCE, NAME, forgetful, stored
from tests.support.gates import BOX, CUSTOMS, NOON, OTHER_BOX, PLATE, GateAtWork

DECLARED: dict[str, object] = {
    "reference": "R-1",
    "terminal": "NLRTM",
    "haulier": "ACME",
    "plate": PLATE,
    "containers": [{"number": BOX, "size_type": "22G1"}],
    "leaves_with": [],
    "opens": (NOON - timedelta(hours=1)).isoformat(),
    "closes": (NOON + timedelta(hours=1)).isoformat(),
    "driver": {"name": NAME, "licence": LICENCE},
}
OTHER: dict[str, object] = {
    **DECLARED,
    "reference": "R-2",
    "plate": "KX71LMN",
    "driver": None,
}
LINES = [
    {"container": BOX, "commodity": "847989", "consignee": NAME},
    {"container": OTHER_BOX, "commodity": "847989", "consignee": "Harbour Tools Ltd"},
]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[GateAtWork]:
    working = forgetful(tmp_path)
    yield working
    working.gate.close()


def send_manifest(work: GateAtWork) -> None:
    body = json.dumps({"lines": LINES}).encode()
    work.gate.customs.receive(rows_of(body, JSON_TYPE), body, CUSTOMS, dry_run=False)
    work.gate.customs.read()


def consignees(work: GateAtWork) -> list[str]:
    with work.gate.archive.forget.transactions.read() as store:
        return [line.consignee for line in store.manifests.on([BOX, OTHER_BOX])]


def test_an_answer_that_names_the_driver_is_gone_and_the_call_not_done_again(
    work: GateAtWork, tmp_path: Path
) -> None:
    with TestClient(create_app(work.gate, tick_every=3600)) as client:
        secret = work.gate.keys.issue(Role.HAULIER, "ACME", "ACME")

        def declare(key: str, body: dict[str, object]) -> tuple[int, str]:
            headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
            answer = client.post("/api/v1/appointments", json=body, headers=headers)
            return answer.status_code, answer.text

        assert declare("k-1", DECLARED)[0] == 201
        other = declare("k-2", OTHER)
        booked = work.gate.look_up.appointments()[1]
        work.gate.cancel(booked.id, by=Caller("desk", Role.CLERK))
        (driver,) = work.gate.declarations.drivers(None)
        assert PLATE in stored(tmp_path)
        work.gate.archive.forget.driver(driver.id, ADMIN)
        left = stored(tmp_path)

        assert declare("k-1", DECLARED)[0] == 410
        assert declare("k-2", OTHER) == other
        assert len(work.gate.look_up.appointments()) == 2
    for secret_text in (PLATE, NAME, LICENCE):
        assert secret_text not in left


def test_a_consignee_is_forgotten_on_request_and_others_stay(
    work: GateAtWork, tmp_path: Path
) -> None:
    send_manifest(work)
    before = work.gate.archive.back.check()
    lines = work.gate.archive.forget.consignees.named(f" {NAME.upper()} ", ADMIN)
    after = work.gate.archive.back.check(before.head)

    assert lines == 1
    assert consignees(work) == ["", "Harbour Tools Ltd"]
    assert NAME not in stored(tmp_path)
    assert (before.broken, after.broken) == (None, None)
    assert work.gate.look_up.events(0, 100)[-1].data == {"consignees": 1, "by": "root"}
    with pytest.raises(NotFoundError):
        work.gate.archive.forget.consignees.named(NAME, ADMIN)


def test_only_administrators_have_consignees_forgotten(work: GateAtWork) -> None:
    with pytest.raises(NotYoursError):
        work.gate.archive.forget.consignees.named(NAME, CUSTOMS)


@pytest.mark.parametrize(
    ("days", "left"),
    [(DAYS - 1, [NAME, "Harbour Tools Ltd"]), (DAYS + 1, ["", ""])],
)
def test_consignees_of_old_manifests_are_swept(
    work: GateAtWork, days: int, left: list[str]
) -> None:
    send_manifest(work)
    work.clock.turn(days * 86400)
    work.gate.archive.forget.sweep()
    told = work.kinds().count("person.forgotten")
    work.gate.archive.forget.sweep()

    assert consignees(work) == left
    assert work.kinds().count("person.forgotten") == told == (days > DAYS)


def test_a_consignee_is_forgotten_from_the_command_line(
    work: GateAtWork, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send_manifest(work)
    site = tmp_path / "site.toml"
    site.write_text(f'[gate]\ndata = "{tmp_path.as_posix()}"\n[gate.lanes.in-1]\n')
    forget = ["person", "forget", "--site", str(site), "--consignee"]

    assert main([*forget, NAME]) == 0
    assert "in 1 lines of manifests" in capsys.readouterr().out
    assert main([*forget, NAME]) == 2
    assert "no manifest names this consignee" in capsys.readouterr().err
