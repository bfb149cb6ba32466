"""Who is told by files or a broker is named by site.toml, with the site's codes."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import StateConflictError
from gate_service.domain.telling import SubscriberId
from gate_service.main import open_gate
from gate_service.sections.telling import Telling
from gate_service.settings import GateSettings
from tests.support.gates import Clock, GateAtWork, settings
from tests.support.receivers import broker

ADMIN = Caller("admin", Role.ADMIN)
CSV, EDI, MQTT = map(SubscriberId, ("csv-files", "codeco-files", "mqtt"))


def site(tmp_path: Path, **told: Any) -> GateSettings:
    telling = Telling.model_validate(told)
    return settings(tmp_path / "gate").model_copy(update={"telling": telling})


def ids(gate: Gate) -> list[str]:
    found = gate.telling.subscriptions.listed(ADMIN)
    return [health.subscriber.id for health in found]


def tell(gate: Gate, whom: SubscriberId) -> None:
    postman = gate.telling.postman(whom)
    postman.round()
    postman.finish()


def test_files_of_a_gate_move_lie_in_their_folders(tmp_path: Path) -> None:
    csv, edi = tmp_path / "csv", tmp_path / "edi"
    named = site(
        tmp_path,
        un_locode="NLRTM",
        smdg="APM2",
        csv={"folder": csv},
        codeco={"folder": edi, "sender": "NLRTMAPM", "recipient": "LINE"},
    )
    clock = Clock()
    work = GateAtWork(open_gate(named, clock=clock), clock)
    work.admit(work.book())
    for each in (CSV, EDI):
        tell(work.gate, each)
    work.gate.close()

    (day,) = csv.iterdir()
    assert day.name == "events-2026-05-04.csv.part"
    assert "visit.gated_in" in day.read_text()
    (report,) = edi.iterdir()
    text = report.read_text()
    assert text.startswith("UNB+UNOA:2+NLRTMAPM+LINE+")
    assert "LOC+165+NLRTM:139:6+APM2:TER:ZZZ'" in text


def test_a_broker_hears_of_every_event(tmp_path: Path) -> None:
    with broker() as kept:
        named = site(tmp_path, mqtt={"host": "127.0.0.1", "port": kept.port})
        clock = Clock()
        work = GateAtWork(open_gate(named, clock=clock), clock)
        work.book()
        tell(work.gate, MQTT)
        work.gate.close()

    topics = [head["topic"] for head in kept.heads]
    assert topics == [
        "quaygate/events/appointment/booked",
        "quaygate/events/visit/confirmed",
    ]


def test_one_that_is_named_again_goes_on_where_it_stood(tmp_path: Path) -> None:
    named = site(tmp_path, csv={"folder": tmp_path / "csv"})
    clock = Clock()
    for first in (1, 100):
        work = GateAtWork(open_gate(named, clock=clock), clock, _numbers=count(first))
        work.book()
        tell(work.gate, CSV)
        assert ids(work.gate) == [CSV]
        work.gate.close()

    text = (tmp_path / "csv" / "events-2026-05-04.csv.part").read_text()
    assert text.count("appointment.booked") == 2


def test_one_that_is_named_no_more_is_told_no_more(tmp_path: Path) -> None:
    open_gate(site(tmp_path, csv={"folder": tmp_path / "csv"})).close()
    gate = open_gate(site(tmp_path))

    assert ids(gate) == []
    assert gate.telling.postman(CSV).round() is None
    gate.close()


def test_one_that_is_named_is_not_removed_by_hand(tmp_path: Path) -> None:
    gate = open_gate(site(tmp_path, csv={"folder": tmp_path / "csv"}))
    with pytest.raises(StateConflictError, match=r"site\.toml"):
        gate.telling.subscriptions.remove(CSV, ADMIN)
    with pytest.raises(StateConflictError, match="only a webhook has a secret"):
        gate.telling.subscriptions.rotate(CSV, ADMIN)
    gate.close()


@pytest.mark.parametrize(
    "told",
    [
        {"un_locode": "Rotterdam"},
        {"smdg": "x"},
        {"give_up": -1},
        {"codeco": {}},
        {"codeco": {"folder": "x", "sender": "ümlaut"}},
        {"mqtt": {"host": "x", "topic": "a/#"}},
        {"webhook": {}},
    ],
    ids=lambda told: next(iter(told)),
)
def test_a_section_that_makes_no_sense_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Telling.model_validate(told)


def test_a_site_without_the_section_tells_nobody(tmp_path: Path) -> None:
    gate = open_gate(settings(tmp_path))

    assert ids(gate) == []
    assert gate.telling.office.compose.codes.source == "/sites/NLRTM"
    assert gate.site.telling.give_up == 86400
    gate.close()
