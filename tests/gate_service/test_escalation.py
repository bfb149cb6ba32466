"""Alerts that nobody answers are passed on, and channels told until they take it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gate_service.application.escalate import Deliver
from gate_service.domain.escalation import ChannelName, EscalationRules, MessageId
from gate_service.domain.safety import Action, Alert, AlertId, AlertState, Severity
from gate_service.domain.safety_ports import ChannelError
from gate_service.main import open_gate
from gate_service.sections.escalation import Escalation, Mail, Mqtt, Webhook
from tests.support.gates import NOON, Clock, GateAtWork, settings
from tests.support.yards import OFFICER, YardAtWork

CHANNELS = Escalation(
    webhook=Webhook.model_validate({"url": "http://127.0.0.1:1/hook"}),
    mqtt=Mqtt(host="127.0.0.1"),
    email=Mail(host="127.0.0.1", sender="gate@x", recipients=["officer@x"]),
    give_up=3600,
)


@dataclass
class FakeChannel:
    """Takes messages, or says why not."""

    name: ChannelName = ChannelName.WEBHOOK
    fault: str | None = None
    took: list[MessageId] = field(default_factory=list)

    def send(self, message: MessageId, alert: Alert, at: datetime) -> None:
        del alert, at
        if self.fault is not None:
            raise ChannelError(self.fault)
        self.took.append(message)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[YardAtWork]:
    pytest.importorskip("paho.mqtt.client")
    clock = Clock()
    site = settings(tmp_path).model_copy(update={"escalation": CHANNELS})
    gate = open_gate(site, clock=clock)
    yield YardAtWork(GateAtWork(gate, clock))
    gate.close()


def deliver(of: YardAtWork, *channels: FakeChannel) -> Deliver:
    fakes = {each.name: each for each in channels}
    return replace(of.work.gate.safety.deliver, channels=fakes)


def actions(of: YardAtWork) -> list[Action]:
    return [step.action for step in of.alert().history]


@pytest.mark.parametrize(
    ("severity", "seconds", "state"),
    [
        (Severity.SEVERE, 59, AlertState.OPEN),
        (Severity.SEVERE, 60, AlertState.ESCALATED),
        (Severity.MEDIUM, 299, AlertState.OPEN),
        (Severity.MEDIUM, 300, AlertState.ESCALATED),
        (Severity.LOW, 86400, AlertState.OPEN),
    ],
)
def test_each_severity_has_its_own_patience(
    yard: YardAtWork, severity: Severity, seconds: float, state: AlertState
) -> None:
    yard.open(severity=severity)
    yard.work.clock.turn(seconds)
    yard.work.gate.safety.escalate()
    assert yard.alert().state is state


def test_patience_begins_when_the_gate_hears_of_it(yard: YardAtWork) -> None:
    yard.open(opened=yard.now - timedelta(hours=2))
    yard.work.gate.safety.escalate()
    assert yard.alert().state is AlertState.OPEN


def test_an_answered_alert_is_left_alone(yard: YardAtWork) -> None:
    yard.open()
    yard.work.gate.safety.answer.acknowledge(AlertId("i-1"), "", OFFICER)
    yard.work.clock.turn(3600)
    yard.work.gate.safety.escalate()
    assert yard.alert().state is AlertState.ACKNOWLEDGED


def test_the_clock_escalates_once_and_says_how_long_it_waited(
    yard: YardAtWork,
) -> None:
    yard.open()
    yard.work.clock.turn(61)
    yard.work.gate.safety.escalate()
    yard.work.gate.safety.escalate()
    step = yard.alert().history[-1]
    assert actions(yard) == [Action.RAISED, Action.ESCALATED]
    assert (step.by, step.role, step.note) == (
        "gate",
        None,
        "nobody answered for 61 s",
    )
    assert yard.alert().answer is None
    assert yard.work.gate.look_up.events()[-1].kind == "alert.escalated"


def test_every_channel_of_the_site_is_told_once(told: YardAtWork) -> None:
    told.open()
    told.work.gate.safety.answer.escalate(AlertId("i-1"), "help", OFFICER)
    channels = [FakeChannel(name) for name in ChannelName]
    send = deliver(told, *channels)
    for name in (*ChannelName, *ChannelName):
        send(name)
    assert [len(each.took) for each in channels] == [1, 1, 1]
    assert len({each.took[0] for each in channels}) == 3
    assert actions(told)[2:] == [Action.TOLD] * 3


def test_a_channel_that_fails_is_tried_again_ever_later(told: YardAtWork) -> None:
    told.open()
    told.work.gate.safety.answer.escalate(AlertId("i-1"), "", OFFICER)
    broken = FakeChannel(fault="no route to host")
    send = deliver(told, broken)
    tries = []
    for second in range(120):
        before = told.work.gate.look_up.events()[-1].id
        send(ChannelName.WEBHOOK)
        broken.fault = None if second >= 60 else broken.fault
        if broken.took:
            tries.append(second)
            break
        assert told.work.gate.look_up.events()[-1].id == before or second == 0
        told.work.clock.turn(1)
    # Tried at 0, 5, 15, 35 and 75 s.
    assert tries == [75]
    assert actions(told)[2:] == [Action.UNTOLD, Action.TOLD]
    assert told.alert().history[2].note == "no route to host"


def test_a_channel_that_stays_away_is_given_up(told: YardAtWork) -> None:
    told.open()
    told.work.gate.safety.answer.escalate(AlertId("i-1"), "", OFFICER)
    send = deliver(told, FakeChannel(fault="gone"))
    for _ in range(30):
        send(ChannelName.WEBHOOK)
        told.work.clock.turn(301)
    assert actions(told)[2:] == [Action.UNTOLD, Action.GIVEN_UP]


def test_one_dead_channel_does_not_hold_up_another(told: YardAtWork) -> None:
    told.open()
    told.work.gate.safety.answer.escalate(AlertId("i-1"), "", OFFICER)
    mail = FakeChannel(ChannelName.EMAIL)
    send = deliver(told, FakeChannel(fault="gone"), mail)
    send(ChannelName.WEBHOOK)
    send(ChannelName.EMAIL)
    assert len(mail.took) == 1


def test_messages_outlive_a_restart(told: YardAtWork, tmp_path: Path) -> None:
    told.open()
    told.work.gate.safety.answer.escalate(AlertId("i-1"), "", OFFICER)
    told.work.gate.close()
    site = settings(tmp_path).model_copy(update={"escalation": CHANNELS})
    again = open_gate(site, clock=told.work.clock)
    channel = FakeChannel()
    replace(again.safety.deliver, channels={channel.name: channel})(channel.name)
    again.close()
    assert len(channel.took) == 1


def test_a_site_without_rules_escalates_nothing() -> None:
    assert EscalationRules().overdue(NOON) == {}
