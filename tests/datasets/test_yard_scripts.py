"""Scripted scenes of a yard: the watch tells of all that happens, and of nothing else.

What shows comes from the scenes' own truth, made unsteady as a detector is.
"""

import pytest

from datasets.unsteady import Unsteadiness
from datasets.yard_check import judged, played, rendered, truth_of
from datasets.yard_plans import Mishap
from datasets.yard_script import YardScript
from datasets.yard_scripts import YARD_SCRIPTS
from models.runtime import ModelError
from pipelines.yard_look import YardLook
from vision.incidents import Cause

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]


_NAMES = {
    "enters without a helmet",
    "wears a high-visibility jacket",
    "grazes the edge",
    "a driver sits in a vehicle",
    "a forklift leaves the picture and comes back",
    "a vehicle nearly hits a worker",
}
_LOOKED_AT = [script for script in YARD_SCRIPTS if script.name in _NAMES]


@pytest.fixture(scope="module")
def yard_look() -> YardLook:
    """Give the registry's detector of people, once it is there."""
    try:
        return YardLook.load()
    except ModelError as error:
        pytest.skip(f"no detector of people: {error}")


def _named(script: YardScript) -> str:
    return script.name


@pytest.mark.parametrize("script", YARD_SCRIPTS, ids=_named)
def test_the_watch_tells_what_happens_and_nothing_else(script: YardScript) -> None:
    verdict = judged(script, played(script, truth_of(script, seed=0)))
    assert not verdict.missed
    assert not verdict.false


@pytest.mark.parametrize("overlooks", [1.6, 4.0])
@pytest.mark.parametrize("name", ["a driver sits in a vehicle", "vehicles pass"])
def test_a_driver_is_nobody_on_foot_though_vehicles_are_lost_for_seconds(
    name: str, overlooks: float
) -> None:
    script = next(script for script in YARD_SCRIPTS if script.name == name)
    see = truth_of(script, seed=0, how=Unsteadiness(overlooks=overlooks))
    assert not judged(script, played(script, see)).false


def test_there_are_thirty_scenes_or_more_and_no_two_share_a_name() -> None:
    names = {script.name for script in YARD_SCRIPTS}
    assert len(names) == len(YARD_SCRIPTS) >= 30


def test_every_cause_and_every_mishap_is_played() -> None:
    causes = {e.cause for script in YARD_SCRIPTS for e in script.expected}
    mishaps = {t.what for script in YARD_SCRIPTS for t in script.plan.troubles}
    assert causes == set(Cause)
    assert mishaps == set(Mishap)


def test_scenes_in_which_nothing_is_to_be_told_are_many() -> None:
    quiet = [script for script in YARD_SCRIPTS if not script.expected]
    assert len(quiet) >= 10
    assert sum(script.plan.seconds for script in quiet) > 1800


def test_what_was_expected_and_not_told_is_missed() -> None:
    script = next(s for s in YARD_SCRIPTS if s.expected)
    verdict = judged(script, ())
    assert verdict.missed.total() == sum(e.count for e in script.expected)
    assert not verdict.false


@pytest.mark.parametrize("script", _LOOKED_AT, ids=_named)
def test_the_shipped_detector_sees_what_the_watch_must_tell(
    script: YardScript, yard_look: YardLook
) -> None:
    verdict = judged(script, played(script, rendered(script, yard_look)))
    assert not verdict.missed
    assert not verdict.false
