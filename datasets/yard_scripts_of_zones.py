"""Scripted scenes about who is where, for how long and how many."""

from dataclasses import replace
from datetime import time, timedelta

from datasets.plans import Light
from datasets.yard_plans import YardPlan
from datasets.yard_script import (
    BAREHEADED,
    MONDAY_NOON,
    OTHER_WORKER,
    VISITOR,
    WORKER,
    Expected,
    YardScript,
    one_way,
    roadway,
    rules,
    walk,
    walkway,
)
from vision.hours import Hours
from vision.incidents import Cause
from vision.zones import Way

_ACROSS = ((0.0, 12.0, -9.0), (14.0, 12.0, 9.0))
_INTRUSION = (Expected(Cause.INTRUSION, "roadway"),)
_ROAD = rules(roadway())
_SHIFT = Hours(frozenset(range(5)), time(6), time(22))
_IN_HOURS = rules(replace(roadway(), hours=(_SHIFT,)))
_IN_AND_OUT = ((0.0, 12.0, -8.0), (4.0, 12.0, -2.0), (8.0, 12.0, -7.0))

ZONE_SCRIPTS = (
    YardScript(
        name="walks into the roadway",
        plan=YardPlan(seconds=15, people=(walk(WORKER, *_ACROSS),), seed=21),
        rules=_ROAD,
        expected=_INTRUSION,
    ),
    YardScript(
        name="walks into the roadway at night",
        plan=YardPlan(
            seconds=15, people=(walk(VISITOR, *_ACROSS),), light=Light.NIGHT, seed=22
        ),
        rules=_ROAD,
        expected=_INTRUSION,
    ),
    YardScript(
        name="grazes the edge",
        plan=YardPlan(
            seconds=16, people=(walk(WORKER, (0.0, 8.2, -4.7), (15.0, 20.0, -4.7)),),
            seed=23,
        ),
        rules=_ROAD,
    ),
    YardScript(
        name="two people in one zone",
        plan=YardPlan(
            seconds=16,
            people=(
                walk(WORKER, *_ACROSS),
                walk(OTHER_WORKER, (0.0, 13.5, -9.5), (15.0, 13.5, 9.0)),
            ),
            seed=24,
        ),
        rules=_ROAD,
        expected=(Expected(Cause.INTRUSION, "roadway", 2),),
    ),
    YardScript(
        name="comes back within the cool-down",
        plan=YardPlan(
            seconds=30,
            people=(
                walk(
                    WORKER, *_IN_AND_OUT,
                    (18.0, 12.0, -6.0), (22.0, 12.0, -1.0), (29.0, 12.0, -9.0),
                ),
            ),
            seed=25,
        ),
        rules=_ROAD,
        expected=_INTRUSION,
    ),
    YardScript(
        name="comes back after the cool-down",
        plan=YardPlan(
            seconds=50,
            people=(
                walk(
                    WORKER, *_IN_AND_OUT,
                    (35.0, 14.0, -7.0), (40.0, 12.0, -1.0), (48.0, 12.0, -9.0),
                ),
            ),
            seed=26,
        ),
        rules=rules(replace(roadway(), cooldown=15.0)),
        expected=(Expected(Cause.INTRUSION, "roadway", 2),),
    ),
    YardScript(
        name="somebody else within the cool-down",
        plan=YardPlan(
            seconds=26,
            people=(
                walk(WORKER, *_IN_AND_OUT, (9.0, 12.0, -9.0)),
                walk(OTHER_WORKER, (12.0, 12.0, 9.0), (18.0, 12.0, 0.0),
                     (25.0, 12.0, 9.0)),
            ),
            seed=27,
        ),
        rules=_ROAD,
        expected=(Expected(Cause.INTRUSION, "roadway", 2),),
    ),
    YardScript(
        name="stays too long",
        plan=YardPlan(
            seconds=24,
            people=(
                walk(WORKER, (0.0, 12.0, -8.0), (5.0, 12.0, -1.0),
                     (12.0, 12.5, -0.6), (18.0, 12.0, 0.2), (23.0, 12.0, 8.0)),
            ),
            seed=28,
        ),
        rules=rules(replace(walkway(), dwell=8.0)),
        expected=(Expected(Cause.DWELL, "walkway"),),
    ),
    YardScript(
        name="passes in time",
        plan=YardPlan(
            seconds=12, people=(walk(WORKER, (0.0, 12.0, -8.0), (11.0, 12.0, 8.0)),),
            seed=29,
        ),
        rules=rules(replace(walkway(), dwell=8.0)),
    ),
    YardScript(
        name="a crowd gathers",
        plan=YardPlan(
            seconds=20,
            people=tuple(
                walk(
                    replace(WORKER, seed=60 + n, height=1.66 + 0.04 * n),
                    (0.8 * n, 11.0 + n, -9.0), (6.0 + 0.8 * n, 10.5 + n, 2.4 - 1.4 * n),
                    (15.0, 10.5 + n, 2.2 - 1.4 * n), (19.0, 12.0 + n, 10.0),
                )
                for n in range(4)
            ),
            seed=30,
        ),
        rules=rules(replace(walkway(), crowd=3)),
        expected=(Expected(Cause.CROWDING, "walkway"),),
    ),
    YardScript(
        name="many pass in turn",
        plan=YardPlan(
            seconds=40,
            people=tuple(
                walk(replace(WORKER, seed=70 + n), (7.0 * n, 10.5 + n, -9.0),
                     (7.0 * n + 11, 10.5 + n, 9.0))
                for n in range(4)
            ),
            seed=31,
        ),
        rules=rules(replace(walkway(), crowd=3)),
    ),
    YardScript(
        name="goes the wrong way",
        plan=YardPlan(seconds=15, people=(walk(WORKER, *_ACROSS),), seed=32),
        rules=rules(one_way((9.5, 0.0), (15.5, 0.0), Way.LEFT_TO_RIGHT)),
        expected=(Expected(Cause.DIRECTION, "walkway"),),
    ),
    YardScript(
        name="goes the right way",
        plan=YardPlan(seconds=15, people=(walk(WORKER, *_ACROSS),), seed=33),
        rules=rules(one_way((9.5, 0.0), (15.5, 0.0), Way.RIGHT_TO_LEFT)),
    ),
    YardScript(
        name="walks in within the hours",
        plan=YardPlan(seconds=15, people=(walk(VISITOR, *_ACROSS),), seed=34),
        rules=_IN_HOURS,
        expected=_INTRUSION,
    ),
    YardScript(
        name="walks in outside of the hours",
        plan=YardPlan(seconds=15, people=(walk(VISITOR, *_ACROSS),), seed=35),
        rules=_IN_HOURS,
        begins=MONDAY_NOON - timedelta(days=1),
    ),
    YardScript(
        name="workers pass beside the zone",
        plan=YardPlan(
            seconds=60,
            people=tuple(
                walk(replace(BAREHEADED, seed=80 + n), (11.0 * n, 19.0 + n % 2, -16.0),
                     (11.0 * n + 20, 19.0 + n % 2, 16.0))
                for n in range(4)
            ),
            seed=36,
        ),
        rules=_ROAD,
    ),
    YardScript(
        name="nothing for half an hour",
        plan=YardPlan(seconds=1800, looks=2.0, seed=37),
        rules=rules(roadway()),
    ),
)  # fmt: skip
