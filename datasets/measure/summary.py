"""Many verdicts -> one row a group: rates with their interval, errors and times."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from datasets.labels import LabelledPhoto
from datasets.measure.scores import Verdict

_Z = 1.959963984540054
"""Of the normal distribution: 95 % lies within so many deviations."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one look took, in milliseconds: on the clock, and of all cores together."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A label, what ``reader`` made of it and what that took; None: not timed."""

    reader: str
    photo: LabelledPhoto
    verdict: Verdict
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """From 0 to 1; 0 of nothing is 0."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the rate (Wilson, 1927).

        >>> low, high = Share(50, 50).interval
        >>> round(low, 3), round(high, 3)
        (0.929, 1.0)
        """
        if not self.of:
            return 0.0, 1.0
        n, p, square = self.of, self.rate, _Z * _Z
        middle = p + square / (2 * n)
        reach = _Z * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        low, high = (middle - reach) / (1 + square / n), middle + reach
        return max(0.0, low), min(1.0, high / (1 + square / n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Median and 95th percentile, in milliseconds."""

    wall: float
    wall_p95: float
    cpu: float
    cpu_p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One group read by one reader.

    ``certain`` counts what is right and certain. It, ``abstained`` and
    ``false_accepts`` are None for a rival that has no status, ``found`` and
    ``size_type`` where nothing is labelled, ``times`` where nothing was timed.
    """

    reader: str
    group: str
    exact: Share
    character_errors: Share
    found: Share | None
    certain: Share | None
    abstained: Share | None
    false_accepts: Share | None
    size_type: Share | None
    times: Times | None


Groups = Sequence[tuple[str, Sequence[Judged]]]


def rows(judged: Sequence[Judged]) -> tuple[Row, ...]:
    """Give a row for each reader and group of ``grouped``."""
    readers = dict.fromkeys(one.reader for one in judged)
    return tuple(
        row(reader, name, members)
        for reader in readers
        for name, members in grouped([one for one in judged if one.reader == reader])
    )


def row(reader: str, group: str, judged: Sequence[Judged]) -> Row:
    """Add up one group of one reader."""
    verdicts = [one.verdict for one in judged]
    states = any(v.stated for v in verdicts)

    def share(flag: Callable[[Verdict], bool | None]) -> Share | None:
        flags = [f for f in map(flag, verdicts) if f is not None]
        return Share(sum(flags), len(flags)) if flags else None

    return Row(
        reader=reader,
        group=group,
        exact=Share(sum(v.exact for v in verdicts), len(verdicts)),
        character_errors=Share(
            sum(v.errors for v in verdicts), sum(len(one.photo.text) for one in judged)
        ),
        found=share(lambda v: v.found),
        certain=share(lambda v: v.certain) if states else None,
        abstained=share(lambda v: v.abstained) if states else None,
        false_accepts=share(lambda v: v.false_accept) if states else None,
        size_type=share(lambda v: v.size_type),
        times=times([one.cost for one in judged if one.cost is not None]),
    )


def times(costs: Sequence[Cost]) -> Times | None:
    """Give median and 95th percentile, None of nothing."""
    if not costs:
        return None
    wall, wall_p95 = np.percentile([cost.wall for cost in costs], [50, 95])
    cpu, cpu_p95 = np.percentile([cost.cpu for cost in costs], [50, 95])
    return Times(
        wall=float(wall),
        wall_p95=float(wall_p95),
        cpu=float(cpu),
        cpu_p95=float(cpu_p95),
    )


def grouped(judged: Sequence[Judged]) -> Groups:
    """Group by set, by its layouts where it has several, and all together."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.photo.group, []).append(one)
    named: list[tuple[str, Sequence[Judged]]] = []
    for group, members in groups.items():
        named.append((group, members))
        layouts = sorted({one.photo.layout for one in members})
        if len(layouts) > 1:
            named += [
                (f"{group} {x}", [m for m in members if m.photo.layout == x])
                for x in layouts
            ]
    return [*named, ("all", judged)] if len(groups) > 1 else named
