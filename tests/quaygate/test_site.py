from pathlib import Path

import pytest
from pydantic import BaseModel

from gate_service.sections.customs import Customs
from gate_service.sections.declarations import DeclarationsSection, Rights, Slots
from gate_service.sections.desk import ClerkDesk
from gate_service.sections.escalation import Escalation, Mail, Mqtt, Webhook
from gate_service.sections.offline import Offline
from gate_service.sections.personal import Metrics, Personal
from gate_service.sections.places import GateLane, GateYard
from gate_service.sections.retention import Retention
from gate_service.sections.telling import CodecoFiles, CsvFiles, Telling
from gate_service.settings import GateSettings
from models.settings import ModelSettings, Provider
from pipelines.offline_settings import OfflineSettings
from pipelines.settings import (
    BarrierZone,
    CameraSettings,
    LaneSettings,
    PresenceSettings,
    Timings,
)
from pipelines.yard_settings import (
    GroundSettings,
    ProximitySettings,
    RetentionSettings,
    YardCameraSettings,
    YardSettings,
    ZoneSettings,
)
from quaygate.site import SiteError, load_site

ROOT = Path(__file__).parents[2]
CAMERA = '[lanes.lane-1.cameras.front]\nurl = "rtsp://192.0.2.1/a"\nreads = ["plate"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_three_lines_are_a_site(tmp_path: Path) -> None:
    site = load_site(written(tmp_path, CAMERA))

    assert list(site.gate.lanes) == ["lane-1"]
    assert site.lane("lane-1").gate == "http://127.0.0.1:8080"
    assert site.lane("lane-1").outbox == Path("var/lane-1.sqlite")


def test_a_kiosk_beside_its_lane_knows_the_lane_s_own_page(tmp_path: Path) -> None:
    offline = "[lanes.lane-1.offline]\npage = 8090\n"
    here = load_site(written(tmp_path, CAMERA + offline))
    alone = load_site(written(tmp_path, CAMERA))

    assert [lane.own_page for lane in here.gate.lanes.values()] == [8090]
    assert [lane.own_page for lane in alone.gate.lanes.values()] == [None]


def test_what_is_written_wins_over_what_is_usual(tmp_path: Path) -> None:
    text = '[gate]\nport = 9000\n[lanes.lane-1]\noutbox = "/srv/out.sqlite"\n'
    site = load_site(written(tmp_path, text + CAMERA))

    assert site.lane("lane-1").gate == "http://127.0.0.1:9000"
    assert site.lane("lane-1").outbox == Path("/srv/out.sqlite")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            CAMERA + 'colour = "red"\n',
            "unknown key lanes.lane-1.cameras.front.colour",
            id="unknown key",
        ),
        pytest.param(
            CAMERA.replace("reads", "read"),
            "unknown key lanes.lane-1.cameras.front.read (did you mean reads?)",
            id="misspelt key",
        ),
        pytest.param(
            "[gate]\nprot = 1\n" + CAMERA,
            "unknown key gate.prot (did you mean port?)",
            id="misspelt key of the gate",
        ),
        pytest.param(
            '[lanes.lane-1.cameras.front]\nreads = ["plate"]\n',
            "lanes.lane-1.cameras.front.url is missing",
            id="missing key",
        ),
        pytest.param(
            CAMERA.replace("rtsp:", "ftp:"), "must begin with one of", id="wrong URL"
        ),
        pytest.param(
            CAMERA + '[models]\nprovider = "tpu"\n', "models.provider", id="provider"
        ),
        pytest.param("[gate\n", "is not valid TOML", id="no TOML"),
        pytest.param("", "gate: a gate needs a lane or a yard", id="empty"),
        pytest.param('gate = "x"\n', "gate: ", id="gate is no table"),
    ],
)
def test_a_fault_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SiteError) as refused:
        load_site(written(tmp_path, text))

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_site_brings_its_own_models_and_says_what_they_run_on(tmp_path: Path) -> None:
    text = '[models]\nmanifest = "own/manifest.toml"\nprovider = "openvino"\n'
    models = load_site(written(tmp_path, text + CAMERA)).models

    assert models.manifest == Path("own/manifest.toml")
    assert models.provider is Provider.OPENVINO


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"none\.toml"):
        load_site(tmp_path / "none.toml")


def test_an_unknown_lane_is_answered_with_those_there_are(tmp_path: Path) -> None:
    site = load_site(written(tmp_path, CAMERA))

    with pytest.raises(SiteError, match=r"no lane 'lane-9'.*lane-1"):
        site.lane("lane-9")


@pytest.mark.parametrize(
    "section",
    [
        GateSettings,
        GateLane,
        GateYard,
        Escalation,
        Webhook,
        Mqtt,
        Mail,
        Retention,
        Telling,
        CodecoFiles,
        CsvFiles,
        LaneSettings,
        ClerkDesk,
        Slots,
        Rights,
        DeclarationsSection,
        Customs,
        Personal,
        Metrics,
        Offline,
        OfflineSettings,
        BarrierZone,
        CameraSettings,
        PresenceSettings,
        Timings,
        YardSettings,
        YardCameraSettings,
        ZoneSettings,
        GroundSettings,
        ProximitySettings,
        RetentionSettings,
        ModelSettings,
    ],
)
def test_every_setting_is_described(section: type[BaseModel]) -> None:
    described = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    tables = {"lanes", "rules", "desk", "cameras", "presence", "timings", "telling"}
    tables |= {"yards", "escalation", "retention", "barrier_zone", "zones"}
    tables |= {"offline", "slots", "rights", "declarations", "customs"}

    missing = {key for key in section.model_fields if f"`{key}`" not in described}

    assert missing <= tables
