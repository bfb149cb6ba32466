"""When the people of a scripted yard do what an officer must be told of."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from datasets.people import Headgear
from datasets.yard_plans import Moment, Walker, YardPlan
from datasets.yard_script import Expected, YardScript, shares
from vision.incidents import Cause
from vision.polygon import inside
from vision.zones import Zone

_GRAIN = 0.02
"""Seconds from one moment to the next that are looked at."""


def first_steps(script: YardScript) -> dict[Expected, float]:
    """Say for each expected incident at which second its cause begins.

    That is the step over the zone's edge, as seen in the picture; of a near miss, when
    person and vehicle are as near as the rules forbid. Raises ValueError for what
    nobody in the scene does.
    """
    return {
        each: _first(_doing(script, each), script.plan, each)
        for each in script.expected
    }


def _first(doing: Callable[[float], bool], plan: YardPlan, expected: Expected) -> float:
    for at in np.arange(0.0, plan.seconds, _GRAIN).tolist():
        if doing(at):
            return float(at)
    message = f"nobody does in this scene what leads to {expected}"
    raise ValueError(message)


def _doing(script: YardScript, expected: Expected) -> Callable[[float], bool]:
    """Give what says whether it is done at a time."""
    plan = script.plan
    if expected.cause is Cause.PROXIMITY and script.rules.proximity is not None:
        metres = script.rules.proximity.metres
        return lambda at: _distance(plan, at) <= metres
    zone = next(zone for zone in script.rules.zones if zone.name == expected.zone)
    people = [one for one in plan.people if _concerned(one, expected.cause)]
    return lambda at: any(_stands_in(zone, one, plan, at) for one in people)


def _concerned(person: Walker, cause: Cause) -> bool:
    return cause is not Cause.MISSING_PPE or person.looks.headgear is Headgear.BARE


def _stands_in(zone: Zone, person: Walker, plan: YardPlan, at: float) -> bool:
    moment = person.moment(at)
    if moment is None:
        return False
    return inside(zone.corners, *shares(moment.x, moment.y, plan.camera))


def _distance(plan: YardPlan, at: float) -> float:
    """Give the metres between the nearest person and machine."""
    people = _places([one.moment(at) for one in plan.people])
    rides = _places([one.moment(at) for one in plan.rides])
    return min((math.dist(a, b) for a in people for b in rides), default=math.inf)


def _places(moments: Sequence[Moment | None]) -> list[tuple[float, float]]:
    return [(moment.x, moment.y) for moment in moments if moment is not None]
