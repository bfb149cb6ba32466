"""What a simulated day prints: kinds of trucks, times, events, and what was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from quaygate.simulate.checks import Row, Telling, rows
from quaygate.simulate.journey import Journey

_SHARES = (0.5, 0.95, 0.99)
OUT_WITHIN = 1.0  # seconds, p95, from drive-off to gate-out told


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the day did. Times in seconds; ``broken`` None: the audit chain holds."""

    journeys: Sequence[Journey]
    judged: int
    decided: Sequence[float]
    telling: Telling
    events: int
    broken: int | None
    seconds: float
    seed: int

    @property
    def faults(self) -> list[str]:
        """Everything that was not as it must be, a line each."""
        found = [
            f"truck {j.number}, {j.kind.name}: {fault}"
            for j in self.journeys
            for fault in (*j.wrong, *([j.failed] if j.failed else []))
        ]
        told = self.telling
        late = quantiles(told.seconds)[1]
        checks = {
            f"{len(told.missed)} events were not told": told.missed,
            f"{len(told.doubled)} events were told twice": told.doubled,
            f"the events of {len(told.disordered)} visits came out of order": (
                told.disordered
            ),
            f"{told.unsigned} deliveries were not signed rightly": told.unsigned,
            f"gate-out was told after {late:.2f} s (p95)": late > OUT_WITHIN,
            "no truck left": not told.seconds,
            f"the audit chain is broken at event {self.broken}": (
                self.broken is not None
            ),
        }
        return found + [fault for fault, there in checks.items() if there]

    @property
    def right(self) -> bool:
        """Whether everything was as it must be."""
        return not self.faults


def quantiles(times: Sequence[float]) -> tuple[float, ...]:
    """Give p50, p95 and p99; zeros of none."""
    ordered = sorted(times) or [0.0]
    last = len(ordered) - 1
    return tuple(ordered[min(last, int(s * len(ordered)))] for s in _SHARES)


def tables(outcome: Outcome) -> tuple[Table, Table]:
    """Give the kinds of trucks, and the times."""
    kinds = Table(title="Kinds of trucks", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("truck", "must be told", "because of"):
        kinds.add_column(heading)
    kinds.add_column("trucks", justify="right")
    kinds.add_column("as it must be", justify="right")
    for row in rows(outcome.journeys):
        kinds.add_row(row.name, row.says, row.codes or "-", str(row.trucks), _hit(row))
    times = Table(title="Times", box=box.SIMPLE_HEAD, title_justify="left")
    times.add_column("milliseconds")
    for share in _SHARES:
        times.add_column(f"p{share * 100:g}", justify="right")
    for said, spent in (
        ("decision, at the gate", outcome.decided),
        ("gate-out, from drive-off to the receiver", outcome.telling.seconds),
    ):
        times.add_row(said, *(f"{1000 * each:.0f}" for each in quantiles(spent)))
    return kinds, times


def _hit(row: Row) -> str:
    style = "green" if row.right == row.trucks else "bold red"
    return f"[{style}]{row.right}[/]"


def summary(outcome: Outcome) -> str:
    """Say in a few lines what the day showed."""
    went = sum(not (j.wrong or j.failed) for j in outcome.journeys)
    told = outcome.telling
    holds = "holds" if outcome.broken is None else f"breaks at {outcome.broken}"
    said = (
        f"{went} of {len(outcome.journeys)} trucks as expected, {outcome.judged} "
        f"decisions, in {outcome.seconds:.0f} s (seed {outcome.seed}).\n"
        f"{told.due - len(told.missed)} of {told.due} events told, "
        f"{len(told.doubled)} twice, {len(told.disordered)} visits out of order.\n"
        f"The audit chain of {outcome.events} events {holds}."
    )
    lines = [said]
    faults = outcome.faults
    lines += [f"[red]{fault}[/]" for fault in faults[:20]]
    if len(faults) > 20:
        lines.append(f"... and {len(faults) - 20} more")
    return "\n".join(lines)


def values(outcome: Outcome) -> dict[str, object]:
    """Give it all for a program."""
    return {
        "trucks": len(outcome.journeys),
        "decisions": outcome.judged,
        "seconds": outcome.seconds,
        "seed": outcome.seed,
        "events": outcome.events,
        "told": outcome.telling.due - len(outcome.telling.missed),
        "decision_seconds": quantiles(outcome.decided),
        "gate_out_seconds": quantiles(outcome.telling.seconds),
        "kinds": [
            {"name": r.name, "says": r.says, "trucks": r.trucks, "right": r.right}
            for r in rows(outcome.journeys)
        ],
        "faults": outcome.faults,
    }
