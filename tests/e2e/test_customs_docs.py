"""Every command of docs/customs.md works as it is written."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from tests.support import real_gate
from tests.support.serving import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not (shutil.which("curl") and shutil.which("jq")),
        reason="no curl and jq on this machine",
    ),
]
_PAGE = Path(__file__).parents[2] / "docs" / "customs.md"
_ADDRESS = "http://127.0.0.1:8080"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[str]:
    """Run all blocks but the first, which starts a gate, in one shell."""
    _, *blocks = re.findall(
        r"^```sh\n(.*?)^```", _PAGE.read_text(), re.MULTILINE | re.DOTALL
    )
    gate = real_gate.fresh_gate(tmp_path / "gate")
    admin = gate.keys.issue(Role.ADMIN, "the administrator")
    with serving(create_app(gate)) as address:
        script = "\n".join([f"ADMIN={admin}", *blocks]).replace(_ADDRESS, address)
        done = subprocess.run(  # noqa: S603 - our own page
            ["/bin/bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    gate.close()
    assert done.returncode == 0, done.stderr
    yield done.stdout
    assert (tmp_path / "seen.jpg").read_bytes().startswith(b"\xff\xd8")


def test_the_commands_of_the_page_do_what_it_says(told: str) -> None:
    progress = json.loads(re.search(r"{[^{}]*refused[^{}]*}", told)[0])  # type: ignore[index]  # a match, or this fails

    assert '"REL-2026-0911"' in told
    assert progress == {"state": "done", "lines": 2, "refused": 1, "held": 1}
    assert '"line":2,"field":"container"' in told
    assert '"scan_ordered"' in told
