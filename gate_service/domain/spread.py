"""How values spread: the middle one, and what nine in ten stay below."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: *count* times, *median* and *p90* in seconds."""

    count: int
    median: float | None
    p90: float | None


def spread(values: Sequence[float]) -> Spread:
    """Sum up how long something took.

    >>> spread([1.0, 2.0, 3.0])
    Spread(count=3, median=2.0, p90=2.8)
    """
    return Spread(len(values), quantile(values, 0.5), quantile(values, 0.9))


def quantile(values: Sequence[float], share: float) -> float | None:
    """Give the value that *share* of all lie at or below, between two if need be.

    >>> quantile([4.0, 1.0, 2.0, 3.0], 0.5), quantile([], 0.9)
    (2.5, None)
    """
    if not values:
        return None
    order = sorted(values)
    place = share * (len(order) - 1)
    low = int(place)
    high = min(low + 1, len(order) - 1)
    return order[low] + (order[high] - order[low]) * (place - low)
