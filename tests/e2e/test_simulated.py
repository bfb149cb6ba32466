"""A small simulated day and a small load, through the real processes."""

import json
from pathlib import Path

import pytest

from quaygate.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
_LATE = "gate-out was told after"  # how fast this machine is, is not tested


@pytest.fixture(autouse=True)
def _imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gate's process find this checkout."""
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))


def test_a_simulated_day_goes_as_it_must(capsys: pytest.CaptureFixture[str]) -> None:
    main(
        [
            "simulate",
            "day",
            "--visits",
            "14",
            "--speed",
            "5000",
            "--seed",
            "5",
            "--json",
        ]
    )
    told = json.loads(capsys.readouterr().out)

    assert [fault for fault in told["faults"] if _LATE not in fault] == []
    assert told["trucks"] == 14
    assert told["told"] > 14


def test_every_truck_of_a_load_is_decided(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(
        ["bench", "gate", "--rate", "4", "--seconds", "2", "--lanes", "3", "--json"]
    )
    told = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (told["decisions"], told["faults"]) == (8, [])
    assert told["statements"]["BEGIN IMMEDIATE"] >= 4  # each event is committed
