"""Scripted scenes about who drives: nobody on foot, until they climb down."""

from dataclasses import replace

from datasets.yard_plans import Ride, Step, YardPlan
from datasets.yard_script import (
    BAREHEADED,
    NO_VEST,
    VISITOR,
    Expected,
    YardScript,
    crane_lane,
    ground,
    path,
    walk,
)
from vision.incidents import Cause
from vision.proximity import Proximity
from vision.yard import YardRules

_RULES = YardRules(zones=(crane_lane(),), ground=ground(), proximity=Proximity())
_MISSING = (Expected(Cause.MISSING_PPE, "crane-lane"),)


def _forklift(*steps: tuple[float, float, float], driven: bool = True) -> Ride:
    return Ride(
        kind="forklift", path=path(*steps), driver=VISITOR if driven else None, seed=7
    )


def _out_and_back(seconds: float) -> tuple[Step, ...]:
    """Leave the picture on the left, and come back into it there."""
    return path(
        (0.0, 13.0, -14.0), (5.0, 13.0, 12.0), (8.0, 14.0, 12.0), (seconds, 14.0, -14.0)
    )


DRIVER_SCRIPTS = (
    YardScript(
        name="a forklift leaves the picture and comes back",
        plan=YardPlan(
            seconds=14,
            rides=(replace(_forklift(), path=_out_and_back(13.5)),),
            seed=61,
        ),
        rules=_RULES,
    ),
    YardScript(
        name="a driver waits in a helmet zone",
        plan=YardPlan(
            seconds=22,
            rides=(
                _forklift((0.0, 12.0, -14.0), (4.0, 12.0, 0.0), (17.0, 12.0, 0.0),
                          (21.0, 12.0, 14.0)),
            ),
            seed=62,
        ),
        rules=_RULES,
    ),
    YardScript(
        name="a driver is seen in the cab",
        plan=YardPlan(
            seconds=18,
            rides=(
                Ride(
                    kind="terminal-tractor",
                    path=path((0.0, 12.0, 26.0), (17.0, 12.0, -26.0)),
                    driver=replace(NO_VEST, headgear=VISITOR.headgear),
                    seed=4,
                ),
            ),
            seed=63,
        ),
        rules=_RULES,
    ),
    YardScript(
        name="a driver climbs down without a helmet",
        plan=YardPlan(
            seconds=24,
            people=(walk(VISITOR, (10.0, 11.2, 0.0), (13.0, 10.6, -0.8),
                         (23.0, 11.0, -8.0)),),
            rides=(
                _forklift((0.0, 12.5, -14.0), (4.0, 12.5, 0.0), (9.9, 12.5, 0.0)),
                _forklift((10.0, 12.5, 0.0), (23.9, 12.5, 0.0), driven=False),
            ),
            seed=64,
        ),
        rules=YardRules(zones=_RULES.zones),
        expected=_MISSING,
    ),
    YardScript(
        name="walks beside a slow forklift without a helmet",
        plan=YardPlan(
            seconds=18,
            people=(walk(BAREHEADED, (0.0, 10.2, -9.0), (17.0, 10.2, 9.0)),),
            rides=(_forklift((0.0, 12.5, -9.0), (17.0, 12.5, 9.0)),),
            seed=65,
        ),
        rules=YardRules(zones=_RULES.zones),
        expected=_MISSING,
    ),
)  # fmt: skip
