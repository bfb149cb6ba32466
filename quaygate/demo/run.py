"""The demo from the first clip to the last table; it ends by itself."""

import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from quaygate.demo import rehearse, report, yard_report
from quaygate.demo.backstage import DemoError
from quaygate.demo.driver import Result
from quaygate.demo.house import House, opened
from quaygate.demo.office import Office
from quaygate.demo.officer import Officer
from quaygate.demo.stage import Scene, prepare
from quaygate.demo.story import STORY, Act
from quaygate.demo.yard import (
    YardResult,
    YardScene,
    prepare_yard,
    start_yard,
    watched,
)
from quaygate.errors import CommandError


def run_demo(folder: Path, *, keep: bool, minutes: int = 1) -> int:
    """Run the ten trucks and the yard, whose scene is played *minutes* times.

    Gives 0 when all trucks came out as expected and every incident of the yard was
    told, and nothing else; else 1.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began, console = time.monotonic(), Console()
    try:
        scenes = rendered(STORY, folder / "clips", console)
        yard = rendered_yard(folder / "clips", console)
        with ExitStack() as stack:
            house = opened(STORY, scenes[0], folder / "run", stack, console, yard=yard)
            results = performed(house, STORY, scenes, console)
            console.print(report.table(results), report.summary(results), sep="\n")
            shifts = watched_over(house, yard, minutes, console)
            console.print(yard_report.table(shifts), yard_report.summary(shifts))
            console.print(f"The demo took {time.monotonic() - began:.0f} s.")
            _say_where_to_click(house.driver.office, results, console, keep=keep)
            while keep:
                house.backstage.check()
                time.sleep(1.0)
    except DemoError as error:
        raise CommandError(str(error)) from error
    right = all(each.as_expected for each in results)
    return 0 if right and all(each.as_expected for each in shifts) else 1


def rendered_yard(folder: Path, console: Console) -> YardScene:
    """Render the yard's minute if it is missing in *folder*, with a progress bar."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("rendering the yard's camera (once)", total=None)
        return prepare_yard(
            folder,
            lambda done, total: progress.update(task, completed=done, total=total),
        )


def watched_over(
    house: House, yard: YardScene, minutes: int, console: Console
) -> list[YardResult]:
    """Watch the yard for some minutes, and say what its officer was told."""
    if house.yard is None or minutes < 1:
        return []
    office, shifts = house.driver.office, list[YardResult]()
    start_yard(office, house.backstage, house.site)
    with Officer(office.url, office.keys["officer"]) as officer:
        for number in range(1, minutes + 1):
            with console.status(f"the yard, minute {number} of {minutes} ..."):
                check = house.backstage.check
                shifts.append(watched(yard, house.yard, officer, check))
    house.yard.play(yard.whole)
    return shifts


def rendered(acts: Sequence[Act], folder: Path, console: Console) -> tuple[Scene, ...]:
    """Render the clips that are missing in *folder*, with a progress bar."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("rendering the lane's cameras (once)", total=None)
        return prepare(
            [act.truck for act in acts],
            folder,
            lambda done, total: progress.update(task, completed=done, total=total),
        )


def performed(
    house: House, acts: Sequence[Act], scenes: Sequence[Scene], console: Console
) -> list[Result]:
    """Drive every truck through the lane, and say what became of it."""
    results: list[Result] = []
    light, weather = acts[0].truck.light, acts[0].truck.weather
    for number, (act, scene) in enumerate(zip(acts, scenes, strict=True), start=1):
        with console.status(f"{number:2} {act.title} ..."):
            if act.truck.light is not light:
                house.nightfall(scene)
            elif act.truck.weather is not weather:
                house.rain(scene)
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
        "the officers' alerts": ("officer", "/officers"),
        "the API": ("admin", "/docs"),
    }
    for page, (role, path) in pages.items():
        link = f"{office.url}/login#key={office.keys[role]}&next={path}"
        console.print(f"  {page}: {link}", soft_wrap=True)
    console.print("Ctrl-C ends it.")
