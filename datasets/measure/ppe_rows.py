"""How well each class of the people's detector is found: a row a class and set."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasets.measure.found import SeenPhoto, count, curve, groups_of
from datasets.measure.precision import Precision, average_precision
from datasets.ppe import PPE_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class PpeRow:
    """One class of one set: ``of`` labelled objects, and how they are found.

    ``precision`` and ``recall`` are those at the model's threshold, ``best`` the
    highest F1 over all thresholds, reached at ``best_at``.
    """

    group: str
    label: str
    of: int
    average: Precision
    precision: float
    recall: float
    best: float
    best_at: float


def ppe_rows(photos: Sequence[SeenPhoto], threshold: float) -> tuple[PpeRow, ...]:
    """Give a row for every labelled class of every set, and of all sets together."""
    return tuple(
        row
        for group, members in groups_of(photos).items()
        for row in _rows(group, members, threshold)
    )


def _rows(group: str, photos: Sequence[SeenPhoto], threshold: float) -> list[PpeRow]:
    averages = average_precision(photos, [str(label) for label in PPE_LABELS])
    rows = []
    for label in PPE_LABELS:
        if not (of := count(photos, label)):
            continue
        drawn = curve(photos, label)
        precision, recall = drawn.at(threshold)
        best, best_at = drawn.best()
        row = PpeRow(
            group=group,
            label=str(label),
            of=of,
            average=averages[label],
            precision=precision,
            recall=recall,
            best=best,
            best_at=best_at,
        )
        rows.append(row)
    return rows
