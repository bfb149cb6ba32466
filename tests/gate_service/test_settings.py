"""What a gate's settings refuse, and what they make of a yard."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from gate_service.domain.escalation import ChannelName
from gate_service.domain.safety import Severity, YardName
from gate_service.main import open_gate
from gate_service.settings import GateSettings


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        pytest.param({}, "a gate needs a lane or a yard", id="empty"),
        pytest.param(
            {"lanes": {"a": {}}, "yards": {"a": {}}},
            "a lane and a yard are both named a",
            id="one name",
        ),
        pytest.param(
            {"yards": {"a": {"lanes": {"zone": "lane-9"}}}},
            "zones lie in lanes that are not there: lane-9",
            id="unknown lane",
        ),
        pytest.param(
            {"lanes": {"a": {}}, "slots": {"capacity": 1, "minutes": 50}},
            "slots of 50 minutes do not fill a day",
            id="slots across midnight",
        ),
        pytest.param(
            {"lanes": {"a": {}}, "slots": {"hours": {22: 5}}},
            "need a capacity for the others",
            id="slots of some hours alone",
        ),
        pytest.param(
            {"lanes": {"a": {}}, "slots": {"capacity": 1, "timezone": "../Mars"}},
            "no time zone '../Mars'",
            id="no time zone",
        ),
        pytest.param(
            {"yards": {"a": {}}, "escalation": {"after": {"dire": 1}}},
            "'low', 'medium' or 'severe'",
            id="unknown severity",
        ),
        pytest.param(
            {"yards": {"a": {}}, "escalation": {"webhook": {"url": "ftp://x"}}},
            "URL scheme",
            id="no web address",
        ),
        pytest.param(
            {"yards": {"a": {}}, "escalation": {"pager": {}}},
            "not permitted",
            id="unknown channel",
        ),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    told: dict[str, object], fault: str
) -> None:
    with pytest.raises(ValidationError, match=fault):
        GateSettings.model_validate(told)


def test_a_gate_may_have_yards_alone(tmp_path: Path) -> None:
    told = {"yards": {"stack": {}}, "data": tmp_path}
    gate = open_gate(GateSettings.model_validate(told))
    assert set(gate.site.yards) == {YardName("stack")}
    assert gate.safety.look.yards()[0].yard == "stack"
    gate.close()


def test_usual_patience_is_by_severity_and_no_channel_is_told() -> None:
    rules = GateSettings.model_validate({"yards": {"a": {}}}).site().escalation
    assert rules.after == {Severity.SEVERE: 60.0, Severity.MEDIUM: 300.0}
    assert rules.channels == ()


def test_the_channels_that_are_set_up_are_told() -> None:
    told = {
        "yards": {"a": {}},
        "escalation": {
            "webhook": {"url": "https://port.example/hook"},
            "email": {"host": "mail", "sender": "a@x", "recipients": ["b@x"]},
        },
    }
    rules = GateSettings.model_validate(told).site().escalation
    assert rules.channels == (ChannelName.WEBHOOK, ChannelName.EMAIL)
