"""A scripted scene's rules, written for a site file, are read back as they were."""

import tomllib

import numpy as np
import pytest

from datasets.yard_clips import demo_yard
from datasets.yard_script import YardScript
from datasets.yard_scripts import YARD_SCRIPTS
from datasets.yard_tables import camera_tables
from pipelines.yard_settings import YardCameraSettings
from vision.yard import YardRules

_ROOT = "yards.demo.cameras.quay"
_WITHOUT_HOURS = [
    script
    for script in (demo_yard(), *YARD_SCRIPTS)
    if not any(zone.hours for zone in script.rules.zones)
]


def read(script: YardScript) -> YardRules:
    text = f'[{_ROOT}]\nurl = "rtsp://camera/yard"\n{camera_tables(script, _ROOT)}'
    table = tomllib.loads(text)["yards"]["demo"]["cameras"]["quay"]
    return YardCameraSettings.model_validate(table).rules


@pytest.mark.parametrize("script", _WITHOUT_HOURS, ids=lambda script: script.name)
def test_what_is_written_is_read_back(script: YardScript) -> None:
    rules, wanted = read(script), script.rules
    assert rules.proximity == wanted.proximity
    for zone, other in zip(rules.zones, wanted.zones, strict=True):
        assert zone.corners == tuple(pytest.approx(c, abs=1e-5) for c in other.corners)
        assert (zone.name, zone.admits, zone.gear) == (
            other.name,
            other.admits,
            other.gear,
        )
        assert (zone.dwell, zone.crowd, zone.severity, zone.cooldown) == (
            other.dwell,
            other.crowd,
            other.severity,
            other.cooldown,
        )


def test_metres_are_those_of_the_scene() -> None:
    script = demo_yard()
    points = np.array([[0.5, 0.6], [0.3, 0.8]])
    read_back, known = read(script).ground, script.rules.ground
    assert read_back is not None
    assert known is not None
    assert np.allclose(read_back.metres(points), known.metres(points), atol=0.01)


def test_hours_are_refused() -> None:
    script = next(s for s in YARD_SCRIPTS if s.name == "walks in within the hours")
    with pytest.raises(ValueError, match="has hours"):
        camera_tables(script, _ROOT)
