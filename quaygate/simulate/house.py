"""A gate of its own: its folder, site file and keys, and the process that serves it."""

import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from gate_service.application.record import Clock
from gate_service.domain.callers import Role
from gate_service.main import open_gate, utc_now
from quaygate.demo.backstage import Backstage
from quaygate.simulate.line import Line
from quaygate.site import load_site

GATE = "gate"
AUTHORITY = "customs-sim"
CARRIER = "simulated-line"
_STARTS_WITHIN = 60.0  # seconds, on a machine that is busy
_SINGLE = (Role.CLERK, Role.OFFICER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class House:
    """A gate that runs; lines to it are opened with the keys by role and scope."""

    port: int
    keys: Mapping[tuple[Role, str | None], str]
    backstage: Backstage
    _lines: list[Line] = field(default_factory=list)

    def line(self, role: Role, scope: str | None = None) -> Line:
        """Open a new line for who holds that key."""
        line = Line(self.port, self.keys[role, scope])
        self._lines.append(line)
        return line

    def hang_up(self) -> None:
        """Close every line."""
        for line in self._lines:
            line.close()


def write_site(folder: Path, port: int, text: str) -> Path:
    """Write the site file: *text* is what follows the port and the data folder."""
    path = folder / "site.toml"
    head = f'[gate]\nport = {port}\ndata = "{folder}/gate"\n'
    path.write_text(head + text, encoding="utf-8")
    return path


def issue_keys(
    site: Path, hauliers: Sequence[str], clock: Clock = utc_now
) -> Mapping[tuple[Role, str | None], str]:
    """Issue every key, before the gate is served: a lane and a kiosk key a lane."""
    settings = load_site(site).gate
    wanted: list[tuple[Role, str | None]] = [(role, None) for role in _SINGLE]
    wanted += [(Role.CUSTOMS, AUTHORITY), (Role.CARRIER, CARRIER)]
    wanted += [(Role.HAULIER, haulier) for haulier in hauliers]
    for lane in settings.lanes:
        wanted += [(Role.LANE, lane), (Role.KIOSK, lane)]
    gate = open_gate(settings, clock=clock)
    try:
        return {
            (role, scope): gate.keys.issue(role, f"simulated {role}", scope)
            for role, scope in wanted
        }
    finally:
        gate.close()


def opened(
    folder: Path,
    site: Path,
    keys: Mapping[tuple[Role, str | None], str],
    stack: ExitStack,
    options: Sequence[str] = (),
) -> House:
    """Serve the gate of *site* until *stack* ends; DemoError where it does not come."""
    port = load_site(site).gate.port
    backstage = stack.enter_context(Backstage(folder))
    module = [sys.executable, "-m", "quaygate.simulate.served"]
    backstage.start_process(GATE, [*module, str(site), *options])
    line = Line(port, "")
    backstage.wait_until(lambda: _well(line), "the gate", within=_STARTS_WITHIN)
    line.close()
    house = House(port, keys, backstage)
    stack.callback(house.hang_up)
    return house


def free_port() -> int:
    """Give a port of loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _well(line: Line) -> bool:
    try:
        return line.send("GET", "/healthz").status == 200
    except OSError:
        line.close()
        return False
