"""What desk and rules keep of a visit, and how it is forgotten with the visit.

What lanes decided alone keeps no plate: it names passages, visits and digests of codes.
"""

from collections.abc import Callable, Sequence

from gate_service.domain.personal import case_without
from gate_service.domain.ports import Store
from gate_service.domain.visits import PassageId, VisitId

ForgetKept = Callable[[Store, VisitId, Sequence[PassageId]], None]
"""Deletes plates and the like that a table of its own keeps of a visit's passages."""


def forget_judgements(
    store: Store, visit: VisitId, _passages: Sequence[PassageId]
) -> None:
    """Delete the cases that were kept to be judged again by other rules."""
    store.judgements.forget(visit)


def forget_at_desk(
    store: Store, _visit: VisitId, passages: Sequence[PassageId]
) -> None:
    """Delete what clerks read and wrote; who decided what, and when, stays."""
    for passage in passages:
        store.corrections.forget(passage)
        for case in store.desk.of_passage(passage):
            store.desk.save(case_without(case))


EVERYTHING: tuple[ForgetKept, ...] = (forget_judgements, forget_at_desk)
