"""The running demo: cameras on air, the gate service and the lane behind them."""

import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from pipelines.broadcast import Broadcast
from pipelines.channel import Channel, Player
from quaygate.demo import rehearse
from quaygate.demo.backstage import Backstage, DemoError
from quaygate.demo.driver import Driver
from quaygate.demo.office import Office
from quaygate.demo.relay import Relay
from quaygate.demo.stage import Scene, Stage, on_air
from quaygate.demo.story import Act
from quaygate.demo.yard import YardScene, yard_on_air

_PORT = 8080
_FIRST_DROPS = 3.0  # seconds of rain on the empty lane before the next truck
_YARD = "/yard"
_READS = {"front": "plate", "kiosk": "code"}  # every other camera: containers


@dataclass(frozen=True, slots=True)
class House:
    """The driver of the demo's trucks and the processes behind lane and yard."""

    driver: Driver
    backstage: Backstage
    site: Path
    yard: Channel | None = None

    def start_lane(self) -> None:
        """Start the lane process and wait for its cameras."""
        office = self.driver.office
        before = office.cameras()
        self.backstage.start("lane", ["lane", rehearse.LANE, "--site", str(self.site)])
        self.backstage.wait_until(
            lambda: office.cameras_live_since(before), "the lane's cameras"
        )

    def nightfall(self, scene: Scene) -> None:
        """Change the light of the empty lane, and the shift with it.

        Real dusk takes longer than the demo; the new lane process learns the
        empty lane anew, and its outbox goes on where the old one's ended.
        """
        self.backstage.end("lane")
        self.driver.stage.rest(scene)
        self.start_lane()

    def rain(self, scene: Scene) -> None:
        """Let it rain on the empty lane for a while."""
        self.driver.stage.rest(scene)
        time.sleep(_FIRST_DROPS)


def opened(
    acts: Sequence[Act],
    first: Scene,
    folder: Path,
    stack: ExitStack,
    console: Console,
    *,
    yard: YardScene | None = None,
) -> House:
    """Start everything, with the empty lane of *first* on air; *stack* ends it.

    The camera of *yard* is on air too, its process is not started. Raises DemoError
    when a part does not come up.
    """
    rehearse.clear(folder)
    stage, relay = on_air(first), stack.enter_context(Relay())
    mounts = _mounts(stage, yard)
    stack.enter_context(Player(tuple(mounts.values())))
    air = stack.enter_context(Broadcast(mounts))
    port = _free_port()
    site = rehearse.write_site(
        folder,
        port=port,
        relay=relay.url,
        cameras=_cameras(stage, air),
        yard=None if yard is None else (yard.script, air.url(_YARD)),
    )
    office = Office(f"http://127.0.0.1:{port}", rehearse.issue_keys(site))
    backstage = stack.enter_context(Backstage(folder))
    console.print(f"{len(mounts)} cameras on air at {air.url('/')}CAMERA")
    _serve(backstage, site, office)
    console.print(f"gate service and kiosk at {office.url}")
    _book(office, acts)
    driver = Driver(stage, office, relay, backstage.check)
    house = House(driver, backstage, site, mounts.get(_YARD))
    house.start_lane()
    return house


def _mounts(stage: Stage, yard: YardScene | None) -> dict[str, Channel]:
    """Give the channel at every path that is on air."""
    mounts = {f"/{camera}": channel for camera, channel in stage.channels.items()}
    if yard is not None:
        mounts[_YARD] = yard_on_air(yard)
    return mounts


def _cameras(stage: Stage, air: Broadcast) -> dict[str, tuple[str, str]]:
    """Give the URL of each of the lane's cameras, and what it reads."""
    return {
        camera: (air.url(f"/{camera}"), _READS.get(camera, "container"))
        for camera in stage.channels
    }


def _serve(backstage: Backstage, site: Path, office: Office) -> None:
    backstage.start("gate service", ["serve", "--site", str(site)])
    backstage.wait_until(office.ready, "the gate service")


def _book(office: Office, acts: Sequence[Act]) -> None:
    for number, act in enumerate(acts, start=1):
        if act.booked is not None:
            office.book(number, act.booked, terminal=rehearse.TERMINAL)


def _free_port() -> int:
    """Return the usual port when it is free, else any free one."""
    for wanted in (_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    msg = "no TCP port is free on loopback"
    raise DemoError(msg)
