"""`quaygate bench gate`: how long a decision takes while trucks keep coming."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from quaygate.demo.backstage import DemoError
from quaygate.errors import CommandError
from quaygate.simulate.house import House, free_port, issue_keys, opened, write_site
from quaygate.simulate.line import Line
from quaygate.simulate.load import HAULIER, TERMINAL, Load, Stop, Truck, booked
from quaygate.simulate.served import COUNTS

_COUNTED = 40  # decisions whose statements are counted, one after another
_WARM = 40  # decisions before any is measured
_RESTS = 120.0  # seconds until the load begins anyway
_LOOK = 5.0  # seconds between looks; longer than between the gate's own rounds
_IDLE = 0.1  # of a core: a gate that has nothing to do but tick
_SHARES = (0.5, 0.95, 0.99)
_AIM = 0.05  # seconds, p95


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a load did; times in seconds, counts and the gate's ``cpu`` a truck."""

    stops: Sequence[Stop]
    faults: Sequence[str]
    asked: int
    rate: float
    lasted: float
    cpu: float
    statements: Mapping[str, float]

    @property
    def went(self) -> bool:
        """Whether every truck was told GO."""
        right = [stop for stop in self.stops if stop.verdict == "GO"]
        return len(right) == self.asked

    def at(self, what: str) -> tuple[float, ...]:
        """Give the p50, p95 and p99 of one time of a stop."""
        times = sorted(getattr(stop, what) for stop in self.stops)
        return tuple(times[min(len(times) - 1, int(s * len(times)))] for s in _SHARES)


def bench_gate(chosen: argparse.Namespace) -> int:
    """Measure, print the answer; 1 where a truck was not told GO."""
    with tempfile.TemporaryDirectory(prefix="quaygate-bench-") as folder:
        try:
            done = _measured(chosen, Path(folder))
        except DemoError as error:
            raise CommandError(str(error)) from error
    if chosen.json:
        sys.stdout.write(json.dumps(values(done, chosen.lanes)) + "\n")
    else:
        Console().print(table(done, chosen.lanes), summary(done), sep="\n")
    return 0 if done.went else 1


def _measured(chosen: argparse.Namespace, folder: Path) -> Measured:
    lanes = [f"lane-{number}" for number in range(1, chosen.lanes + 1)]
    parts = [f'terminal = "{TERMINAL}"\n']
    parts += [f'[gate.lanes.{lane}]\nroute = "Row 1"\n' for lane in lanes]
    site = write_site(folder, free_port(), "".join(parts))
    keys = issue_keys(site, [HAULIER])
    how_many = max(1, round(chosen.rate * chosen.seconds))
    trucks = booked(site, _COUNTED + _WARM + how_many, chosen.seed)
    first, trucks = trucks[:_COUNTED], trucks[_COUNTED:]
    with ExitStack() as stack:
        house = opened(folder, site, keys, stack, ["--count"])
        statements = _counted(house, lanes, first)
    with ExitStack() as stack:
        house = opened(folder, site, keys, stack)
        Load(house, lanes).run(trucks[:_WARM], chosen.rate / 2)
        _at_rest(house)
        load, before = Load(house, lanes), _told(house)
        lasted = load.run(trucks[_WARM:], chosen.rate)
        cpu = (_told(house)["cpu"] - before["cpu"]) / how_many
    return Measured(
        stops=load.stops,
        faults=load.faults,
        asked=how_many,
        rate=chosen.rate,
        lasted=lasted,
        cpu=cpu,
        statements=statements,
    )


def _counted(
    house: House, lanes: Sequence[str], trucks: Sequence[Truck]
) -> dict[str, float]:
    """Count what SQLite does for each truck from drive-in to drive-off."""
    _at_rest(house)
    _told(house, "?start")
    Load(house, lanes[:1]).run(trucks, 1000.0)
    seen = _told(house)
    del seen["cpu"]
    return {kind: number / len(trucks) for kind, number in sorted(seen.items())}


def _at_rest(house: House) -> None:
    """Wait until the gate has worked off what the declarations left it to do."""
    deadline, before = time.monotonic() + _RESTS, _told(house)["cpu"]
    while time.monotonic() < deadline:
        time.sleep(_LOOK)
        now = _told(house)["cpu"]
        if now - before < _IDLE * _LOOK:
            return
        before = now


def _told(house: House, question: str = "") -> dict[str, float]:
    """Ask what SQLite did, and how much processor time the gate has used."""
    line = Line(house.port, "")
    told: dict[str, float] = line.get(COUNTS + question)
    line.close()
    return told


def values(done: Measured, lanes: int) -> dict[str, object]:
    """Give it all for a program."""
    names = ("decided", "answered", "shown", "waited")
    return {
        "cores": os.cpu_count(),
        "lanes": lanes,
        "decisions": len(done.stops),
        "asked": done.asked,
        "rate": done.rate,
        "seconds": done.lasted,
        "cpu_per_truck": done.cpu,
        "times": {
            name: dict(zip(("p50", "p95", "p99"), done.at(name), strict=True))
            for name in names
        },
        "statements": dict(done.statements),
        "faults": list(done.faults),
    }


def table(done: Measured, lanes: int) -> Table:
    """Give a row a time."""
    shown = Table(
        title=f"{len(done.stops)} decisions at {done.rate:g} a second, {lanes} lanes"
    )
    shown.add_column("milliseconds")
    for share in _SHARES:
        shown.add_column(f"p{share * 100:g}", justify="right")
    for what, said in (
        ("decided", "decision, at the gate"),
        ("answered", "decision, there and back"),
        ("shown", "due at the lane to kiosk read"),
        ("waited", "of that, waited for a free lane"),
    ):
        shown.add_row(said, *(f"{1000 * each:.1f}" for each in done.at(what)))
    return shown


def summary(done: Measured) -> str:
    """Say what SQLite did, how fast it was, and what went wrong."""
    writes = done.statements.get("BEGIN IMMEDIATE", 0.0)
    reads = done.statements.get("BEGIN", 0.0)
    rest = sum(done.statements.values()) - 2 * (writes + reads)
    within = sum(stop.decided <= _AIM for stop in done.stops) / max(1, len(done.stops))
    told = (
        f"SQLite, synchronous=FULL, a truck: {writes:.1f} commits (a sync each), "
        f"{reads:.1f} readings, {rest:.0f} statements in them.\n"
        f"The gate used {1000 * done.cpu:.1f} ms of processor time a truck, "
        f"{done.cpu * done.rate:.0%} of a core.\n"
        f"{within:.1%} of the decisions within {_AIM * 1000:.0f} ms; "
        f"{len(done.stops)} in {done.lasted:.1f} s on {os.cpu_count()} cores, "
        "of which the load itself takes one."
    )
    return "\n".join([told, *(f"fault: {fault}" for fault in done.faults[:5])])
