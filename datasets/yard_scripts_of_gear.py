"""Scripted scenes about helmets and vests."""

from dataclasses import replace

import numpy as np

from datasets.people import Headgear, Upper
from datasets.plans import Light, Weather
from datasets.poses import Stance
from datasets.yard_plans import Act, Pile, Ride, YardPlan
from datasets.yard_script import (
    BAREHEADED,
    NO_VEST,
    OTHER_WORKER,
    VISITOR,
    WORKER,
    Expected,
    YardScript,
    crane_lane,
    path,
    rules,
    walk,
)
from vision.incidents import Cause

_MISSING = (Expected(Cause.MISSING_PPE, "crane-lane"),)
_AWAY = Stance(lean=1.25, hips=(0.4, 0.3), knees=(0.4, 0.4), shoulders=(0.8, 0.7))
"""Bent far down; from behind, the head is hidden."""
_ACROSS = ((0.0, 12.0, -9.0), (14.0, 12.0, 9.0))
_LANE = rules(crane_lane())

GEAR_SCRIPTS = (
    YardScript(
        name="enters without a helmet",
        plan=YardPlan(seconds=15, people=(walk(BAREHEADED, *_ACROSS),), seed=1),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="enters without a vest",
        plan=YardPlan(seconds=15, people=(walk(NO_VEST, *_ACROSS),), seed=2),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="enters without either",
        plan=YardPlan(seconds=15, people=(walk(VISITOR, *_ACROSS),), seed=3),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="enters with helmet and vest",
        plan=YardPlan(seconds=15, people=(walk(WORKER, *_ACROSS),), seed=4),
        rules=_LANE,
    ),
    YardScript(
        name="wears a high-visibility jacket",
        plan=YardPlan(
            seconds=15,
            people=(walk(replace(WORKER, upper=Upper.VEST_JACKET), *_ACROSS),),
            seed=5,
        ),
        rules=_LANE,
    ),
    YardScript(
        name="caps and hoods are no helmets",
        plan=YardPlan(
            seconds=18,
            people=(
                walk(replace(WORKER, headgear=Headgear.CAP), *_ACROSS),
                walk(
                    replace(OTHER_WORKER, headgear=Headgear.HOOD),
                    (3.0, 10.5, -8.0),
                    (16.0, 10.5, 8.0),
                ),
            ),
            seed=6,
        ),
        rules=_LANE,
        expected=(Expected(Cause.MISSING_PPE, "crane-lane", 2),),
    ),
    YardScript(
        name="two people, one helmet",
        plan=YardPlan(
            seconds=15,
            people=(
                walk(WORKER, *_ACROSS),
                walk(BAREHEADED, (0.0, 12.6, -8.2), (14.0, 12.6, 9.8)),
            ),
            seed=7,
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="passes behind a container",
        plan=YardPlan(
            seconds=20,
            people=(walk(BAREHEADED, (0.0, 14.0, -7.0), (18.0, 14.0, 8.0)),),
            piles=(Pile(x=11.2, y=-1.2, heading=np.pi / 2, length=2.99),),
            seed=8,
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="a truck passes in front",
        plan=YardPlan(
            seconds=22,
            people=(walk(BAREHEADED, (0.0, 14.0, -8.0), (20.0, 14.0, 5.0)),),
            rides=(
                Ride(
                    kind="terminal-tractor",
                    path=path((6.0, 10.0, 20.0), (14.0, 10.0, -22.0)),
                    seed=4,
                ),
            ),
            seed=9,
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="turns away and bends down",
        plan=YardPlan(
            seconds=24,
            people=(
                walk(
                    WORKER,
                    (0.0, 11.0, -7.0),
                    (5.0, 12.0, 0.0),
                    (18.0, 12.0, 0.0),
                    (23.0, 12.0, 7.0),
                    acts=(
                        Act(at=6.0, heading=0.0),
                        Act(at=8.0, heading=0.0, stance=_AWAY),
                        Act(at=16.0, heading=0.0),
                        Act(at=18.0),
                    ),
                ),
            ),
            seed=10,
        ),
        rules=_LANE,
    ),
    YardScript(
        name="takes the vest off",
        plan=YardPlan(
            seconds=20,
            people=(
                walk(
                    WORKER,
                    (0.0, 12.0, -7.0),
                    (5.0, 12.0, 0.0),
                    (19.0, 12.0, 0.5),
                    acts=(
                        Act(at=5.0, heading=np.pi),
                        Act(
                            at=9.0,
                            heading=np.pi,
                            looks=replace(WORKER, upper=Upper.SHIRT),
                        ),
                    ),
                ),
            ),
            seed=11,
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="a driver sits in a vehicle",
        plan=YardPlan(
            seconds=14,
            rides=(
                Ride(
                    kind="forklift",
                    path=path((0.0, 12.0, -16.0), (13.0, 12.0, 16.0)),
                    driver=VISITOR,
                    seed=1,
                ),
            ),
            seed=12,
        ),
        rules=_LANE,
    ),
    YardScript(
        name="without a helmet in the rain",
        plan=YardPlan(
            seconds=15,
            people=(walk(BAREHEADED, *_ACROSS),),
            weather=Weather.RAIN,
            seed=13,
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
    YardScript(
        name="without a helmet at night",
        plan=YardPlan(
            seconds=15, people=(walk(VISITOR, *_ACROSS),), light=Light.NIGHT, seed=14
        ),
        rules=_LANE,
        expected=_MISSING,
    ),
)
