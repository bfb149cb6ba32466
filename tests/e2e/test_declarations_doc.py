"""The calls of docs/declarations.md work as they stand there, one after the other."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gate_service.domain.callers import Caller, Role
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from gate_service.settings import GateSettings
from gate_service.web.app import create_app
from tests.support.serving import serving

DOC = Path(__file__).parents[2] / "docs/declarations.md"
MISSING = [tool for tool in ("bash", "curl") if shutil.which(tool) is None]
SCOPES = {Role.HAULIER: "acme", Role.CARRIER: "blue-line", Role.CLERK: None}


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {MISSING}")
def test_every_call_of_the_document_works(tmp_path: Path) -> None:
    gate = open_gate(GateSettings(lanes={"in-1": GateLane()}, data=tmp_path / "gate"))
    keys = {role: gate.keys.issue(role, role, scope) for role, scope in SCOPES.items()}
    with serving(create_app(gate)) as address:
        done = subprocess.run(  # noqa: S603 - our own document
            [
                str(shutil.which("bash")),
                "-euo",
                "pipefail",
                "-c",
                _script(address, keys),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    (booked,) = gate.look_up.appointments()
    (driver,) = gate.declarations.drivers(None)
    (right,) = gate.declarations.rights(Caller("desk 1", Role.CLERK)).values
    gate.close()

    assert done.returncode == 0, done.stdout + done.stderr
    assert (booked.plate, booked.version, booked.cancelled) == ("XY34ZZZ", 2, True)
    assert driver.inducted is not None
    assert right.holder == "quay-cartage"
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")


def _script(address: str, keys: dict[Role, str]) -> str:
    """Join the blocks; keys come from *keys*, and a refusal ends the script."""
    blocks = re.findall(r"```sh\n(.*?)```", DOC.read_text(), re.DOTALL)
    assert len(blocks) > 5
    issue = "".join(f"{role}) echo {key};; " for role, key in keys.items())
    return "\n".join(
        (
            f"quaygate() {{ case $3 in {issue}esac; }}",
            'curl() { command curl -sS --fail-with-body "$@"; }',
            *blocks,
        )
    ).replace("http://127.0.0.1:8080", address)
