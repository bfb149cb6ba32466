"""Tell a visit's stay anew from its audit events: pure, and the same every time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from gate_service.domain.audit import AuditEvent
from gate_service.domain.counting import objections
from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.personal import FORGOTTEN, FORGOTTEN_KIND
from gate_service.domain.stays import OVER, Objected, Stay, Stop, Trust
from gate_service.domain.visits import (
    Appointment,
    Direction,
    ExpectedContainer,
    Passage,
    PassageId,
    Visit,
    VisitState,
)

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_RULES, _VERDICTS = frozenset(RuleCode), frozenset(Verdict)


@dataclass(frozen=True, slots=True)
class Told:
    """What one visit's events say of one passage, in their order."""

    passage: PassageId
    events: tuple[AuditEvent, ...]


def passages_of(visit: Visit, events: Iterable[AuditEvent]) -> tuple[Told, ...]:
    """Part a visit's events by the passages that they happened in.

    A decision does not name its passage: it belongs to the one that is closed next,
    or to the visit's last one.
    """
    parts: list[Told] = []
    run: list[AuditEvent] = []
    for event in events:
        run.append(event)
        if event.kind == "passage.closed":
            parts.append(Told(PassageId(str(event.data.get("passage"))), tuple(run)))
            run = []
    if visit.passage and visit.passage not in {each.passage for each in parts}:
        parts.append(Told(visit.passage, tuple(run)))
    return tuple(parts)


def forgotten_at(events: Iterable[AuditEvent]) -> datetime | None:
    """Say when a visit's personal data were deleted; None if they were not."""
    return next((e.at for e in events if e.kind == FORGOTTEN_KIND), None)


def stay_of(
    visit: Visit,
    appointment: Appointment | None,
    told: Sequence[Told],
    passages: Mapping[PassageId, Passage],
    ways: Mapping[PassageId, Direction],
) -> Stay:
    """Sum a visit up; what is not known stays None."""
    history = visit.history
    arrived = _first(history, VisitState.ARRIVING)
    changed = history[-1][1] if history else _NEVER
    known = [passages[each.passage] for each in told if each.passage in passages]
    stops = tuple(_stops(told, passages, ways, appointment))
    plates = _plates(visit, appointment, known)
    return Stay(
        visit=visit.id,
        state=visit.state,
        at=arrived or changed,
        changed=changed,
        booked=visit.booked,
        appointment=visit.appointment,
        reference=appointment.reference if appointment else None,
        haulier=appointment.haulier if appointment else None,
        driver=appointment.driver if appointment else None,
        opens=appointment.opens if appointment and visit.booked else None,
        lane=visit.lane,
        verdict=visit.decision.verdict if visit.decision else _last(stops),
        arrived=arrived,
        gated_in=_first(history, VisitState.GATED_IN),
        gated_out=_first(history, VisitState.GATED_OUT),
        over=changed if visit.state in OVER else None,
        plate=plates[0] if plates else None,
        containers=_boxes(visit, appointment, known),
        plates=plates,
        stops=stops,
    )


def _last(stops: Sequence[Stop]) -> Verdict | None:
    return stops[-1].last if stops else None


def _first(
    history: Iterable[tuple[VisitState, datetime]], wanted: VisitState
) -> datetime | None:
    return next((at for state, at in history if state is wanted), None)


def _plates(
    visit: Visit, appointment: Appointment | None, passages: Iterable[Passage]
) -> tuple[str, ...]:
    """Give every plate once, the one that it drove in with first."""
    booked = [appointment.plate, appointment.trailer] if appointment else []
    seen = [plate.text for each in passages for plate in each.plates]
    plates = dict.fromkeys(p for p in (visit.plate, *booked, *seen) if p)
    return tuple(plate for plate in plates if plate != FORGOTTEN)


def _boxes(
    visit: Visit, appointment: Appointment | None, passages: Iterable[Passage]
) -> tuple[str, ...]:
    booked: list[str] = []
    if appointment is not None:
        listed = (*appointment.containers, *(appointment.leaves_with or ()))
        booked = [each.number for each in listed]
    seen = [box.number for each in passages for box in each.containers]
    return tuple(dict.fromkeys((*visit.containers, *booked, *seen)))


def _stops(
    told: Sequence[Told],
    passages: Mapping[PassageId, Passage],
    ways: Mapping[PassageId, Direction],
    appointment: Appointment | None,
) -> Iterator[Stop]:
    decided: set[Direction] = set()
    for each in told:
        if each.passage in passages:
            passage, way = passages[each.passage], ways[each.passage]
            expected = appointment.expected(way) if appointment else None
            stop = _stop(each, passage, way, expected or ())
            yield replace(stop, again=way in decided)
            if stop.decided is not None:
                decided.add(way)


def _stop(
    told: Told, passage: Passage, way: Direction, expected: Sequence[ExpectedContainer]
) -> Stop:
    decisions = [event for event in told.events if _decided(event)]
    verdicts = [Verdict(str(event.data["verdict"])) for event in decisions]
    seen = passage.captured is not None
    return Stop(
        passage=passage.id,
        lane=passage.lane,
        way=way,
        begun=passage.stopped or passage.opened,
        decided=decisions[0].at if decisions else None,
        first=verdicts[0] if verdicts else None,
        last=verdicts[-1] if verdicts else None,
        decisions=len(decisions),
        objections=tuple(dict.fromkeys(_objected(decisions))),
        closed=passage.closed,
        plate=_best(each.status for each in passage.plates) if seen else None,
        containers=tuple(_containers(passage, expected)) if seen else (),
    )


def _decided(event: AuditEvent) -> bool:
    return event.kind == "visit.decided" and event.data.get("verdict") in _VERDICTS


def _objected(decisions: Iterable[AuditEvent]) -> Iterator[Objected]:
    """Yield every live objection; a rule of an older release is left out."""
    for event in decisions:
        for each in objections(event):
            if each["rule"] in _RULES:
                outcome = Outcome(each["outcome"])
                yield Objected(RuleCode(each["rule"]), outcome, each["code"])


def _best(statuses: Iterable[str]) -> Trust:
    order = list(Trust)
    known = [Trust(each) for each in statuses if each in set(Trust)]
    return min(known, key=order.index, default=Trust.UNREAD)


def _containers(
    passage: Passage, expected: Sequence[ExpectedContainer]
) -> Iterator[Trust]:
    """Yield how each container was read; one expected and not seen is unread."""
    for each in passage.containers:
        yield _best([each.status])
    missing = len(expected) - len(passage.containers)
    for _ in range(missing):
        yield Trust.UNREAD
