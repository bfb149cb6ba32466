"""`quaygate simulate day`: 2,000 trucks, every decision known, every event counted."""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cwt import COSEKey
from rich.console import Console
from rich.progress import Progress

from gate_service.adapters.passes import sign_pass
from gate_service.domain.audit import AuditEvent
from gate_service.domain.callers import Role
from gate_service.domain.decisions import Verdict
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.visits import LaneName
from quaygate.demo.backstage import DemoError
from quaygate.errors import CommandError
from quaygate.simulate import checks, day_report
from quaygate.simulate.day import HAULIERS, WAYS_IN, WAYS_OUT, Day, schedule
from quaygate.simulate.day_report import Outcome
from quaygate.simulate.house import free_port, issue_keys, opened, write_site
from quaygate.simulate.journey import TERMINAL, journeys
from quaygate.simulate.line import Line
from quaygate.simulate.pace import Pace, speed_for
from quaygate.simulate.receiver import Receiver
from quaygate.simulate.steered import SteeredClock
from quaygate.simulate.trucks import Makes

MIDNIGHT = datetime(2026, 5, 4, tzinfo=UTC)
_SITE = f"""\
terminal = "{TERMINAL}"
neighbours = ["NEIGHBOUR"]
code_memory = 600  # the clock runs fast
code_timeout = 0  # who shows no code is judged at the next tick
pass_minutes = 60

[gate.rules]
induction_days = 365

"""
_SETTLES = 60.0  # seconds in which the last events have to come


def simulate_day(chosen: argparse.Namespace) -> int:
    """Run the day and print what it showed; 1 where anything was not as it must be."""
    console = Console(stderr=True)
    try:
        with _folder(chosen.keep) as folder:
            outcome = _run(chosen, folder, console)
    except DemoError as error:
        raise CommandError(str(error)) from error
    if chosen.json:
        sys.stdout.write(json.dumps(day_report.values(outcome)) + "\n")
    else:
        Console().print(*day_report.tables(outcome), day_report.summary(outcome))
    return 0 if outcome.right else 1


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        folder = keep.resolve()
        if folder.exists() and any(folder.iterdir()):
            msg = f"{folder} is not empty: name another folder"
            raise CommandError(msg)
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="quaygate-day-") as made:
        yield Path(made)


def _run(chosen: argparse.Namespace, folder: Path, console: Console) -> Outcome:
    dice = random.Random(chosen.seed)  # noqa: S311 - no secret
    plan = schedule(MIDNIGHT, chosen.visits, dice)
    trucks = journeys(Makes(chosen.seed), dice, plan, HAULIERS)
    site = write_site(folder, free_port(), _SITE + _lanes())
    clock_file = folder / "clock"
    clock = SteeredClock.begin(clock_file, MIDNIGHT + timedelta(hours=3))
    keys = issue_keys(site, HAULIERS, clock)
    with ExitStack() as stack:
        receiver = stack.enter_context(Receiver())
        options = ["--clock", str(clock_file)]
        house = opened(folder, site, keys, stack, options)
        admin = house.line(Role.ADMIN)
        since = _subscribed(admin, receiver)
        speed = chosen.speed or speed_for(chosen.visits)
        day = Day(house, Pace(clock, speed), trucks, forged_pass())
        began = time.perf_counter()
        _watched(day, console)
        lasted = time.perf_counter() - began
        events = _settled(admin)
        left = {v: at for w in day.workers.values() for v, at in w.noted.left.items()}
        return Outcome(
            journeys=trucks,
            judged=sum(w.noted.judged for w in day.workers.values()),
            decided=[s for w in day.workers.values() for s in w.noted.decided],
            telling=checks.telling(
                events,
                tuple(receiver.told),
                left,
                since=since,
                unsigned=receiver.unsigned,
            ),
            events=len(events),
            broken=checks.broken(events),
            seconds=lasted,
            seed=chosen.seed,
        )


def _lanes() -> str:
    parts = [f"[gate.lanes.{name}]\n" for name in WAYS_IN]
    parts += [f'[gate.lanes.{name}]\ndirection = "out"\n' for name in WAYS_OUT]
    return "".join(parts).replace("[gate.lanes.shut]\n", _CLOSED)


_CLOSED = "[gate.lanes.shut]\nclosed = true\n"


def _subscribed(admin: Line, receiver: Receiver) -> int:
    """Subscribe; give the number of the event behind which all are told."""
    body = {"name": "the simulated day", "url": receiver.url}
    added = admin.post("/api/v1/subscribers", body).body
    receiver.expect(added["secret"])
    cursor: int = admin.get(f"/api/v1/subscribers/{added['id']}")["cursor"]
    return cursor


def _watched(day: Day, console: Console) -> None:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("trucks", total=len(day.journeys))
        day.run(lambda done: progress.update(task, completed=done))


def _settled(admin: Line) -> list[AuditEvent]:
    """Wait until everything is told; give the chain."""
    deadline = time.monotonic() + _SETTLES
    while admin.get("/api/v1/subscribers")[0]["lag_events"]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.2)
    return checks.chain(admin)


def forged_pass() -> str:
    """Make a pass that is right in everything but whose key signed it."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    claims = PassClaims(
        id=PassId("00" * 12),
        plate="AA00AAA",
        containers=(),
        lane=LaneName(WAYS_IN[0]),
        verdict=Verdict.GO,
        expires=MIDNIGHT + timedelta(days=1),
    )
    return sign_pass(claims, COSEKey.from_pem(pem, kid="stranger", alg="EdDSA"))
