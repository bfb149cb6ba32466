"""The channels of escalation that a site has set up."""

from collections.abc import Iterator

from gate_service.adapters.channels.email import MailChannel, MailServer
from gate_service.adapters.channels.mqtt import Broker, MqttChannel
from gate_service.adapters.channels.secrets import paho, secret_in, webhook_secret
from gate_service.adapters.channels.webhook import WebhookChannel
from gate_service.application.record import Clock
from gate_service.domain.safety_ports import Channel
from gate_service.sections.escalation import Escalation, Mail, Mqtt


def channels(told: Escalation, clock: Clock) -> Iterator[Channel]:
    """Open what the site has set up; ChannelSetupError."""
    if told.webhook is not None:
        secret = webhook_secret(told.webhook.secret_file)
        yield WebhookChannel(str(told.webhook.url), secret, clock)
    if told.mqtt is not None:
        yield MqttChannel(paho(), broker_of(told.mqtt), told.mqtt.topic)
    if told.email is not None:
        recipients = tuple(told.email.recipients)
        yield MailChannel(_mail_server(told.email), told.email.sender, recipients)


def broker_of(told: Mqtt) -> Broker:
    """Say where the broker is and how to log in; ChannelSetupError."""
    return Broker(
        host=told.host,
        port=told.port,
        tls=told.tls,
        username=told.username,
        password=secret_in(told.password_file),
    )


def _mail_server(told: Mail) -> MailServer:
    return MailServer(
        host=told.host,
        port=told.port,
        security=told.security,
        username=told.username,
        password=secret_in(told.password_file),
    )
