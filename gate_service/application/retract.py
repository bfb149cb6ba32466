"""Take back what a decision gave: barrier command, pass, place in the lane."""

from gate_service.application.record import Clock, keep, record
from gate_service.domain.lanes import CommandState
from gate_service.domain.ports import Store
from gate_service.domain.visits import Visit, VisitState


def withdraw_commands(store: Store, clock: Clock, visit: Visit) -> None:
    """Withdraw the visit's waiting commands: no barrier opens on them."""
    for command in store.commands.of_visit(visit.id):
        waits = command.state is CommandState.WAITING
        if waits and store.commands.drop(command.id, expired=False):
            record(
                store,
                clock(),
                "barrier.withdrawn",
                visit=visit.id,
                lane=command.lane,
                command=command.id,
            )


def revoke_passes(store: Store, clock: Clock, visit: Visit) -> None:
    """Revoke the visit's passes that were neither spent nor revoked."""
    for issued in store.passes.of_visit(visit.id):
        if issued.spent is None and store.passes.revoke(issued.claims.id, clock()):
            record(
                store,
                clock(),
                "pass.revoked",
                visit=visit.id,
                lane=issued.claims.lane,
                pass_id=issued.claims.id,
            )


def send_back(store: Store, clock: Clock, visit: Visit) -> Visit:
    """Return a visit to where it was before it came to the lane."""
    if visit.inside:
        state = VisitState.IN_YARD
    else:
        state = VisitState.CONFIRMED if visit.booked else VisitState.ABANDONED
    now = clock()
    return keep(store, visit.moved(state, now), now)


def barrier_taken(store: Store, visit: Visit) -> bool:
    """Whether the lane has taken the command of the visit's present passage."""
    return any(
        command.state is CommandState.TAKEN and command.passage == visit.passage
        for command in store.commands.of_visit(visit.id)
    )
