"""Incidents become alerts, officers answer them, and the chain remembers."""

from dataclasses import replace

import pytest

from gate_service.domain.errors import (
    SequenceGapError,
    StateConflictError,
    UnknownAlertError,
    UnknownYardError,
)
from gate_service.domain.safety import (
    LONGEST_PATH,
    Action,
    AlertId,
    AlertState,
    Severity,
    YardName,
)
from gate_service.domain.yard_events import (
    IncidentClosed,
    IncidentOpened,
    IncidentUpdated,
    YardEvent,
)
from tests.support.gates import GateAtWork
from tests.support.yards import (
    OFFICER,
    QUAY,
    STACK,
    YardAtWork,
    alert,
    incident,
    still,
)


def actions(of: YardAtWork, name: str = "i-1") -> list[Action]:
    return [step.action for step in of.alert(name).history]


def test_an_incident_is_one_open_alert(yard: YardAtWork) -> None:
    raised = yard.open()
    assert (raised.state, raised.waiting, raised.answer) == (
        AlertState.OPEN,
        True,
        None,
    )
    assert yard.work.gate.safety.look.alerts()[0] == (raised,)


def test_what_is_told_anew_is_merged(yard: YardAtWork) -> None:
    yard.open(evidence=(still("a" * 64),), path=((0.1, 0.2),))
    yard.work.clock.turn(5)
    more = incident(
        last=yard.now,
        path=((0.3, 0.4),),
        measures={"dwell": 5.0},
        evidence=(still("b" * 64, "clip"),),
    )
    yard.report(IncidentUpdated(more))
    told = yard.alert().incident
    assert [each.kind for each in told.evidence] == ["still", "clip"]
    assert told.path == ((0.1, 0.2), (0.3, 0.4))
    assert (told.measures, told.last) == ({"dwell": 5.0}, yard.now)


def test_an_event_that_comes_twice_changes_nothing(yard: YardAtWork) -> None:
    event = YardEvent(
        sequence=1, event_id="e", at=yard.now, report=IncidentOpened(incident())
    )
    report = yard.work.gate.safety.report
    first, again = (report(STACK, "s/1", [event]) for _ in range(2))
    elsewhere = report(STACK, "s/2", [event])
    assert (first.stored, again.duplicates, elsewhere.duplicates) == (1, 1, 1)
    assert yard.work.kinds().count("alert.raised") == 1


def test_a_batch_with_a_gap_is_refused_whole(yard: YardAtWork) -> None:
    event = YardEvent(
        sequence=1, event_id="e", at=yard.now, report=IncidentOpened(incident())
    )
    with pytest.raises(SequenceGapError) as refused:
        yard.work.gate.safety.report(STACK, "s", [event, replace(event, sequence=3)])
    assert refused.value.expected == 1
    assert yard.work.gate.safety.look.alerts()[0] == ()


def test_a_yard_that_is_not_the_sites_is_refused(yard: YardAtWork) -> None:
    with pytest.raises(UnknownYardError, match="no yard 'moon' at NLRTM"):
        yard.work.gate.safety.report(YardName("moon"), "s", [])


@pytest.mark.parametrize("kind", [IncidentUpdated, IncidentClosed])
def test_an_incident_first_heard_of_late_is_raised_all_the_same(
    yard: YardAtWork, kind: type[IncidentUpdated | IncidentClosed]
) -> None:
    closed = yard.now if kind is IncidentClosed else None
    yard.report(kind(incident(closed=closed, path=((0.1, 0.1),))))
    assert yard.alert().incident.closed == closed
    assert yard.alert().incident.path == ((0.1, 0.1),)
    assert yard.alert().waiting


def test_another_yards_incident_is_kept_apart(yard: YardAtWork) -> None:
    yard.open()
    intruder = incident(yard=QUAY, zone="elsewhere")
    yard.report(IncidentUpdated(intruder), yard=QUAY)
    assert yard.alert().incident.zone == "crane-path"
    assert "incident.misplaced" in yard.work.kinds()


def test_an_acknowledgement_names_who_when_and_why(yard: YardAtWork) -> None:
    yard.open()
    yard.work.clock.turn(12)
    answer = yard.work.gate.safety.answer
    done = answer.acknowledge(AlertId("i-1"), " on my way ", OFFICER)
    assert done == yard.alert()
    assert done.state is AlertState.ACKNOWLEDGED
    step = done.history[-1]
    assert (step.by, step.role, step.at, step.note) == (
        "Mira",
        "officer",
        yard.now,
        "on my way",
    )
    assert done.wait is not None
    assert done.wait.total_seconds() == 12


def test_answers_are_events_of_the_chain(yard: YardAtWork) -> None:
    yard.open()
    answer = yard.work.gate.safety.answer
    answer.acknowledge(AlertId("i-1"), "seen", OFFICER)
    answer.false_alarm(AlertId("i-1"), "a fox", OFFICER)
    last = yard.work.gate.look_up.events()[-1]
    assert (last.kind, last.yard, last.data["by"], last.data["note"]) == (
        "alert.false-alarm",
        "stack",
        "Mira",
        "a fox",
    )
    assert yard.alert().change == last.id
    assert yard.work.gate.look_up.broken_event() is None


STEPS = ["acknowledge", "false_alarm", "escalate"]


@pytest.mark.parametrize(
    ("done", "possible"),
    [
        pytest.param([], STEPS, id="open"),
        pytest.param(["acknowledge"], ["false_alarm", "escalate"], id="acknowledged"),
        pytest.param(["escalate"], ["acknowledge", "false_alarm"], id="escalated"),
        pytest.param(["false_alarm"], [], id="false alarm"),
    ],
)
def test_each_state_allows_some_answers(
    yard: YardAtWork, done: list[str], possible: list[str]
) -> None:
    answer = yard.work.gate.safety.answer
    for number, step in enumerate(STEPS):
        name = AlertId(f"i-{number}")
        yard.open(name)
        for before in done:
            getattr(answer, before)(name, "", OFFICER)
        if step in possible:
            getattr(answer, step)(name, "", OFFICER)
        else:
            with pytest.raises(StateConflictError, match="this alert is"):
                getattr(answer, step)(name, "", OFFICER)


def test_the_first_of_two_officers_has_it(yard: YardAtWork) -> None:
    yard.open()
    answer = yard.work.gate.safety.answer
    answer.acknowledge(AlertId("i-1"), "", OFFICER)
    with pytest.raises(StateConflictError):
        answer.acknowledge(AlertId("i-1"), "", replace(OFFICER, name="Jo"))
    assert yard.work.kinds().count("alert.acknowledged") == 1


def test_an_alert_that_is_not_on_file_is_refused(work: GateAtWork) -> None:
    with pytest.raises(UnknownAlertError):
        work.gate.safety.answer.acknowledge(AlertId("none"), "", OFFICER)


def test_a_slight_incident_that_is_over_needs_nobody(yard: YardAtWork) -> None:
    yard.open(severity=Severity.LOW)
    assert yard.end().state is AlertState.CLOSED
    assert actions(yard) == [Action.RAISED, Action.ENDED, Action.CLOSED]


@pytest.mark.parametrize("severity", [Severity.MEDIUM, Severity.SEVERE])
def test_a_graver_one_waits_for_an_officer_though_it_is_over(
    yard: YardAtWork, severity: Severity
) -> None:
    yard.open(severity=severity)
    assert yard.end().waiting


def test_the_end_of_an_incident_leaves_the_answer_as_it_is(yard: YardAtWork) -> None:
    yard.open(severity=Severity.LOW)
    yard.work.gate.safety.answer.acknowledge(AlertId("i-1"), "", OFFICER)
    ended = yard.end()
    assert (ended.state, ended.incident.closed) == (AlertState.ACKNOWLEDGED, yard.now)


def test_evidence_that_comes_after_the_end_is_added(yard: YardAtWork) -> None:
    yard.open()
    closed = yard.end().incident
    yard.report(IncidentUpdated(replace(closed, evidence=(still(kind="clip"),))))
    assert [each.kind for each in yard.alert().incident.evidence] == ["clip"]
    assert actions(yard).count(Action.ENDED) == 1


def test_the_truck_in_the_zones_lane_names_the_haulier(yard: YardAtWork) -> None:
    booked = yard.work.book(haulier="ACME")
    yard.work.stand(booked.arrival_code)
    at_barrier = yard.open(zone="barrier")
    elsewhere = yard.open("i-2", zone="crane-path")
    visit = yard.work.visit_of(booked)
    assert (at_barrier.haulier, at_barrier.visit) == ("ACME", visit.id)
    assert (elsewhere.haulier, elsewhere.lane) == (None, None)


def test_a_lane_without_a_truck_names_nobody(yard: YardAtWork) -> None:
    assert yard.open(zone="barrier").haulier is None


def test_a_long_way_is_thinned_and_keeps_its_ends() -> None:
    told = alert().incident
    for number in range(60):
        piece = tuple((number / 60, step / 50) for step in range(50))
        told = told.merged(incident(path=piece))
    assert len(told.path) <= LONGEST_PATH
    assert (told.path[0], told.path[-1]) == ((0.0, 0.0), (59 / 60, 49 / 50))
