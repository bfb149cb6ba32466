"""What clips are watched for: the rules of a site's camera, or the usual one."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from models.settings import ModelSettings
from quaygate.site import Site, SiteError, load_site
from vision.scene import Gear
from vision.yard import YardRules
from vision.zones import Admitted, Zone

EVERYWHERE = "everywhere"
"""The zone of a camera for which none was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a clip is watched for, at so many *looks* a second.

    Only a camera that hangs ``fixed`` is watched for being covered or moved. Hours
    are by the clock of ``zone``, None for this machine's.
    """

    rules: YardRules
    looks: int = 8
    fixed: bool = False
    zone: tzinfo | None = None


def without_zones() -> Watched:
    """Ask for helmet and vest of everybody, wherever they are."""
    zone = Zone(
        name=EVERYWHERE,
        corners=((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        admits=frozenset(Admitted),
        gear=frozenset(Gear),
    )
    return Watched(rules=YardRules(zones=(zone,)))


def watched_for(site: Path, camera: str | None) -> tuple[Watched, ModelSettings]:
    """Read from a site file what a camera is watched for, and the models.

    *camera* is its name, or YARD/CAMERA; it may be left out where there is one only.
    Raises SiteError.
    """
    found = load_site(site)
    return _of_camera(found, camera), found.models


def _of_camera(site: Site, wanted: str | None) -> Watched:
    cameras = {
        f"{yard}/{name}": (camera, settings.zone)
        for yard, settings in site.yards.items()
        for name, camera in settings.cameras.items()
    }
    fitting = [
        name
        for name in cameras
        if wanted in (None, name) or name.partition("/")[2] == wanted
    ]
    if len(fitting) != 1:
        known = ", ".join(sorted(cameras)) or "none"
        what = "no camera" if not fitting else "more than one camera"
        called = f" {wanted!r}" if wanted else ""
        msg = f"{what}{called} in the site file; its yards' cameras are: {known}"
        raise SiteError(msg)
    camera, zone = cameras[fitting[0]]
    looks = max(1, round(camera.looks))
    return Watched(rules=camera.rules, looks=looks, fixed=True, zone=zone)
