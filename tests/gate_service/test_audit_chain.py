"""The audit chain is checked link by link, and every way to break it shows."""

import sqlite3
from pathlib import Path

import pytest

from gate_service.application import look_back
from gate_service.domain.chain_check import Head
from quaygate.cli import main
from tests.support.gates import GateAtWork, at_work

SITE = '[gate]\ndata = "{data}"\n[gate.lanes.in-1]\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give the site file of a gate with a visit behind it."""
    work = at_work(tmp_path / "gate")
    work.admit(work.book())
    work.gate.close()
    path = tmp_path / "site.toml"
    path.write_text(SITE.format(data=(tmp_path / "gate").as_posix()))
    return path


def change(site: Path, statement: str) -> None:
    with sqlite3.connect(site.parent / "gate" / "gate.sqlite") as database:
        database.execute(statement)


def verified(site: Path, *more: str) -> int:
    return main(["audit", "verify", "--site", str(site), *more])


def test_a_whole_chain_is_told_with_its_head(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "head", "--site", str(site)]) == 0
    head = capsys.readouterr().out.strip()
    assert verified(site, "--head", head) == 0
    said = capsys.readouterr().out
    assert "none broken" in said
    assert head in said


@pytest.mark.parametrize(
    ("statement", "event", "why"),
    [
        pytest.param(
            "UPDATE events SET data = json_set(data, '$.verdict', 'STOP') "
            "WHERE kind = 'visit.decided'",
            9,
            "its content does not give its hash",
            id="a decision that was changed",
        ),
        pytest.param(
            "UPDATE events SET at = '2026-05-04T11:00:00.000000+00:00' WHERE id = 4",
            4,
            "its content does not give its hash",
            id="a time that was changed",
        ),
        pytest.param(
            "DELETE FROM events WHERE id = 5",
            6,
            "event 5 is missing",
            id="an event that was taken out",
        ),
        pytest.param(
            "UPDATE events SET previous = 'ff' WHERE id = 3",
            3,
            "it does not name the hash of event 2",
            id="a link that was changed",
        ),
        pytest.param(
            "UPDATE events SET data = '{{' WHERE id = 7",
            7,
            "it cannot be read",
            id="an event that was made unreadable",
        ),
        pytest.param(
            "UPDATE events SET at = 'noon' WHERE id = 2",
            2,
            "it cannot be read",
            id="a time that is none",
        ),
        pytest.param(
            "DELETE FROM events WHERE id = 1",
            2,
            "event 1 is missing",
            id="a first event that was taken out",
        ),
    ],
)
def test_the_first_broken_event_is_named_with_its_reason(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    statement: str,
    event: int,
    why: str,
) -> None:
    change(site, statement)
    assert verified(site) == 1
    said = capsys.readouterr().out
    assert f"BROKEN at event {event}: {why}" in said


def test_a_chain_cut_off_at_its_end_shows_against_a_noted_head(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", "head", "--site", str(site)])
    head = capsys.readouterr().out.strip()
    change(site, "DELETE FROM events WHERE id > 10")
    assert verified(site) == 0
    assert verified(site, "--head", head) == 1
    assert "the chain ends at 10" in capsys.readouterr().out


def test_a_chain_written_anew_shows_against_a_noted_head(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = at_work(tmp_path / "other")
    for _ in range(9):
        other.book()
    head = other.gate.archive.back.head()
    other.gate.close()
    assert head is not None
    assert verified(site, "--head", f"{head.hash}@10") == 1
    assert "BROKEN at event 10: its hash is not the one" in capsys.readouterr().out


def test_a_long_chain_is_read_in_parts(
    work: GateAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(7):
        work.book()
    monkeypatch.setattr(look_back, "_AT_ONCE", 4)
    checked = work.gate.archive.back.check()
    assert (checked.count, checked.broken) == (len(work.kinds()), None)


@pytest.mark.parametrize("text", ["", "abc@1", "@", "0" * 64, f"{'0' * 64}@0", "é@1"])
def test_a_head_that_is_none_is_refused_in_one_line(
    site: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert verified(site, "--head", text) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_head_is_read_as_it_is_written() -> None:
    head = Head("0a" * 32, 17)
    assert Head.parse(f" {str(head).upper()} \n") == head


def test_a_folder_without_a_gate_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "site.toml"
    path.write_text(SITE.format(data=(tmp_path / "none").as_posix()))
    assert verified(path) == 2
    assert "no gate has kept its data" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_person_is_forgotten_from_the_command_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        site,
        "INSERT INTO drivers (id, haulier, licence, body) VALUES ('d-9', 'ACME', "
        "'ES-7', json_object('id', 'd-9', 'haulier', 'ACME', 'name', 'Ana', "
        "'licence', 'ES-7'))",
    )
    forget = ["person", "forget", "--site", str(site), "--licence", "ES-7"]
    assert main([*forget, "--haulier", "Delta"]) == 2
    assert "no driver with this licence is on file at Delta" in capsys.readouterr().err
    assert main(forget) == 0
    assert "driver d-9: forgotten" in capsys.readouterr().out
    assert main(forget) == 2
    assert verified(site) == 0
