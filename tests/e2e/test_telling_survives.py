"""A gate that is killed amid telling: nothing is lost, repetitions keep their ids."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from gate_service.domain.callers import Role
from gate_service.main import open_gate
from quaygate.site import load_site
from tests.support.serving import free_port
from tests.support.tolds import Receiver, receiver

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@contextmanager
def served(site: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run `quaygate serve`; kill it at the end, as a power cut would."""
    command = [sys.executable, "-m", "quaygate", "serve", "--site", str(site)]
    with subprocess.Popen(command) as process:  # noqa: S603 - our own
        try:
            until = time.monotonic() + 60
            while not answers(port):
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
            yield process
        finally:
            process.kill()


def answers(port: int) -> bool:
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    except httpx2.TransportError:
        return False


def book(client: httpx2.Client, number: int) -> None:
    now = datetime.now(UTC)
    body = {
        "reference": f"R-{number}",
        "terminal": "TERMINAL",
        "haulier": "ACME",
        "plate": f"AB{number:03}",
        "containers": [],
        "opens": now.isoformat(),
        "closes": (now + timedelta(hours=1)).isoformat(),
    }
    client.post("/api/v1/appointments", json=body).raise_for_status()


def numbers(kept: Receiver) -> list[int]:
    """Give the sequence of each event, the first time that it came."""
    first = {each["id"]: int(each["sequence"]) for each in reversed(kept.events())}
    return [first[each] for each in dict.fromkeys(kept.ids)]


def test_a_killed_gate_loses_no_event_and_changes_no_id(tmp_path: Path) -> None:
    port = free_port()
    site = tmp_path / "site.toml"
    site.write_text(
        f'[gate]\nport = {port}\ndata = "{tmp_path / "gate"}"\n[gate.lanes.in-1]\n'
    )
    gate = open_gate(load_site(site).gate)
    key = gate.keys.issue(Role.ADMIN, "admin", None)
    gate.close()
    client = httpx2.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {key}"}
    )
    with receiver() as kept, client:
        for start in (0, 15, 30):
            with served(site, port):
                if start == 0:
                    whom = {"name": "TOS", "url": kept.url, "types": ["visit.*"]}
                    client.post("/api/v1/subscribers", json=whom).raise_for_status()
                for number in range(start, start + 15):
                    book(client, number)
                if start == 30:
                    kept.wait(lambda: len(set(kept.ids)) >= 45, 60)

    assert len(set(kept.ids)) == 45
    assert numbers(kept) == sorted(numbers(kept))
    assert len(set(numbers(kept))) == 45
