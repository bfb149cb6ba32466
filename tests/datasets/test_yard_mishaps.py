"""A camera that is meddled with says so within three seconds, and sees again after."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from datasets.yard_plans import Mishap, Trouble, YardPlan
from datasets.yard_script import YardScript
from datasets.yard_scripts import YARD_SCRIPTS
from datasets.yard_scripts_of_traffic import MISHAP_SCRIPTS
from datasets.yards import YardScene
from vision.lens import Lens, LensWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(90)]

_BEGINS, _ENDS = 6.0, 13.0
_STATES = {
    Mishap.KNOCKED: Lens.MOVED,
    Mishap.COVERED: Lens.COVERED,
    Mishap.SPRAYED: Lens.SPRAYED,
    Mishap.FROZEN: Lens.FROZEN,
    Mishap.DARK: Lens.DARK,
}
_BUSY = [
    script
    for script in YARD_SCRIPTS
    if script.name
    in {
        "a truck passes in front",
        "a crowd gathers",
        "without a helmet in the rain",
        "without a helmet at night",
    }
]


def told(plan: YardPlan) -> dict[float, Lens]:
    watch = LensWatch()
    return {
        frame.at: watch.look(luma(frame.image), frame.at)
        for frame in YardScene(plan).frames()
    }


def luma(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (160, 90), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


@pytest.mark.parametrize("script", MISHAP_SCRIPTS, ids=lambda script: script.name)
def test_what_befalls_a_camera_is_told_within_three_seconds(script: YardScript) -> None:
    what = script.plan.troubles[0].what
    trouble = Trouble(what=what, begins=_BEGINS, ends=_ENDS)
    states = told(replace(script.plan, seconds=17.0, troubles=(trouble,)))
    assert {state for at, state in states.items() if at < _BEGINS} == {Lens.CLEAR}
    late = [state for at, state in states.items() if _BEGINS + 3 <= at < _ENDS]
    assert set(late) == {_STATES[what]}
    assert states[16.8] is Lens.CLEAR


@pytest.mark.parametrize("script", _BUSY, ids=lambda script: script.name)
def test_a_busy_dim_or_wet_yard_is_no_trouble_of_the_camera(script: YardScript) -> None:
    assert set(told(script.plan).values()) == {Lens.CLEAR}


def test_frames_of_a_frozen_camera_are_all_one() -> None:
    trouble = Trouble(what=Mishap.FROZEN, begins=1.0)
    plan = replace(MISHAP_SCRIPTS[0].plan, seconds=2.0, troubles=(trouble,))
    frames = list(YardScene(plan).frames())
    assert all(np.array_equal(f.image, frames[4].image) for f in frames[5:])
    assert not np.array_equal(frames[3].image, frames[4].image)


@pytest.mark.parametrize("what", [Mishap.COVERED, Mishap.DARK])
def test_a_blind_camera_shows_nobody(what: Mishap) -> None:
    trouble = Trouble(what=what, begins=1.0)
    plan = replace(MISHAP_SCRIPTS[0].plan, troubles=(trouble,))
    scene = YardScene(plan)
    assert scene.seen(0.8)
    assert not scene.seen(1.2)
