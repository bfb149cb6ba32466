"""The yard's part of the demo's site file."""

from collections.abc import Iterable

from datasets.yard_script import MARKS, YardScript, shares
from quaygate.demo.yard import CAMERA, YARD
from vision.polygon import Point
from vision.proximity import Proximity
from vision.zones import Zone

_YARD = """
[yards.{yard}]
gate = "http://127.0.0.1:{port}"
outbox = "{folder}/yard.sqlite"
key_file = "{folder}/yard.key"
recordings = "{folder}/recordings"

[yards.{yard}.cameras.{camera}]
url = "{url}"
looks = {looks}
ground = {{picture = {picture}, metres = {metres}}}
"""
_PROXIMITY = """\
proximity = {{metres = {metres}, contact = {contact}, cooldown = {cooldown}}}
"""
_ZONE = """
[yards.{yard}.cameras.{camera}.zones.{name}]
corners = {corners}
admits = {admits}
gear = {gear}
severity = "{severity}"
cooldown = {cooldown}
"""
_LOOKS = 8


def yard_tables(script: YardScript, *, url: str, folder: str, port: int) -> str:
    """Write the yard that watches *script* at *url* as tables of a site file."""
    picture = [shares(x, y, script.plan.camera) for x, y in MARKS]
    camera = _YARD.format(
        yard=YARD,
        camera=CAMERA,
        url=url,
        folder=folder,
        port=port,
        looks=_LOOKS,
        picture=_points(picture),
        metres=_points(MARKS),
    )
    near = script.rules.proximity
    zones = "".join(map(_zone, script.rules.zones))
    return camera + ("" if near is None else _proximity(near)) + zones


def _proximity(near: Proximity) -> str:
    return _PROXIMITY.format(
        metres=near.metres, contact=near.contact, cooldown=near.cooldown
    )


def _zone(zone: Zone) -> str:
    return _ZONE.format(
        yard=YARD,
        camera=CAMERA,
        name=zone.name,
        corners=_points(zone.corners),
        admits=_names(zone.admits),
        gear=_names(zone.gear),
        severity=zone.severity.value,
        cooldown=zone.cooldown,
    )


def _points(points: Iterable[Point]) -> str:
    return str([[round(x, 5), round(y, 5)] for x, y in points])


def _names(values: Iterable[str]) -> str:
    return str(sorted(str(value) for value in values))
