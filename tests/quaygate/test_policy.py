"""`quaygate policy`: what it says of a file, and of what would have been."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gate_service.main import open_gate
from quaygate.cli import main
from quaygate.site import load_site
from tests.support.gates import Clock, GateAtWork

SITE = """
[gate]
terminal = "NLRTM"
data = "{data}"
[gate.lanes.in-1]
"""


def _site(folder: Path) -> str:
    path = folder / "site.toml"
    path.write_text(SITE.format(data=folder / "data"), encoding="utf-8")
    return str(path)


def _policy(folder: Path, text: str) -> str:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_check_says_what_a_policy_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'version = "7"\ninduction_days = 365\n[modes]\nSEAL = "shadow"'

    assert main(["policy", "check", _policy(tmp_path, text)]) == 0
    said = capsys.readouterr().out
    assert "policy 7" in said
    assert "induction_days = 365.0, usually not asked" in said
    assert "refer and stop nobody: SEAL" in said


def test_check_says_every_fault_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _policy(tmp_path, 'version = ""\nsea_required = true')

    assert main(["policy", "check", path]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{path}: ") for line in lines)


def test_replay_of_a_quiet_week_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--site", _site(tmp_path), "--policy", _policy(tmp_path, 'version = "1"')]

    assert main(["policy", "replay", *asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["judged"], told["changes"]) == (0, [])
    assert main(["policy", "replay", *asked]) == 0
    assert "0 decisions of the last 7 days" in capsys.readouterr().out


def test_replay_names_each_truck_that_would_have_been_decided_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = load_site(Path(_site(tmp_path))).gate
    work = GateAtWork(open_gate(told), Clock(datetime.now(UTC)))
    window = {
        "opens": work.clock() - timedelta(hours=1),
        "closes": work.clock() + timedelta(hours=1),
    }
    visit = work.stand(work.book(**window).arrival_code).visit
    work.gate.close()
    strict = _policy(tmp_path, 'version = "1"\nplate_confidence = 0.99')
    asked = ["--site", str(tmp_path / "site.toml"), "--policy", strict]

    assert visit
    assert main(["policy", "replay", *asked]) == 0
    said = capsys.readouterr().out
    assert f"{visit.id}  GO -> REFER: PLATE REFER plate_uncertain" in said
    assert re.search(r"PLATE REFER +0 +1", said)


@pytest.mark.parametrize("days", ["0", "-1", "nan", "4000"])
def test_replay_refuses_days_that_make_no_sense(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], days: str
) -> None:
    asked = ["--site", _site(tmp_path), "--policy", _policy(tmp_path, 'version = "1"')]

    assert main(["policy", "replay", *asked, "--days", days]) == 2
    assert "--days must be above 0" in capsys.readouterr().err


def test_a_gate_with_a_faulty_policy_does_not_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = _policy(tmp_path, "axle_limit = -1")
    site = Path(_site(tmp_path))
    site.write_text(site.read_text().replace("data =", f'policy = "{policy}"\ndata ='))
    asked = ["issue-key", "--role", "clerk", "--name", "x", "--site", str(site)]

    assert main(asked) == 2
    said = capsys.readouterr().err
    assert "version: is missing" in said
    assert "axle_limit: input should be greater than 0" in said


def test_the_documented_policy_is_answered_as_documented(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    _policy(tmp_path, blocks[0])
    monkeypatch.chdir(tmp_path)
    answer = next(block for block in blocks if block.startswith("$ quaygate"))

    assert main(["policy", "check", "policy.toml"]) == 0
    assert _unhashed(capsys.readouterr().out) == _unhashed(answer.split("\n", 1)[1])


def _unhashed(said: str) -> str:
    """Leave out the hash: every new threshold makes it another one."""
    return re.sub(r"hash [0-9a-f]{12}", "hash", said)
