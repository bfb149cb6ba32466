"""A yard beside a real gate: from a step into a zone to an alert whose clip plays."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from gate_service.domain.callers import Role
from gate_service.web.app import create_app
from pipelines.broadcast import Broadcast
from pipelines.clips import load_clip
from tests.support.pipes import wait_until
from tests.support.real_gate import Keys, fresh_gate
from tests.support.running_yard import filmed_quay, running, settings
from tests.support.serving import serving
from tests.support.walks import filmed, walking

pytestmark = [pytest.mark.gstreamer, pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.fixture(name="officer")
def officer_beside_a_yard(tmp_path: Path) -> Iterator[httpx2.Client]:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    gate = fresh_gate(tmp_path / "gate")
    keys = Keys(gate)
    walk = filmed(tmp_path, "walk", walking(40, 280, 4.0))
    with (
        serving(create_app(gate)) as url,
        filmed_quay(tmp_path) as channel,
        Broadcast({"/quay": channel}) as server,
        httpx2.Client(base_url=url, headers=keys.bearer(Role.OFFICER)) as client,
    ):
        camera = server.url("/quay")
        yard = settings(tmp_path, url, keys.secret(Role.YARD), quay=camera)
        with running(yard):
            assert wait_until(lambda: zones(client) == ["clear"], 30)
            channel.play(walk, channel.playing)
            yield client


def zones(client: httpx2.Client) -> list[str]:
    (yard,) = client.get("/api/v1/yards").json()
    return [zone["state"] for zone in yard["zones"]]


def alerts(client: httpx2.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/alerts").json()["alerts"]
    return found


def kinds(client: httpx2.Client) -> set[str]:
    return {e["kind"] for alert in alerts(client) for e in alert["evidence"]}


def test_an_officer_sees_one_alert_with_its_clip(
    officer: httpx2.Client, tmp_path: Path
) -> None:
    assert wait_until(lambda: bool(alerts(officer)), 30)
    assert wait_until(lambda: zones(officer) == ["occupied"], 10)
    every = {"still", "blurred-still", "clip", "blurred-clip"}
    assert wait_until(lambda: kinds(officer) == every, 60)
    (alert,) = alerts(officer)
    assert (alert["cause"], alert["severity"]) == ("intrusion", "severe")
    assert (alert["yard"], alert["camera"], alert["zone"]) == (
        "yard-1",
        "quay",
        "crane",
    )
    digests = {e["kind"]: e["digest"] for e in alert["evidence"]}
    clip = officer.get(f"/api/v1/evidence/{digests['clip']}")
    assert clip.headers["Content-Type"] == "video/mp4"
    (tmp_path / "clip.mp4").write_bytes(clip.content)
    assert len(load_clip(tmp_path / "clip.mp4")) > 50
    picture = officer.get("/api/v1/yards/yard-1/cameras/quay/picture")
    assert picture.content.startswith(b"\xff\xd8")
