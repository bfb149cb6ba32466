"""A yard that falls silent raises an alert, once, and ends it when it speaks."""

from pathlib import Path

from gate_service.domain.safety import Action, Alert, Cause, Severity
from gate_service.domain.yards import Presence
from gate_service.main import open_gate
from tests.support.gates import GateAtWork, settings
from tests.support.yards import YardAtWork, camera, zone


def alerts(yard: YardAtWork) -> tuple[Alert, ...]:
    return yard.work.gate.safety.look.alerts()[0]


def pass_time(yard: YardAtWork, seconds: int) -> None:
    for _ in range(seconds):
        yard.work.clock.turn(1)
        yard.work.gate.safety.watch()


def test_a_yard_that_reports_raises_nothing(yard: YardAtWork) -> None:
    for _ in range(5):
        yard.health(zone())
        pass_time(yard, 10)
    assert alerts(yard) == ()


def test_a_yard_that_falls_silent_raises_one_alert(yard: YardAtWork) -> None:
    yard.health(zone(), cameras=(camera(), camera("row-13")))
    heard = yard.now
    pass_time(yard, 120)
    (raised,) = alerts(yard)
    assert (raised.incident.cause, raised.incident.severity) == (
        Cause.TAMPER,
        Severity.MEDIUM,
    )
    assert (raised.incident.opened, raised.incident.camera) == (heard, "row-12")
    assert (raised.raised - heard).total_seconds() == 31
    step = raised.history[0]
    assert (step.by, step.note) == (
        "gate",
        "nothing is heard of the yard, and 2 of its cameras cannot be believed",
    )


def test_it_ends_when_the_yard_speaks_and_is_raised_anew_the_next_time(
    yard: YardAtWork,
) -> None:
    yard.health(zone())
    pass_time(yard, 60)
    yard.health(zone())
    pass_time(yard, 1)
    (first,) = alerts(yard)
    assert first.incident.closed == yard.now
    assert first.waiting
    assert yard.work.gate.safety.look.yards()[1].zones[0].state is Presence.CLEAR
    pass_time(yard, 60)
    second, _ = alerts(yard)
    assert (second.id != first.id, second.incident.closed) == (True, None)


def test_nobody_answering_it_escalates_it_like_any_other(yard: YardAtWork) -> None:
    yard.health(zone())
    pass_time(yard, 31)
    yard.work.clock.turn(300)
    yard.work.gate.safety.escalate()
    (raised,) = alerts(yard)
    assert raised.history[-1].action is Action.ESCALATED


def test_a_yard_never_heard_of_is_not_missed(yard: YardAtWork) -> None:
    pass_time(yard, 60)
    assert alerts(yard) == ()


def test_a_gate_that_was_away_gives_its_yards_time(
    yard: YardAtWork, tmp_path: Path
) -> None:
    yard.health(zone())
    yard.work.gate.close()
    yard.work.clock.turn(3600)
    clock = yard.work.clock
    again = YardAtWork(GateAtWork(open_gate(settings(tmp_path), clock=clock), clock))
    pass_time(again, 30)
    assert alerts(again) == ()
    pass_time(again, 1)
    assert len(alerts(again)) == 1
    again.work.gate.close()
