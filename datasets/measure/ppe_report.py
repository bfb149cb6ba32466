"""What was measured of the people's detector, as Markdown tables and plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from datasets.measure.compliance import NOBODY, STATES, Compliance
from datasets.measure.ppe_rows import PpeRow
from datasets.measure.report import markdown, time_cells
from datasets.measure.summary import Times
from vision.scene import Gear, Worn

_HEAD = (
    *("photos", "class", "n", "AP50", "small", "medium", "large"),
    *("precision", "recall", "best F1", "at"),
)
_TIME_HEAD = ("photos", "n", "wall ms", "p95", "core ms", "p95")
_GEAR_HEAD = (
    *("photos", "gear", "labelled", *(f"seen {state}" for state in STATES), "F1"),
    *("of all", "of states", "right of found"),
)
People = Mapping[str, Sequence[Compliance]]
"""What people wear, by set."""


def ppe_table(rows: Sequence[PpeRow]) -> str:
    """Write how well each class is found."""
    return markdown(_HEAD, 2, [_cells(row) for row in rows])


def time_table(spent: Mapping[str, tuple[int, Times | None]]) -> str:
    """Write what photos took: by set, how many and the times."""
    cells = [(group, str(n), *time_cells(times)) for group, (n, times) in spent.items()]
    return markdown(_TIME_HEAD, 1, cells)


def gear_table(people: People) -> str:
    """Write what people wear as labelled and as seen: a row a labelled state."""
    cells = [
        row
        for group, found in people.items()
        for each in found
        for row in _gear_cells(group, each)
    ]
    return markdown(_GEAR_HEAD, 3, cells)


def gear_values(people: People) -> list[dict[str, Any]]:
    """Give the same as plain values."""
    return [
        {
            "group": group,
            "gear": each.gear,
            "f1": {state: each.f1(state) for state in Worn},
            "macro_f1": each.macro,
            "micro_f1": each.micro,
            "right_of_found": each.right_of_found,
            "confusion": [
                {"labelled": truth, "seen": seen, "people": n}
                for (truth, seen), n in sorted(each.counts.items())
            ],
        }
        for group, found in people.items()
        for each in found
    ]


def _cells(row: PpeRow) -> tuple[str, ...]:
    average = row.average
    sizes = average.every, average.small, average.medium, average.large
    return (
        row.group,
        row.label,
        str(row.of),
        *map(_rate, sizes),
        *map(_rate, (row.precision, row.recall, row.best, row.best_at)),
    )


def _gear_cells(group: str, each: Compliance) -> Iterator[tuple[str, ...]]:
    gear = " and ".join(Gear) if each.gear is None else each.gear
    whole = _rate(each.micro), _rate(each.macro), _rate(each.right_of_found)
    for truth in STATES:
        seen = [str(each.counts[truth, state]) for state in STATES]
        if truth == NOBODY:
            seen[-1] = "-"
        rate = "-" if truth == NOBODY else _rate(each.f1(Worn(truth)))
        first = truth == STATES[0]
        rest = whole if first else ("",) * len(whole)
        yield group, gear, truth, *seen, rate, *rest


def _rate(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.3f}"
