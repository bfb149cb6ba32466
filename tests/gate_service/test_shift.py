"""The shift report counts by zone, hour and haulier; zones fail closed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gate_service.domain.callers import Role
from gate_service.domain.errors import InvalidInputError, UnknownCameraError
from gate_service.domain.safety import (
    Action,
    AlertId,
    AlertState,
    Cause,
    Severity,
    Step,
)
from gate_service.domain.shift import shift_report, tally
from gate_service.domain.yard_events import Stay, YardPresence
from gate_service.domain.yards import Lens, Presence, YardCamera
from gate_service.web.api.reports import shift_csv
from tests.support.gates import NOON
from tests.support.yards import OFFICER, QUAY, STACK, YardAtWork, alert, camera, zone

HOUR = timedelta(hours=1)


def answered(after: float, action: Action = Action.ACKNOWLEDGED) -> Step:
    at = NOON + timedelta(seconds=after)
    return Step(at=at, action=action, by="Mira", role=Role.OFFICER)


def test_rows_are_by_hour_zone_and_haulier() -> None:
    alerts = [
        alert("a", zone="crane-path", haulier="ACME"),
        alert("b", zone="crane-path", haulier="ACME", cause=Cause.DWELL),
        alert("c", zone="crane-path", haulier="Bolt"),
        alert("d", zone="crane-path"),
        alert("e", zone="walkway"),
        alert("f", zone="crane-path", haulier="ACME", opened=NOON + HOUR),
    ]
    rows = shift_report(alerts, NOON, NOON + 2 * HOUR).rows
    assert [(r.hour.hour, r.zone, r.haulier, r.tally.incidents) for r in rows] == [
        (12, "crane-path", None, 1),
        (12, "crane-path", "ACME", 2),
        (12, "crane-path", "Bolt", 1),
        (12, "walkway", None, 1),
        (13, "crane-path", "ACME", 1),
    ]
    assert rows[1].tally.causes == {Cause.INTRUSION: 1, Cause.DWELL: 1}


def test_the_end_of_a_shift_belongs_to_the_next() -> None:
    alerts = [alert("a"), alert("b", opened=NOON + HOUR)]
    report = shift_report(alerts, NOON, NOON + HOUR)
    assert report.total.incidents == 1


def test_answers_and_waits_are_counted() -> None:
    counted = tally(
        [
            alert("a", state=AlertState.ACKNOWLEDGED, history=(answered(10),)),
            alert(
                "b",
                state=AlertState.FALSE_ALARM,
                history=(
                    Step(at=NOON, action=Action.ESCALATED, by="gate"),
                    answered(50),
                    answered(90, Action.FALSE_ALARM),
                ),
            ),
            alert("c", severity=Severity.LOW),
        ]
    )
    assert (counted.acknowledged, counted.false_alarms, counted.escalated) == (1, 1, 1)
    assert counted.unanswered == 1
    assert (counted.mean_wait, counted.longest_wait) == (30.0, 50.0)
    assert counted.severities == {Severity.SEVERE: 2, Severity.LOW: 1}


def test_a_quiet_shift_has_no_rows_and_no_waits() -> None:
    report = shift_report([], NOON, NOON + HOUR)
    assert (report.rows, report.total.mean_wait) == ((), None)


def test_the_csv_has_a_line_a_row_and_no_formulas() -> None:
    report = shift_report([alert(haulier='=cmd("x")', zone="-1")], NOON, NOON + HOUR)
    head, line, end = shift_csv(report).split("\r\n")
    assert head.startswith("hour,yard,zone,haulier,incidents,intrusion,dwell,")
    assert line.startswith('2026-05-04T12:00Z,stack,\'-1,"\'=cmd(""x"")",1,1,0,')
    assert end == ""


def test_a_report_reads_more_alerts_than_a_page_holds(yard: YardAtWork) -> None:
    look = yard.work.gate.safety.look
    for number in range(7):
        yard.open(f"i-{number}")
    report = replace(look, page=3).shift(NOON, NOON + HOUR)
    assert report.total.incidents == 7


@pytest.mark.parametrize(
    ("until", "field"),
    [(NOON, "from"), (NOON - HOUR, "from"), (NOON + timedelta(days=32), "to")],
)
def test_a_shift_has_a_beginning_before_its_end_and_some_days_at_most(
    yard: YardAtWork, until: datetime, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        yard.work.gate.safety.look.shift(NOON, until)
    assert refused.value.field == field


def test_a_healthy_yards_zones_are_believed(yard: YardAtWork) -> None:
    yard.health(zone(state=Presence.OCCUPIED, people=2))
    stack = yard.work.gate.safety.look.yards()[1]
    assert (stack.yard, stack.zones[0].state, stack.zones[0].people) == (
        STACK,
        Presence.OCCUPIED,
        2,
    )


@pytest.mark.parametrize(
    "seen",
    [
        *(pytest.param(camera(lens=e), id=e) for e in Lens if e is not Lens.CLEAR),
        pytest.param(camera(state="stalled"), id="stalled"),
        pytest.param(camera("another"), id="of a camera that is not told of"),
    ],
)
def test_a_zone_that_nobody_sees_is_unknown(yard: YardAtWork, seen: YardCamera) -> None:
    yard.health(zone(), cameras=(seen,))
    yard.work.clock.turn(1)
    (shown,) = yard.work.gate.safety.look.yards()[1].zones
    assert (shown.state, shown.since) == (Presence.UNKNOWN, NOON)


@pytest.mark.parametrize(
    ("seconds", "state"), [(30, Presence.CLEAR), (31, Presence.UNKNOWN)]
)
def test_a_yard_that_falls_silent_is_unknown(
    yard: YardAtWork, seconds: float, state: Presence
) -> None:
    yard.health(zone())
    yard.work.clock.turn(seconds)
    assert yard.work.gate.safety.look.yards()[1].zones[0].state is state


def test_a_yard_never_heard_of_has_no_zones_and_is_silent(yard: YardAtWork) -> None:
    quay = yard.work.gate.safety.look.yards()[0]
    assert (quay.yard, quay.zones, quay.silent(NOON)) == (QUAY, (), True)


def test_the_chain_tells_when_a_camera_goes_blind_and_not_each_step(
    yard: YardAtWork,
) -> None:
    yard.health(zone())
    yard.health(zone(state=Presence.OCCUPIED, people=1))
    yard.health(zone(), cameras=(camera(lens=Lens.COVERED),))
    told = [e for e in yard.work.gate.look_up.events() if e.kind == "yard.health"]
    assert [e.data["cameras"] for e in told] == [
        {"row-12": "live, clear"},
        {"row-12": "live, covered"},
    ]


def test_presence_becomes_a_heat_map(yard: YardAtWork) -> None:
    look = yard.work.gate.safety.look
    yard.health()
    yard.report(YardPresence((Stay("row-12", 3, 4, 10.0), Stay("row-12", 3, 4, 2.5))))
    yard.work.clock.turn(3600)
    yard.report(YardPresence((Stay("row-12", 3, 4, 1.0),)))
    heat = look.heat(look.yard_of("row-12"), "row-12", NOON, NOON + 2 * HOUR)
    assert heat.cells == {(3, 4): 13.5}


def test_heat_goes_back_some_days_and_no_further(yard: YardAtWork) -> None:
    look = yard.work.gate.safety.look
    yard.health()
    yard.report(YardPresence((Stay("row-12", 3, 4, 10.0),)))
    yard.work.clock.turn(91 * 86400)
    yard.report(YardPresence((Stay("row-12", 5, 5, 1.0),)))
    assert look.heat(STACK, "row-12", NOON, NOON + HOUR).cells == {}


def test_a_camera_that_is_not_there_has_no_heat_map(yard: YardAtWork) -> None:
    look = yard.work.gate.safety.look
    with pytest.raises(UnknownCameraError):
        look.heat(STACK, "moon", NOON, NOON + HOUR)
    with pytest.raises(UnknownCameraError):
        look.yard_of("moon")


def test_an_answer_by_the_clock_is_no_answer(yard: YardAtWork) -> None:
    yard.open()
    yard.work.clock.turn(100)
    yard.work.gate.safety.escalate()
    yard.work.clock.turn(20)
    yard.work.gate.safety.answer.acknowledge(AlertId("i-1"), "", OFFICER)
    total = yard.work.gate.safety.look.shift(NOON, NOON + HOUR).total
    assert (total.mean_wait, total.escalated, total.unanswered) == (120.0, 1, 0)
