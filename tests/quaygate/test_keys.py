"""`quaygate keys`: beside a gate that runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_service.application.gate import Gate
from gate_service.main import open_gate
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from quaygate.site import load_site

SITE = """\
[gate]
data = "{folder}/gate"
[lanes.lane-1.cameras.front]
url = "videotestsrc://"
reads = ["plate"]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    path.write_text(SITE.format(folder=tmp_path), encoding="utf-8")
    return path


@pytest.fixture
def running(site: Path) -> Iterator[Gate]:
    gate = open_gate(load_site(site).gate)
    yield gate
    gate.close()


def keys(site: Path, *asked: str) -> int:
    return main(["keys", *asked, "--site", str(site)])


def kids(gate: Gate) -> list[str]:
    return [key.kid for key in gate.public_keys()]


def test_a_running_gate_publishes_a_new_key_without_a_restart(
    site: Path, running: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = kids(running)
    assert keys(site, "rotate") == 0
    new = capsys.readouterr().out.split(":")[0]
    assert kids(running) == [old, new]


def test_after_its_grace_the_new_key_signs_and_the_old_one_can_be_retired(
    site: Path, running: Gate, tmp_path: Path
) -> None:
    (old,) = kids(running)
    assert keys(site, "rotate", "--grace", "0") == 0
    new = kids(running)[0]
    assert kids(running) == [new, old]

    assert keys(site, "retire", old[:6]) == 0

    assert kids(running) == [new]
    left = [each.name for each in (tmp_path / "gate").rglob("*.pem")]
    assert left == [f"{new}.pem"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(["retire", "feed"], "no signing key 'feed'", id="unknown key"),
        pytest.param(["rotate", "--grace", "-1"], "the grace is", id="no grace"),
        pytest.param(["rotate", "--grace", "nan"], "the grace is", id="no number"),
        pytest.param(["revoke", "k-9"], "no key 'k-9'", id="unknown API key"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    site: Path, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(site, *asked) == REFUSED
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_the_key_that_signs_is_not_retired(
    site: Path, running: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    (only,) = kids(running)
    assert keys(site, "retire", only) == REFUSED
    assert "rotate first" in capsys.readouterr().err


def test_a_second_rotation_waits_for_the_first(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keys(site, "rotate") == 0
    assert keys(site, "rotate") == REFUSED
    assert "is published already" in capsys.readouterr().err


def test_an_api_key_is_issued_listed_and_revoked(
    site: Path, running: Gate, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--role", "lane", "--name", "lane 1", "--scope", "lane-1"]
    assert main(["issue-key", *asked, "--site", str(site)]) == 0
    secret = capsys.readouterr().out.strip()
    assert running.keys.authenticate(secret) is not None
    (key,) = running.keys.listed()

    assert keys(site, "revoke", key.id) == 0

    assert running.keys.authenticate(secret) is None
    assert keys(site, "list") == 0
    said = capsys.readouterr().out
    assert secret not in said
    assert {"Signing keys", "API keys"} <= {line.strip() for line in said.splitlines()}


def test_keys_changes_are_in_the_audit_chain_by_their_ids_alone(
    site: Path, running: Gate
) -> None:
    (old,) = kids(running)
    keys(site, "rotate", "--grace", "0")
    keys(site, "retire", old)
    told = [(e.kind, e.data["key"]) for e in running.look_up.events()]
    (new,) = kids(running)
    assert told == [("key.rotated", new), ("key.retired", old)]
    assert running.look_up.broken_event() is None


def test_help_needs_no_gate(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["keys", "rotate", "--help"])
    assert "--grace" in capsys.readouterr().out
