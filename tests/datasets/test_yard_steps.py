"""When the causes of the scripted incidents begin."""

from dataclasses import replace

import pytest

from datasets.yard_clips import demo_yard
from datasets.yard_script import Expected, shares
from datasets.yard_steps import first_steps
from vision.incidents import Cause
from vision.polygon import inside


def test_a_step_is_the_first_moment_in_the_zone() -> None:
    script = demo_yard()
    ((expected, at),) = [
        (each, at)
        for each, at in first_steps(script).items()
        if each.cause is Cause.INTRUSION
    ]
    (zone,) = [zone for zone in script.rules.zones if zone.name == expected.zone]

    def anybody_in(seconds: float) -> bool:
        moments = [one.moment(seconds) for one in script.plan.people]
        return any(
            inside(zone.corners, *shares(m.x, m.y, script.plan.camera))
            for m in moments
            if m is not None
        )

    assert anybody_in(at)
    assert not any(anybody_in(at - back / 10) for back in range(1, 100))


def test_a_near_miss_begins_where_the_rules_say_too_near() -> None:
    script = demo_yard()
    limit = script.rules.proximity
    assert limit is not None
    wider = replace(script.rules, proximity=replace(limit, metres=2 * limit.metres))
    near = Expected(Cause.PROXIMITY, None)
    assert first_steps(replace(script, rules=wider))[near] < first_steps(script)[near]


def test_what_nobody_does_is_said() -> None:
    script = demo_yard()
    alone = replace(script, plan=replace(script.plan, rides=()))
    with pytest.raises(ValueError, match="nobody does"):
        first_steps(alone)
