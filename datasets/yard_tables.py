"""The rules of a scripted scene, as its camera's tables of a site file."""

import json
from collections.abc import Iterator

from datasets.yard_script import MARKS, YardScript, shares
from vision.polygon import Point
from vision.proximity import Proximity
from vision.zones import Zone


def camera_tables(script: YardScript, camera: str) -> str:
    """Give the TOML of the ground and the zones of a camera, by its dotted name.

    It follows the camera's own keys, as ``url``, under ``[yards.NAME.cameras.NAME]``.
    Zones with hours are refused with ValueError: no scene of the demo has them.
    """
    lines = list(_measures(script))
    for zone in script.rules.zones:
        lines += ["", f"[{camera}.zones.{json.dumps(zone.name)}]", *_rules(zone)]
    return "\n".join(lines) + "\n"


def _measures(script: YardScript) -> Iterator[str]:
    if script.rules.ground is not None:
        seen = [shares(*mark, script.plan.camera) for mark in MARKS]
        yield f"ground = {{picture = {_points(seen)}, metres = {_points(MARKS)}}}"
    near = script.rules.proximity
    if near is not None:
        yield f"proximity = {{{', '.join(_limits(near))}}}"


def _limits(near: Proximity) -> Iterator[str]:
    for name in ("metres", "contact", "speed", "cooldown", "inertia"):
        yield f"{name} = {getattr(near, name)}"
    yield f'severity = "{near.severity}"'


def _rules(zone: Zone) -> Iterator[str]:
    if zone.hours:
        message = f"the zone {zone.name} has hours, which are not written here"
        raise ValueError(message)
    yield f"corners = {_points(zone.corners)}"
    yield f"admits = {json.dumps(sorted(zone.admits))}"
    yield f"gear = {json.dumps(sorted(zone.gear))}"
    for name in ("dwell", "crowd", "cooldown", "inertia"):
        value = getattr(zone, name)
        if value is not None:
            yield f"{name} = {value}"
    yield f'severity = "{zone.severity}"'
    if zone.line is not None:
        start, end = (
            _points([point])[1:-1] for point in (zone.line.start, zone.line.end)
        )
        yield f'line = {{from = {start}, to = {end}, allowed = "{zone.line.allowed}"}}'


def _points(points: list[Point] | tuple[Point, ...]) -> str:
    return json.dumps([[round(x, 5), round(y, 5)] for x, y in points])
