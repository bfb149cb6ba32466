"""Whether a container has left the terminal, and on which visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gate_service.domain.ports import Store
from gate_service.domain.visits import Direction, Visit, VisitId, VisitState

_LOOK_BACK = 20
"""Visits of one container that are looked at: the newest."""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A container drove in or out at a time."""

    at: datetime
    out: bool
    visit: VisitId


def left(store: Store, container: str) -> Seen | None:
    """Say when a container left last; None if it is here, or was never seen."""
    visits = store.visits.with_container(container, _LOOK_BACK)
    moves = [move for each in visits for move in _moves(store, each, container)]
    last = max(moves, default=None)
    return last if last and last.out else None


def _moves(store: Store, visit: Visit, container: str) -> Iterator[Seen]:
    for state, at in visit.history:
        if state is VisitState.GATED_IN and container in visit.containers:
            yield Seen(at, out=False, visit=visit.id)
        if state is VisitState.GATED_OUT and container in _taken(store, visit):
            yield Seen(at, out=True, visit=visit.id)


def _taken(store: Store, visit: Visit) -> set[str]:
    """Give the containers that left with a truck: announced, or seen going out."""
    passage = store.passages.find(visit.passage) if visit.passage else None
    taken = {each.number for each in passage.containers} if passage else set()
    if visit.appointment is not None:
        booked = store.appointments.get(visit.appointment)
        taken |= {each.number for each in booked.expected(Direction.OUT) or ()}
    return taken
