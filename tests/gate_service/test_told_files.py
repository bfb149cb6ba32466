"""Files that are told into: whole, once, and as they were before a crash."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.channels.mqtt import Broker
from gate_service.adapters.channels.secrets import paho
from gate_service.adapters.telling.codeco import Parties
from gate_service.adapters.telling.files import DailyCsv, FileOutlet
from gate_service.adapters.telling.forms import Write, writer
from gate_service.adapters.telling.mqtt import MqttOutlet
from gate_service.domain.telling import Form
from gate_service.domain.telling_ports import OutletError
from tests.support.receivers import broker
from tests.support.told_samples import AT, SITE, hold, sample

DAY = "events-2026-05-04.csv"


def written(form: Form) -> Write:
    return writer(form, SITE, Parties())


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_gate_move_is_one_codeco_file_however_often_it_is_sent(
    tmp_path: Path,
) -> None:
    outlet = FileOutlet(tmp_path / "out", written(Form.CODECO), ".edi")
    for _ in range(2):
        outlet.send(sample())
    outlet.send(sample("visit.cleared"))

    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "0000000012-evt_12_0123456789abcdef.edi"
    assert path.read_text().startswith("UNB+UNOA:2+QUAYGATE+TOS+")


def test_a_folder_that_cannot_be_written_is_a_failure_in_one_line(
    tmp_path: Path,
) -> None:
    (tmp_path / "out").write_text("a file, not a folder")
    outlet = FileOutlet(tmp_path / "out", written(Form.CODECO), ".edi")

    with pytest.raises(OutletError, match=r"^cannot write [^\n]+$"):
        outlet.send(sample())


def test_a_day_grows_in_part_and_is_done_when_the_next_begins(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    outlet.send(sample())
    outlet.settle()
    assert [p.name for p in tmp_path.iterdir()] == [f"{DAY}.part"]

    outlet.send(sample(at=AT + timedelta(days=1), number=13))
    outlet.settle()
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == [DAY, "events-2026-05-05.csv.part"]
    (row,) = rows(tmp_path / DAY)
    assert row["plate"] == "AB12CDE"
    assert row["containers"] == "CSQU3054383"
    assert row["event"] == "visit.gated_in"


def test_an_event_sent_twice_is_one_row_even_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        outlet = DailyCsv(tmp_path)
        for number in (12, 13, 12):
            outlet.send(sample(number=number))
        outlet.settle()

    assert [r["sequence"] for r in rows(tmp_path / f"{DAY}.part")] == ["12", "13"]


def test_half_a_row_is_cut_off_and_written_again(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    for number in (12, 13):
        outlet.send(sample(number=number))
        outlet.settle()
    part = tmp_path / f"{DAY}.part"
    part.write_bytes(part.read_bytes()[:-20])
    again = DailyCsv(tmp_path)
    again.send(sample(number=13))
    again.settle()

    assert [r["sequence"] for r in rows(part)] == ["12", "13"]


def test_a_day_that_is_told_again_gains_only_what_it_lacked(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    outlet.send(sample())
    outlet.send(sample(at=AT + timedelta(days=1), number=14))
    outlet.settle()
    outlet.send(sample())
    outlet.send(sample("visit.gated_out", number=13))
    outlet.send(sample(at=AT + timedelta(days=1), number=14))
    outlet.settle()

    assert [r["sequence"] for r in rows(tmp_path / DAY)] == ["12", "13"]
    (tomorrow,) = rows(tmp_path / "events-2026-05-05.csv.part")
    assert tomorrow["sequence"] == "14"


def test_what_was_not_written_is_not_thought_to_be(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    outlet.send(sample())
    part = tmp_path / f"{DAY}.part"
    part.mkdir()
    with pytest.raises(OutletError, match="cannot write"):
        outlet.settle()
    part.rmdir()
    outlet.send(sample())
    outlet.settle()

    assert len(rows(part)) == 1


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    booked = {"id": "a", "reference": "=1+1", "haulier": "@SUM(A1), Ltd"}
    outlet.send(sample(appointment=booked))
    outlet.settle()
    (row,) = rows(tmp_path / f"{DAY}.part")

    assert (row["appointment"], row["haulier"]) == ("'=1+1", "'@SUM(A1), Ltd")


def test_a_hold_and_a_decision_have_their_columns(tmp_path: Path) -> None:
    outlet = DailyCsv(tmp_path)
    reasons = [
        {"code": "on_hold", "outcome": "STOP"},
        {"code": "in_time", "outcome": "PASS"},
    ]
    outlet.send(hold("hold.placed"))
    told = {"verdict": "STOP", "reasons": reasons}
    outlet.send(sample("visit.decided", number=13, decision=told))
    outlet.settle()
    first, second = rows(tmp_path / f"{DAY}.part")

    assert (first["hold"], first["containers"]) == ("H/1 x", "CSQU3054383")
    assert (second["verdict"], second["reasons"]) == ("STOP", "on_hold")


def test_a_broker_gets_every_event_under_its_own_topic() -> None:
    with broker() as kept:
        outlet = MqttOutlet(
            paho(),
            Broker(host="127.0.0.1", port=kept.port),
            "port/events",
            written(Form.CLOUDEVENTS),
        )
        outlet.send(sample())
        outlet.send(hold("hold.placed"))
        outlet.close()

    topics = [head["topic"] for head in kept.heads]
    assert topics == ["port/events/visit/gated_in", "port/events/hold/placed"]
    assert b'"specversion":"1.0"' in kept.bodies[0]


@pytest.mark.parametrize(
    ("answer", "why"), [(-1, "did not acknowledge"), (5, "did not")]
)
def test_a_broker_that_does_not_take_it_is_a_failure(answer: int, why: str) -> None:
    with broker(answer) as kept:
        where = Broker(host="127.0.0.1", port=kept.port)
        outlet = MqttOutlet(
            paho(), where, "events", written(Form.CLOUDEVENTS), patience=0.2
        )
        with pytest.raises(OutletError, match=why):
            outlet.send(sample())
        outlet.close()
