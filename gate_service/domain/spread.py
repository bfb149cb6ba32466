"""How values spread: the middle one, and what nine in ten stay below."""

import math
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile, each one of the values."""

    median: float
    p90: float


def spread(values: Collection[float]) -> Spread | None:
    """Give both by nearest rank; None of nothing.

    >>> spread([1.0, 2.0, 3.0, 4.0])
    Spread(median=2.0, p90=4.0)
    """
    if not values:
        return None
    ordered = sorted(values)
    return Spread(_ranked(ordered, 0.5), _ranked(ordered, 0.9))


def _ranked(ordered: list[float], share: float) -> float:
    return ordered[math.ceil(share * len(ordered)) - 1]
