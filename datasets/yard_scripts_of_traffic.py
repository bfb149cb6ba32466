"""Scripted scenes about vehicles, and about what befalls the camera."""

from dataclasses import replace

import numpy as np

from datasets.yard_plans import Mishap, Pile, Ride, Trouble, Walker, YardPlan
from datasets.yard_script import (
    VISITOR,
    WORKER,
    Expected,
    YardScript,
    crane_lane,
    ground,
    path,
    roadway,
    rules,
    walk,
    walkway,
)
from vision.incidents import Cause
from vision.proximity import Proximity
from vision.yard import YardRules

_NEAR = YardRules(zones=(walkway(),), ground=ground(), proximity=Proximity())
_STACKS = tuple(
    Pile(x=30.0 + n % 2, y=y, heading=float(np.pi / 2), levels=1 + n % 3)
    for n, y in enumerate((-20.0, -13.5, -4.0, 2.5, 9.0, 17.0))
)
_POST = replace(VISITOR, seed=90)


def _mishap(what: Mishap, seed: int) -> YardScript:
    """Let something befall the camera while somebody walks about."""
    walker = walk(WORKER, (0.0, 18.0, -12.0), (29.0, 18.0, 12.0))
    trouble = Trouble(what=what, begins=8.0, ends=22.0)
    return YardScript(
        name=f"the camera is {what}",
        plan=YardPlan(
            seconds=30, people=(walker,), piles=_STACKS, troubles=(trouble,), seed=seed
        ),
        rules=rules(roadway()),
        expected=(Expected(Cause.TAMPER, None),),
    )


MISHAP_SCRIPTS = tuple(_mishap(what, 51 + n) for n, what in enumerate(Mishap))

TRAFFIC_SCRIPTS = (
    YardScript(
        name="vehicles pass",
        plan=YardPlan(
            seconds=24,
            rides=(
                Ride(
                    kind="truck", path=path((0, 12, -22), (12, 12, 22)), seed=1
                ),
                Ride(
                    kind="car", path=path((13, 11, 16), (19, 11, -16)), seed=2
                ),
                Ride(
                    kind="forklift",
                    path=path((12, 14, -16), (23, 14, 16)),
                    driver=WORKER,
                    seed=3,
                ),
            ),
            seed=41,
        ),
        rules=rules(roadway(), crane_lane((16, 22))),
    ),
    YardScript(
        name="a vehicle nearly hits a worker",
        plan=YardPlan(
            seconds=12,
            people=(walk(WORKER, (0.0, 11.0, -3.0), (11.0, 13.0, 2.0)),),
            rides=(
                Ride(
                    kind="forklift",
                    path=path((1.0, 15.0, -16.0), (9.0, 15.0, 16.0)),
                    driver=WORKER,
                    seed=4,
                ),
            ),
            seed=42,
        ),
        rules=_NEAR,
        expected=(Expected(Cause.PROXIMITY, None),),
    ),
    YardScript(
        name="a worker walks past a parked vehicle",
        plan=YardPlan(
            seconds=16,
            people=(walk(WORKER, (0.0, 11.0, -8.0), (14.0, 11.0, 8.0)),),
            rides=(
                Ride(
                    kind="forklift", path=path((0.0, 14.5, 0.0), (15.9, 14.5, 0.0)),
                    seed=5,
                ),
            ),
            seed=43,
        ),
        rules=_NEAR,
    ),
    YardScript(
        name="a vehicle keeps its distance",
        plan=YardPlan(
            seconds=14,
            people=(walk(WORKER, (0.0, 9.0, -4.0), (13.0, 9.5, 4.0)),),
            rides=(
                Ride(
                    kind="car", path=path((1.0, 24.0, -20.0), (9.0, 24.0, 20.0)), seed=6
                ),
            ),
            seed=44,
        ),
        rules=_NEAR,
    ),
    YardScript(
        name="a post looks like a person",
        plan=YardPlan(
            seconds=420,
            people=(Walker(looks=_POST, path=path((0, 12, 1), (419, 12, 1))),),
            looks=2.0,
            seed=45,
        ),
        rules=rules(roadway()),
        expected=(Expected(Cause.INTRUSION, "roadway"),),
    ),
)  # fmt: skip
