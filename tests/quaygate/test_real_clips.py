"""Real clips, from pixels to incidents: the detector, the tracker and the rules."""

import json
from pathlib import Path

import pytest

from quaygate.cli import main

VIDEO = Path(__file__).parents[2].parent / "shared" / "data" / "video"
WORKER = VIDEO / "intel_worker-zone-detection_preview.gif"
SITE = """
[gate.lanes.lane-1]

[yards.hall.cameras.pillar]
url = "rtsp://10.0.0.5/1"
looks = 8

[yards.hall.cameras.pillar.zones.left-of-the-stripes]
corners = [[0.0, 0.3], [0.5, 0.47], [0.21, 1.0], [0.0, 1.0]]
admits = ["vehicle"]

[yards.hall.cameras.pillar.zones.right-of-the-stripes]
corners = [[0.54, 0.47], [1.0, 0.47], [1.0, 1.0], [0.26, 1.0]]
admits = ["vehicle"]
"""
EMPTY = """
[gate.lanes.lane-1]

[yards.hall.cameras.pillar]
url = "rtsp://10.0.0.5/1"

[yards.hall.cameras.pillar.zones.below-the-roof]
corners = [[0.5, 0.0], [1.0, 0.0], [1.0, 0.35], [0.6, 0.35]]
admits = []
"""

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not WORKER.exists(), reason=f"no real clips at {VIDEO}"),
]


def watched(
    clip: Path, site: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    path = folder / "site.toml"
    path.write_text(site)
    assert main(["watch", "--json", "--site", str(path), str(clip)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_worker_who_walks_through_the_marked_zones_is_one_incident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = watched(WORKER, SITE, tmp_path, capsys)
    assert [incident["cause"] for incident in found] == ["intrusion"]


def test_who_wears_helmet_and_vest_lacks_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["watch", "--json", str(WORKER)]) == 0
    assert capsys.readouterr().out == ""


def test_zones_that_nobody_enters_give_no_incident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert watched(WORKER, EMPTY, tmp_path, capsys) == []
