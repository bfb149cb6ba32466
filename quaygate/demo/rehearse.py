"""What the demo needs before its first truck: a site file and keys."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from datasets.yard_script import YardScript
from datasets.yard_tables import camera_tables
from gate_service.domain.callers import Role
from gate_service.main import open_gate
from quaygate.demo.yard import CAMERA, YARD
from quaygate.site import load_site

TERMINAL = "DEMO"
LANE = "lane-1"
_SCOPES = {
    Role.LANE: LANE,
    Role.KIOSK: LANE,
    Role.CUSTOMS: "customs",
    Role.HAULIER: "demo-haulier",
    Role.CARRIER: "demo-carrier",
    Role.YARD: YARD,
}
_SITE = """\
[gate]
terminal = "{terminal}"
port = {port}
data = "{folder}/gate"

[gate.lanes.lane-1]
route = "Row 14"
barrier_delay = 1.5

[lanes.lane-1]
gate = "http://127.0.0.1:{port}"
outbox = "{folder}/outbox.sqlite"
key_file = "{folder}/lane.key"
relay = "{relay}"
trigger = ["front", "left"]
"""
_CAMERA = """
[lanes.lane-1.cameras.{name}]
url = "{url}"
reads = ["{reads}"]
"""
_YARD = """
[yards.{yard}]
gate = "http://127.0.0.1:{port}"
outbox = "{folder}/yard.sqlite"
key_file = "{folder}/yard.key"
recordings = "{folder}/recordings"
"""
_YARD_CAMERA = """
[{name}]
url = "{url}"
looks = 8
"""
_HEADS = {"front": "towards", "left": "left", "right": "right", "rear": "away"}


def clear(folder: Path) -> None:
    """Forget the run before; the clips beside *folder* are kept."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write_site(
    folder: Path,
    *,
    port: int,
    relay: str,
    cameras: Mapping[str, tuple[str, str]],
    yard: tuple[YardScript, str] | None,
) -> Path:
    """Write the site file; *cameras* maps a name to its URL and what it reads.

    *yard* is what its camera watches, and its URL.
    """
    path = folder / "site.toml"
    parts = [_SITE.format(terminal=TERMINAL, port=port, folder=folder, relay=relay)]
    for name, (url, reads) in cameras.items():
        parts.append(_CAMERA.format(name=name, url=url, reads=reads))
        if name in _HEADS:
            parts.append(f'heads = "{_HEADS[name]}"\n')
    if yard is not None:
        script, url = yard
        name = f"yards.{YARD}.cameras.{CAMERA}"
        parts.append(_YARD.format(yard=YARD, folder=folder, port=port))
        parts.append(_YARD_CAMERA.format(name=name, url=url))
        parts.append(camera_tables(script, name))
    path.write_text("".join(parts), encoding="utf-8")
    return path


def issue_keys(site: Path) -> Mapping[str, str]:
    """Issue one key a role; the processes of lane and yard find theirs in files."""
    settings = load_site(site)
    roles = [role for role in Role if role is not Role.YARD or settings.yards]
    gate = open_gate(settings.gate)
    try:
        keys = {
            str(role): gate.keys.issue(role, f"demo {role}", _SCOPES.get(role))
            for role in roles
        }
    finally:
        gate.close()
    for role in {"lane", "yard"} & keys.keys():
        (site.parent / f"{role}.key").write_text(keys[role], encoding="utf-8")
    return keys
