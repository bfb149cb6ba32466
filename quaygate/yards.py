"""`quaygate yard`: the cameras of a site's yards, watched until told to stop."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from models.runtime import ModelError
from models.settings import ModelSettings
from pipelines.frames import SourceError
from pipelines.link_settings import SettingsError
from pipelines.outbox import OutboxError
from pipelines.yard_look import CameraLook, YardLook
from pipelines.yard_main import run_yard
from pipelines.yard_settings import YardSettings
from quaygate.errors import CommandError
from quaygate.stopping import told_to_stop
from vision.incidents import Cause, Incident

_FAULTS = (ModelError, OutboxError, SettingsError, SourceError)
_UNITS = {
    "dwell": "s",
    "distance": "m",
    "speed": "m/s",
    "contact": "s to contact",
    "people": "people",
}


def watch_yards(yards: Mapping[str, YardSettings], models: ModelSettings) -> int:
    """Run the yards with those models until SIGTERM or Ctrl-C.

    They share one model. Where one cannot start, none goes on.
    """
    stop = told_to_stop()
    try:
        look = YardLook.load(models)
    except ModelError as error:
        raise CommandError(str(error)) from error
    faults = list[str]()
    threads = [
        threading.Thread(
            target=_run, args=(name, yard, look, stop, faults), name=f"yard-{name}"
        )
        for name, yard in yards.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise CommandError("; ".join(faults))
    return 0


def line(yard: str, camera: str, incident: Incident, local: datetime) -> str:
    """Sum an incident up in one line, for people at a terminal."""
    place = f"{yard}/{camera}" + (f" {incident.zone}" if incident.zone else "")
    who = "" if incident.subject is None else f", number {incident.subject}"
    ended = "" if incident.closed is None else ", over"
    return (
        f"{local:%H:%M:%S} {place}: {incident.cause.value}, "
        f"{incident.severity.value}{who}{_measured(incident)}{ended}"
    )


def _measured(incident: Incident) -> str:
    known = incident.measures
    told = [f"{known[n]:.3g} {unit}" for n, unit in _UNITS.items() if n in known]
    if incident.cause is Cause.MISSING_PPE:
        told = [f"no {gear}" for gear in ("helmet", "vest") if known.get(gear)] + told
    return "".join(f", {each}" for each in told)


def _run(
    name: str,
    settings: YardSettings,
    look: YardLook,
    stop: threading.Event,
    faults: list[str],
) -> None:
    """Run one yard; one that cannot start stops them all."""

    def look_at(zones: Sequence[Sequence[tuple[float, float]]]) -> CameraLook:
        return CameraLook(look, zones)

    try:
        run_yard(name, settings, look_at=look_at, say=_sayer(name, settings), stop=stop)
    except _FAULTS as error:
        faults.append(f"yard {name}: {error}")
        stop.set()


def _sayer(yard: str, settings: YardSettings) -> Callable[[str, Incident], None]:
    def say(camera: str, incident: Incident) -> None:
        at = incident.opened if incident.closed is None else incident.closed
        local = datetime.fromtimestamp(at, settings.zone)
        print(line(yard, camera, incident, local), flush=True)  # noqa: T201 - the answer

    return say
