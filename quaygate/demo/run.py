"""The demo from the first clip to the last table; it ends by itself."""

import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from pipelines.broadcast import Broadcast
from pipelines.channel import Player
from quaygate.demo import rehearse, report
from quaygate.demo.backstage import Backstage, DemoError
from quaygate.demo.driver import Driver, Result
from quaygate.demo.office import Office
from quaygate.demo.relay import Relay
from quaygate.demo.stage import Scene, on_air, prepare
from quaygate.demo.story import STORY
from quaygate.errors import CommandError

_PORT = 8080
_FIRST_DROPS = 3.0  # seconds of rain on the empty lane before the next truck
_READS = {"front": "plate", "kiosk": "code"}  # every other camera: containers


@dataclass(frozen=True, slots=True)
class _House:
    """The running demo: its driver and the processes behind the lane."""

    driver: Driver
    backstage: Backstage
    site: Path

    def start_lane(self) -> None:
        """Start the lane process and wait for its cameras."""
        office = self.driver.office
        before = office.version()
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


def run_demo(folder: Path, *, keep: bool) -> int:
    """Run the ten trucks; 0 when every outcome was the expected one, else 1."""
    began, console = time.monotonic(), Console()
    try:
        scenes = _rendered(folder / "clips", console)
        with ExitStack() as stack:
            house = _opened(folder / "run", scenes[0], stack, console)
            results = _performed(house, scenes, console)
            console.print(report.table(results), report.summary(results), sep="\n")
            console.print(f"The demo took {time.monotonic() - began:.0f} s.")
            _say_where_to_click(house.driver.office, results, console, keep=keep)
            while keep:
                house.backstage.check()
                time.sleep(1.0)
    except DemoError as error:
        raise CommandError(str(error)) from error
    return 0 if all(result.as_expected for result in results) else 1


def _rendered(folder: Path, console: Console) -> tuple[Scene, ...]:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("rendering the lane's cameras (once)", total=None)
        return prepare(
            [act.truck for act in STORY],
            folder,
            lambda done, total: progress.update(task, completed=done, total=total),
        )


def _opened(folder: Path, first: Scene, stack: ExitStack, console: Console) -> _House:
    """Put cameras on air, start the gate service and the lane, book the trucks."""
    rehearse.clear(folder)
    stage, relay = on_air(first), stack.enter_context(Relay())
    stack.enter_context(Player(tuple(stage.channels.values())))
    air = stack.enter_context(
        Broadcast({f"/{n}": c for n, c in stage.channels.items()})
    )
    cameras = {
        n: (air.url(f"/{n}"), _READS.get(n, "container")) for n in stage.channels
    }
    port = _free_port()
    site = rehearse.write_site(folder, port=port, relay=relay.url, cameras=cameras)
    office = Office(f"http://127.0.0.1:{port}", rehearse.issue_keys(site))
    backstage = stack.enter_context(Backstage(folder))
    console.print(f"{len(cameras)} cameras on air at {air.url('/')}CAMERA")
    backstage.start("gate service", ["serve", "--site", str(site)])
    backstage.wait_until(office.ready, "the gate service")
    console.print(f"gate service and kiosk at {office.url}")
    for number, act in enumerate(STORY, start=1):
        if act.booked is not None:
            office.book(number, act.booked, terminal=rehearse.TERMINAL)
    house = _House(Driver(stage, office, relay, backstage.check), backstage, site)
    house.start_lane()
    return house


def _performed(
    house: _House, scenes: Sequence[Scene], console: Console
) -> list[Result]:
    results: list[Result] = []
    light, weather = STORY[0].truck.light, STORY[0].truck.weather
    for number, (act, scene) in enumerate(zip(STORY, scenes, strict=True), start=1):
        with console.status(f"{number:2} {act.title} ..."):
            if act.truck.light is not light:
                house.nightfall(scene)
            elif act.truck.weather is not weather:
                house.driver.stage.rest(scene)
                time.sleep(_FIRST_DROPS)
            light, weather = act.truck.light, act.truck.weather
            results.append(house.driver.perform(act, scene))
        console.print(f"{number:2} {report.line(results[-1])}")
    return results


def _say_where_to_click(
    office: Office, results: Sequence[Result], console: Console, *, keep: bool
) -> None:
    """Name the pages, with the keys that open them; they last as long as the run."""
    if not keep:
        console.print("To click through its pages, run: make demo ARGS=--keep")
        return
    visit = results[0].visit["id"]
    pages = {
        "the kiosk": ("kiosk", f"/kiosk/{rehearse.LANE}"),
        "all visits": ("clerk", "/visits"),
        "the first visit": ("clerk", f"/visits/{visit}"),
        "the API": ("admin", "/docs"),
    }
    for page, (role, path) in pages.items():
        link = f"{office.url}/login#key={office.keys[role]}&next={path}"
        console.print(f"  {page}: {link}", soft_wrap=True)
    console.print("Ctrl-C ends it.")


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
