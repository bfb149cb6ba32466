"""A whole yard: cameras in, incidents with clips at a real HTTP server out."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from pipelines.broadcast import Broadcast
from pipelines.channel import Channel
from pipelines.clips import load_clip
from pipelines.frames import SourceError
from pipelines.launch import SourceOptions
from pipelines.link_settings import SettingsError
from pipelines.outbox import OutboxError
from pipelines.sources import open_source
from pipelines.yard_main import run_yard
from tests.support.gate_double import GateDouble
from tests.support.pipes import wait_until
from tests.support.running_yard import filmed_quay, running, settings
from tests.support.walks import FPS, filmed, look_at, walking

pytestmark = [pytest.mark.gstreamer, pytest.mark.timeout(90)]


@pytest.fixture(name="channel")
def quay_channel(tmp_path: Path) -> Iterator[Channel]:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    with filmed_quay(tmp_path) as channel:
        yield channel


def evidence(gate: GateDouble, kind: str) -> list[bytes]:
    told = [e for event in gate.events for e in event["data"].get("evidence", ())]
    digests = dict.fromkeys(e["digest"] for e in told if e["kind"] == kind)
    return [gate.evidence[d] for d in digests if d in gate.evidence]


def stored(folder: Path, body: bytes) -> Path:
    path = folder / f"{hashlib.sha256(body).hexdigest()}.mp4"
    path.write_bytes(body)
    return path


def live(gate: GateDouble) -> bool:
    told = gate.of("yard.health")
    return bool(told) and told[-1]["zones"][0]["state"] == "clear"


def test_a_step_into_a_zone_reaches_the_gate_with_still_and_clip(
    channel: Channel, tmp_path: Path
) -> None:
    walk = filmed(tmp_path, "walk", walking(40, 280, 4.0))
    nobody = channel.playing
    with GateDouble() as gate, Broadcast({"/quay": channel}) as server:
        yard = settings(tmp_path, gate.url, quay=server.url("/quay"))
        with running(yard) as said:
            assert wait_until(lambda: live(gate), 20)
            channel.play(walk, nobody)
            assert wait_until(lambda: "incident.opened" in gate.types())
            assert wait_until(lambda: bool(evidence(gate, "blurred-clip")), 30)
        assert [e["cause"] for e in gate.of("incident.opened")] == ["intrusion"]
        assert len({e["incident"] for e in incidents(gate)}) == 1
        assert len(evidence(gate, "still")) == len(evidence(gate, "blurred-still")) == 1
        clip, copy = evidence(gate, "clip")[0], evidence(gate, "blurred-clip")[0]
        sent = {unit.data[-40:] for unit in (*walk, *nobody)}
        units = load_clip(stored(tmp_path, clip))
        assert 60 <= len(units) <= 10 * FPS + 2 * FPS
        assert {unit.data[-40:] for unit in units} <= sent
        assert stripes(tmp_path, copy) < stripes(tmp_path, clip) / 2
        assert said[0].zone == "crane"
        assert gate.of("incident.closed")


def incidents(gate: GateDouble) -> list[dict[str, Any]]:
    return [e["data"] for e in gate.events if e["type"].startswith("incident")]


def stripes(folder: Path, body: bytes) -> float:
    """Return how striped the face of whoever walks by is, over a clip."""
    options, url = SourceOptions(paced=False), stored(folder, body).as_uri()
    with open_source("clip", url, options=options) as source:
        lumas = [frame.luma for frame in source.frames()]
    faces = [cv2.resize(luma, (320, 180))[68:80].mean(axis=0) for luma in lumas]
    inside = [face[face > 180][3:-3] for face in faces]
    return float(np.median([each.std() for each in inside if each.size > 6]))


def test_frames_of_a_camera_that_sends_no_h264_are_coded_once(tmp_path: Path) -> None:
    pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
    with GateDouble() as gate:
        url = "videotestsrc://?pattern=ball&width=320&height=180&fps=10"
        yard = settings(tmp_path, gate.url, test=url)
        with running(yard):
            assert wait_until(lambda: bool(evidence(gate, "clip")), 30)
        units = load_clip(stored(tmp_path, evidence(gate, "clip")[0]))
        assert len(units) > 5 * FPS // 2


def test_a_silent_camera_is_told_and_the_other_goes_on(
    channel: Channel, tmp_path: Path
) -> None:
    walk = filmed(tmp_path, "walk", walking(40, 280, 4.0))
    with GateDouble() as gate, Broadcast({"/quay": channel}) as server:
        urls = {"quay": server.url("/quay"), "gone": "rtsp://127.0.0.1:1/x"}
        with running(settings(tmp_path, gate.url, **urls)):
            assert wait_until(lambda: live(gate), 20)
            channel.play(walk, channel.playing)
            assert wait_until(lambda: "incident.opened" in gate.types())
        health = gate.of("yard.health")[-1]
        assert {c["camera"]: c["state"] for c in health["cameras"]} == {
            "quay": "live",
            "gone": "stalled",
        }
        states = {zone["camera"]: zone["state"] for zone in health["zones"]}
        assert states["gone"] == "unknown"
        assert any("gone" in fault for fault in health["faults"])


def test_incidents_wait_for_a_gate_that_has_gone(
    channel: Channel, tmp_path: Path
) -> None:
    walk = filmed(tmp_path, "walk", walking(40, 280, 4.0))
    with Broadcast({"/quay": channel}) as server:
        gate = GateDouble()
        with gate:
            yard = settings(tmp_path, gate.url, quay=server.url("/quay"))
        with running(yard) as said:
            pause = threading.Event()
            pause.wait(2.0)
            channel.play(walk, channel.playing)
            assert wait_until(lambda: bool(said), 20)
            with gate:
                assert wait_until(lambda: "incident.opened" in gate.types(), 20)
                (opened,) = gate.of("incident.opened")
                digests = [e["digest"] for e in opened["evidence"]]
                assert set(digests) <= set(gate.evidence)


def test_a_full_disk_costs_clips_and_nothing_else(
    channel: Channel, tmp_path: Path
) -> None:
    walk = filmed(tmp_path, "walk", walking(40, 280, 4.0))
    with GateDouble() as gate, Broadcast({"/quay": channel}) as server:
        yard = settings(tmp_path, gate.url, quay=server.url("/quay"))
        tiny = yard.retention.model_copy(update={"gigabytes": 1e-9})
        yard = yard.model_copy(update={"retention": tiny})
        with running(yard):
            assert wait_until(lambda: live(gate), 20)
            channel.play(walk, channel.playing)
            assert wait_until(
                lambda: any(h["faults"] for h in gate.of("yard.health")), 30
            )
            assert "fill their room" in gate.of("yard.health")[-1]["faults"][0]
            assert gate.of("yard.health")[-1]["cameras"][0]["state"] == "live"
        assert gate.of("incident.opened")
        assert evidence(gate, "still")
        assert not evidence(gate, "clip")


def test_live_pictures_come_as_often_as_the_gate_asks(
    channel: Channel, tmp_path: Path
) -> None:
    with GateDouble(every=0.2) as gate, Broadcast({"/quay": channel}) as server:
        with running(settings(tmp_path, gate.url, quay=server.url("/quay"))):
            path = "/api/v1/yards/yard-1/cameras/quay/picture"
            assert wait_until(lambda: path in gate.pictures, 20)
            first = gate.pictures[path]
            channel.play(filmed(tmp_path, "one", [150.0] * 10))
            assert wait_until(lambda: gate.pictures[path] != first)
        image = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        assert image.shape == (180, 320, 3)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"key": None}, SettingsError, id="no key"),
        pytest.param(
            {"outbox": Path("/proc/yard.sqlite")}, OutboxError, id="no outbox"
        ),
        pytest.param({"cameras": {"x": "http://x"}}, SourceError, id="no such scheme"),
    ],
)
def test_a_yard_that_cannot_start_says_why(
    changes: dict[str, Any], error: type[Exception], tmp_path: Path
) -> None:
    yard = settings(tmp_path, GateDouble().url, quay="photos:///srv")
    cameras = {
        name: yard.cameras["quay"].model_copy(update={"url": url})
        for name, url in changes.pop("cameras", {}).items()
    }
    broken = yard.model_copy(
        update={**changes, **({"cameras": cameras} if cameras else {})}
    )
    with pytest.raises(error):
        run_yard(
            "north",
            broken,
            look_at=look_at,
            say=lambda *_: None,
            stop=threading.Event(),
        )
