"""`quaygate yard`: errors in one line, incidents in one line each."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from quaygate.site import SiteError, load_site
from quaygate.yards import line
from vision.incidents import Cause, Incident, Severity

SITE = """\
[yards.north]
key = "secret"
[yards.north.cameras.quay]
url = "{url}"
[yards.north.cameras.quay.zones.crane]
corners = [[0.1, 0.5], [0.9, 0.5], [0.9, 1.0], [0.1, 1.0]]
"""


def written(folder: Path, text: str = SITE, url: str = "videotestsrc://") -> Path:
    path = folder / "site.toml"
    path.write_text(text.format(url=url), encoding="utf-8")
    return path


def incident(**changes: Any) -> Incident:
    given: dict[str, Any] = {
        "number": 1,
        "cause": Cause.INTRUSION,
        "severity": Severity.SEVERE,
        "zone": "crane",
        "subject": 7,
        "opened": 0.0,
        "last": 0.0,
    }
    return Incident(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "crane: intrusion, severe, number 7", id="opened"),
        pytest.param(
            {"measures": {"dwell": 12.34}, "closed": 1.0},
            "crane: intrusion, severe, number 7, 12.3 s, over",
            id="closed, with how long it took",
        ),
        pytest.param(
            {"cause": Cause.MISSING_PPE, "measures": {"helmet": 1.0}},
            "crane: missing-ppe, severe, number 7, no helmet",
            id="what is missing",
        ),
        pytest.param(
            {"cause": Cause.TAMPER, "zone": None, "subject": None},
            ": tamper, severe",
            id="of a whole camera",
        ),
    ],
)
def test_an_incident_is_one_line(changes: dict[str, Any], said: str) -> None:
    at = datetime(2026, 5, 4, 8, 15, 2, tzinfo=UTC)
    told = line("north", "quay", incident(**changes), at)
    assert told.startswith("08:15:02 north/quay")
    assert told.endswith(said)


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        pytest.param(SITE, ["south"], "its yards are: north", id="unknown yard"),
        pytest.param("[gate.lanes.x]\n", [], "has no yard", id="no yard"),
        pytest.param(
            SITE.replace("[0.9, 0.5], [0.9, 1.0]", "[0.9, 1.0], [0.9, 0.5]"),
            [],
            "yards.north.cameras.quay.zones.crane: its sides",
            id="a polygon that crosses itself",
        ),
        pytest.param(
            SITE.replace("corners", "corner"), [], "did you mean corners", id="typing"
        ),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(
    text: str,
    arguments: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = written(tmp_path, text)
    assert main(["yard", *arguments, "--site", str(site)]) == REFUSED
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_yard_needs_no_more_than_a_camera(tmp_path: Path) -> None:
    site = load_site(written(tmp_path, SITE.replace('key = "secret"', "")))
    yard = site.yard("north")
    assert yard.gate == "http://127.0.0.1:8080"
    assert yard.outbox == Path("var/north.sqlite")
    assert yard.recordings == Path("var/north/recordings")
    assert yard.key_file == Path("var/north.key")
    with pytest.raises(SiteError, match="no yard 'quay'"):
        site.yard("quay")


@pytest.mark.gstreamer
@pytest.mark.timeout(60)
def test_the_command_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    site = written(tmp_path, url="videotestsrc://?pattern=black&fps=5").resolve()
    command = [sys.executable, "-m", "quaygate", "yard", "--site", str(site)]
    with subprocess.Popen(  # noqa: S603  # our own command
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        killer = threading.Timer(40, running.kill)
        killer.start()
        told = running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        running.send_signal(signal.SIGTERM)
        _, errors = running.communicate()
        killer.cancel()
    assert "north/quay: tamper" in told
    assert running.returncode == 0, errors
    assert "Traceback" not in errors
