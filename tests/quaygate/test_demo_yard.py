"""The demo's yard: its site file, and what is made of the alerts that come."""

from pathlib import Path
from typing import Any

import pytest

from datasets.yard_clips import demo_yard
from datasets.yard_script import Expected
from quaygate.demo import rehearse
from quaygate.demo.officer import Officer
from quaygate.demo.yard import CAMERA, YARD, Told, YardResult, result, spread
from quaygate.demo.yard_report import summary
from quaygate.site import load_site
from vision.incidents import Cause

STEP = Expected(Cause.INTRUSION, "roadway")
NEAR = Expected(Cause.PROXIMITY, None)


def alert(**changed: Any) -> dict[str, Any]:
    usual = {"id": "a", "yard": YARD, "cause": "intrusion", "zone": "roadway"}
    return usual | {"severity": "severe", "evidence": []} | changed


def test_the_site_file_watches_what_the_scene_is_judged_by(tmp_path: Path) -> None:
    script = demo_yard()
    path = rehearse.write_site(
        tmp_path,
        port=8080,
        relay="http://127.0.0.1:1",
        cameras=dict.fromkeys(("front", "left"), ("videotestsrc://", "plate")),
        yard=(script, "videotestsrc://"),
    )
    rules = load_site(path).yard(YARD).cameras[CAMERA].rules
    assert rules.proximity == script.rules.proximity
    for written, meant in zip(rules.zones, script.rules.zones, strict=True):
        assert (written.name, written.admits, written.gear, written.severity) == (
            meant.name,
            meant.admits,
            meant.gear,
            meant.severity,
        )
        corners = zip(written.corners, meant.corners, strict=True)
        assert all(pytest.approx(a, abs=1e-4) == b for a, b in corners)


def test_an_officer_remembers_when_an_alert_came_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer, times = Officer("http://127.0.0.1:1", "key"), iter([1.0, 2.0])
    monkeypatch.setattr("quaygate.demo.officer.time.monotonic", lambda: next(times))
    officer.take(alert(state="open"))
    officer.take(alert(state="acknowledged"))
    assert officer.seen == {"a": 1.0}
    assert officer.alerts["a"]["state"] == "acknowledged"


def test_a_minute_is_judged_by_its_own_alerts() -> None:
    officer, script = Officer("http://127.0.0.1:1", "key"), demo_yard()
    missing = Expected(Cause.MISSING_PPE, "crane-lane")
    for key, cause, zone, at in (
        ("before", "missing-ppe", "crane-lane", 10.0),
        ("also before", "proximity", None, 60.0),
        ("now", "missing-ppe", "crane-lane", 90.0),
        ("not called for", "missing-ppe", "crane-lane", 95.0),
    ):
        officer.take(alert(id=key, cause=cause, zone=zone))
        officer.seen[key] = at
    minute = result(script, officer, began=70.0)
    told = {each.expected: each.alert and each.alert["id"] for each in minute.told}
    assert told == {missing: "now", STEP: None, NEAR: None}
    assert [each["id"] for each in minute.false] == ["not called for"]


def test_steps_are_timed_and_collisions_are_not() -> None:
    told = (Told(STEP, alert(), 0.4), Told(NEAR, alert(), -1.0))
    assert spread([YardResult(told, ())]) == [0.4]


@pytest.mark.parametrize(
    ("minute", "right"),
    [
        pytest.param(YardResult((Told(STEP, alert(), 0.4),), ()), True, id="all told"),
        pytest.param(YardResult((Told(STEP, None, None),), ()), False, id="missed"),
        pytest.param(YardResult((), (alert(),)), False, id="not called for"),
    ],
)
def test_a_minute_is_right_when_all_was_told_and_nothing_else(
    minute: YardResult, right: bool
) -> None:
    assert minute.as_expected is right


def test_the_summary_counts_what_was_missed() -> None:
    told = (Told(STEP, alert(), 0.4), Told(NEAR, None, None))
    assert summary([YardResult(told, ())]) == (
        "1 of 2 incidents told, 0 false alerts; "
        "step to alert: median 0.40 s, 95 % within 0.40 s (of 1)"
    )
