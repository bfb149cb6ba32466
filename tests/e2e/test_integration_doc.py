"""Every command of docs/integration.md works as it stands, one after the other."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.serving import free_port

DOC = Path(__file__).parents[2] / "docs" / "integration.md"
MISSING = [tool for tool in ("bash", "curl", "jq") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {MISSING}"),
]


def test_both_developers_get_from_nothing_to_a_working_call(tmp_path: Path) -> None:
    command = tmp_path / "quaygate"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m quaygate "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(  # noqa: S603 - our own document
        [str(shutil.which("bash")), "-euo", "pipefail", "-c", _script()],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(Path.cwd()),
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = (tmp_path / "try-quaygate" / "events.jsonl").read_text().splitlines()
    states = [json.loads(each)["type"].split(".")[-2] for each in told]

    assert '["REFER",["scan_ordered"],"scan"]' in done.stdout
    assert '["scan","REL-2026-1"]' in done.stdout
    assert '["CLEARED","GO"]' in done.stdout
    assert '"AB12CDE","CSQU3054383"]' in done.stdout
    assert (states[0], states[-1]) == ("gated_in", "gated_out")


def _script() -> str:
    """Join the blocks; whatever happens, what they start is ended."""
    found = re.findall(
        r"^( *)```sh\n(.*?)^ *```$", DOC.read_text(), re.MULTILINE | re.DOTALL
    )
    blocks = [textwrap.dedent(block) for _, block in found]
    assert len(blocks) > 10
    ended = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT"
    script = "\n".join((ended, *blocks))
    for port in ("8080", "8099"):
        script = script.replace(port, str(free_port()))
    return script
