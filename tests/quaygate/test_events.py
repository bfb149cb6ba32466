"""`quaygate events`: a site's events on the command line."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.bookings import BookingRequest
from gate_service.domain.callers import Caller, Role
from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.main import open_gate, utc_now
from quaygate.cli import main
from quaygate.site import load_site

ADMIN = Caller("admin", Role.ADMIN)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site whose gate has one appointment and one subscriber."""
    path = tmp_path / "site.toml"
    path.write_text(
        f'[gate]\ndata = "{tmp_path / "gate"}"\nterminal = "QG1"\n'
        '[gate.telling]\nun_locode = "NLRTM"\nsmdg = "APM2"\n[gate.lanes.in-1]\n'
    )
    gate = open_gate(load_site(path).gate)
    now = utc_now()
    request = SubscriptionRequest(name="TOS", url="http://127.0.0.1:9/")
    gate.telling.subscriptions.add(request, ADMIN)
    gate.book(
        BookingRequest(
            reference="R-1",
            terminal="QG1",
            haulier="ACME",
            plate="AB12CDE",
            containers=(),
            opens=now,
            closes=now + timedelta(hours=8),
        ),
        ADMIN,
    )
    gate.close()
    return path


def run(*arguments: str) -> int:
    return main(["events", *arguments])


def test_tail_prints_an_event_a_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tail", "--site", str(site), "--from", "0", "--once") == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[3] for line in lines] == [
        "appointment.booked",
        "visit.confirmed",
    ]


def test_tail_prints_cloudevents_of_one_type(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("--json", "--type", "visit.*", "--from", "2026-01-01T00:00:00Z")
    assert run("tail", "--site", str(site), "--once", *wanted) == 0
    (line,) = capsys.readouterr().out.splitlines()

    assert json.loads(line)["source"] == "/sites/NLRTM/APM2"


def test_tail_begins_with_what_follows(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tail", "--site", str(site), "--once") == 0
    assert capsys.readouterr().out == ""


def test_replay_says_from_where_it_tells_again(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate = open_gate(load_site(site).gate)
    (health,) = gate.telling.subscriptions.listed(ADMIN)
    gate.close()
    wanted = health.subscriber.id
    assert run("replay", wanted, "--site", str(site), "--from", "0") == 0

    assert capsys.readouterr().out == (
        f"{wanted} is told again what came behind event 0\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("replay", "x"), "say from where"),
        (("replay", "x", "--from", "0"), "no subscriber 'x'"),
        (("tail", "--from", "yesterday"), "must be an event's number or a time"),
    ],
    ids=["no start", "nobody of that id", "no time"],
)
def test_what_cannot_be_done_is_said_in_one_line(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert run(*arguments, "--site", str(site)) == 2
    error = capsys.readouterr().err

    assert said in error
    assert error.count("\n") == 1
