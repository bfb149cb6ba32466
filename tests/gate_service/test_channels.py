"""What escalation channels put on the wire, and what they make of a refusal."""

import base64
import email
import hashlib
import hmac
import json
from email import policy
from pathlib import Path

import pytest

from gate_service.adapters.channels import secrets
from gate_service.adapters.channels.email import MailChannel, MailServer
from gate_service.adapters.channels.mqtt import Broker, MqttChannel
from gate_service.adapters.channels.secrets import (
    ChannelSetupError,
    paho,
    secret_in,
    webhook_secret,
)
from gate_service.adapters.channels.webhook import WebhookChannel
from gate_service.domain.escalation import MessageId
from gate_service.domain.safety import Action, AlertState, Step
from gate_service.domain.safety_ports import Channel, ChannelError
from tests.support.gates import NOON
from tests.support.receivers import broker, mail_server, webhook
from tests.support.serving import free_port
from tests.support.yards import alert, still

MESSAGE = MessageId("m-1")
ALERT = alert(
    state=AlertState.ESCALATED,
    haulier="ACME",
    measures={"dwell": 6.6},
    evidence=(still(),),
    history=(
        Step(at=NOON, action=Action.ESCALATED, by="gate", note="nobody answered"),
        Step(at=NOON, action=Action.UNTOLD, by="webhook", note="no route to host"),
    ),
)


def hook(port: int, secret: bytes | None = None) -> WebhookChannel:
    return WebhookChannel(f"http://127.0.0.1:{port}/hook", secret, lambda: NOON)


def post_office(port: int) -> MailChannel:
    server = MailServer(host="127.0.0.1", port=port, security="none")
    return MailChannel(server, "gate@port.example", ("a@port.example",))


def test_the_webhook_posts_a_cloud_event() -> None:
    with webhook() as received:
        hook(received.port).send(MESSAGE, ALERT, NOON)
    event = json.loads(received.bodies[0])
    assert (event["specversion"], event["id"], event["source"]) == (
        "1.0",
        "m-1",
        "/yards/stack",
    )
    assert event["data"] | {"alert": "i-1", "haulier": "ACME"} == event["data"]
    assert (event["data"]["by"], event["data"]["note"]) == ("gate", "nobody answered")
    assert received.heads[0]["content-type"] == "application/cloudevents+json"


def test_the_webhook_is_signed_as_standard_webhooks_says() -> None:
    with webhook() as received:
        hook(received.port, b"key").send(MESSAGE, ALERT, NOON)
    head = received.heads[0]
    signed = f"m-1.{head['webhook-timestamp']}.".encode() + received.bodies[0]
    mac = base64.b64encode(hmac.new(b"key", signed, hashlib.sha256).digest()).decode()
    assert head["webhook-signature"] == f"v1,{mac}"
    assert int(head["webhook-timestamp"]) == int(NOON.timestamp())


def test_without_a_secret_nothing_is_signed() -> None:
    with webhook() as received:
        hook(received.port).send(MESSAGE, ALERT, NOON)
    assert "webhook-signature" not in received.heads[0]


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_webhook_that_refuses_is_told(status: int) -> None:
    with webhook(status) as received, pytest.raises(ChannelError, match=str(status)):
        hook(received.port).send(MESSAGE, ALERT, NOON)
    assert len(received.bodies) == 1


def test_a_letter_says_what_where_and_since_when() -> None:
    with mail_server() as received:
        post_office(received.port).send(MESSAGE, ALERT, NOON)
    letter = email.message_from_bytes(received.bodies[0], policy=policy.default)
    place = "severe: intrusion at crane-path, row-12 (stack)"
    assert letter["Subject"] == f"Quaygate alert: {place}"
    assert letter["Message-ID"] == "<m-1@quaygate>"
    text = letter.get_content()
    for said in (
        "began 2026-05-04T12:00:00.000Z",
        "dwell: 6.6",
        "haulier: ACME",
        "note: nobody answered",
    ):
        assert said in text


def test_a_mail_server_that_refuses_the_recipient_is_told() -> None:
    with mail_server(550) as received, pytest.raises(ChannelError, match="550"):
        post_office(received.port).send(MESSAGE, ALERT, NOON)


def test_the_broker_gets_the_event_under_its_yard() -> None:
    pytest.importorskip("paho.mqtt.client")
    with broker() as received:
        there = Broker(host="127.0.0.1", port=received.port)
        MqttChannel(paho(), there, "port/alerts").send(MESSAGE, ALERT, NOON)
    assert received.heads == [{"topic": "port/alerts/stack"}]
    assert json.loads(received.bodies[0])["data"]["alert"] == "i-1"


@pytest.mark.parametrize(
    "answer", [pytest.param(-1, id="silent"), pytest.param(5, id="not authorised")]
)
def test_a_broker_that_does_not_acknowledge_is_told(answer: int) -> None:
    pytest.importorskip("paho.mqtt.client")
    with broker(answer) as received:
        there = Broker(host="127.0.0.1", port=received.port)
        channel = MqttChannel(paho(), there, "t", patience=0.5)
        with pytest.raises(ChannelError, match="broker"):
            channel.send(MESSAGE, ALERT, NOON)


def test_nobody_there_is_told_in_one_line() -> None:
    pytest.importorskip("paho.mqtt.client")
    port = free_port()
    there = Broker(host="127.0.0.1", port=port)
    channels: list[Channel] = [
        hook(port),
        post_office(port),
        MqttChannel(paho(), there, "t"),
    ]
    for channel in channels:
        with pytest.raises(ChannelError, match=rf"^[^\n]*{port}[^\n]*$"):
            channel.send(MESSAGE, ALERT, NOON)


def test_a_webhook_secret_may_be_written_as_the_standard_does(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("whsec_" + base64.b64encode(b"key").decode() + "\n")
    assert webhook_secret(file) == b"key"
    file.write_text("whsec_?")
    with pytest.raises(ChannelSetupError, match="no base64"):
        webhook_secret(file)


def test_a_secret_that_cannot_be_read_says_which(tmp_path: Path) -> None:
    with pytest.raises(ChannelSetupError, match=r"cannot read the secret in .*none"):
        secret_in(tmp_path / "none")


def test_mqtt_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(secrets, "import_module", absent)
    with pytest.raises(ChannelSetupError, match=r"quaygate\[mqtt\]"):
        paho()
