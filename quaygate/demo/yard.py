"""The demo's yard: its camera on air, its process, and what its officer was told."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets.yard_clips import FPS, KEY_EVERY, Progress, demo_yard, yard_clip
from datasets.yard_script import Expected, YardScript
from datasets.yard_steps import first_steps
from pipelines.channel import Channel, Clip
from pipelines.clips import load_clip
from quaygate.demo.backstage import Backstage, DemoError
from quaygate.demo.office import Office
from quaygate.demo.officer import Officer

YARD, CAMERA = "yard-1", "row-3"
_SETTLE = 4.0  # seconds before the empty yard, so that the camera knows its scene
_LAST = 12.0  # seconds after the scene, so that the last clip is there


@dataclass(frozen=True, slots=True)
class YardScene:
    """What happens in the yard, and the same as coded pictures."""

    script: YardScript
    whole: Clip

    @property
    def quiet(self) -> Clip:
        """The empty yard that the scene begins with."""
        return self.whole[:KEY_EVERY]


@dataclass(frozen=True, slots=True)
class Told:
    """An incident that had to be told: the alert, None where there was none.

    ``seconds`` pass from the cause, such as the step over the zone's edge, to the
    alert at the officer; less than 0 where a collision was foreseen.
    """

    expected: Expected
    alert: Mapping[str, Any] | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class YardResult:
    """What became of one minute in the yard; ``false`` alerts were not called for."""

    told: tuple[Told, ...]
    false: tuple[Mapping[str, Any], ...]

    @property
    def as_expected(self) -> bool:
        """Whether everything was told, and nothing else."""
        return not self.false and all(each.alert is not None for each in self.told)


def prepare_yard(folder: Path, progress: Progress) -> YardScene:
    """Render the yard's minute, if it is missing in *folder*."""
    return YardScene(demo_yard(), load_clip(yard_clip(folder, progress=progress)))


def yard_on_air(scene: YardScene) -> Channel:
    """Return a channel that shows the empty yard of *scene*."""
    return Channel(scene.quiet, FPS)


def start_yard(office: Office, backstage: Backstage, site: Path) -> None:
    """Start the yard's process; DemoError when its camera does not come up."""
    backstage.start("yard", ["yard", YARD, "--site", str(site)])
    backstage.wait_until(lambda: _zones_known(office), "the yard's camera")
    time.sleep(_SETTLE)


def watched(
    scene: YardScene, channel: Channel, officer: Officer, check: Callable[[], None]
) -> YardResult:
    """Play the scene once and collect the alerts that *officer* is told meanwhile."""
    began = _played(scene, channel)
    _wait(len(scene.whole) / FPS + _LAST, check)
    return result(scene.script, officer, began)


def _zones_known(office: Office) -> bool:
    zones = [zone for yard in office.yards() for zone in yard["zones"]]
    return bool(zones) and all(zone["state"] != "unknown" for zone in zones)


def _played(scene: YardScene, channel: Channel) -> float:
    """Play the scene from its first picture on; return when that was sent."""
    channel.play(scene.whole, scene.quiet, now=True)
    deadline = time.monotonic() + 5.0
    while channel.playing is not scene.whole:
        if time.monotonic() > deadline:
            message = "the yard's camera plays nothing"
            raise DemoError(message)
        time.sleep(0.005)
    return time.monotonic()


def _wait(seconds: float, check: Callable[[], None]) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        check()
        time.sleep(0.2)


def result(script: YardScript, officer: Officer, began: float) -> YardResult:
    """Say what became of the scene that *began*, by what *officer* was told since."""
    left = [
        alert
        for key, alert in officer.alerts.items()
        if officer.seen[key] >= began and alert["yard"] == YARD
    ]
    told = []
    for expected, step in first_steps(script).items():
        alert = next((one for one in left if _is(one, expected)), None)
        if alert is not None:
            left.remove(alert)
        told.append(Told(expected, alert, _seconds(officer, alert, began + step)))
    return YardResult(tuple(told), tuple(left))


def _is(alert: Mapping[str, Any], expected: Expected) -> bool:
    return (alert["cause"], alert["zone"]) == (expected.cause.value, expected.zone)


def _seconds(
    officer: Officer, alert: Mapping[str, Any] | None, cause: float
) -> float | None:
    return None if alert is None else officer.seen[alert["id"]] - cause


def spread(results: Sequence[YardResult]) -> list[float]:
    """Give the seconds of all steps into a zone that were told, the quickest first."""
    told = [each for result in results for each in result.told]
    return sorted(
        each.seconds
        for each in told
        if each.seconds is not None and each.expected.zone is not None
    )
