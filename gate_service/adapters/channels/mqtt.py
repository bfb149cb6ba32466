"""MQTT: one message a time, at least once, to the topic of the alert's yard.

Needs the extra ``mqtt`` (paho-mqtt), which a site without a broker does without.
"""

import ssl
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from gate_service.adapters.channels.wording import envelope
from gate_service.domain.escalation import ChannelName, MessageId
from gate_service.domain.safety import Alert
from gate_service.domain.safety_ports import ChannelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """Where messages are published."""

    host: str
    port: int
    tls: bool = False
    username: str | None = None
    password: str = ""


@dataclass(frozen=True, slots=True)
class MqttChannel:
    """Channel port; *paho* is ``paho.mqtt.client``, *patience* in seconds."""

    paho: ModuleType
    broker: Broker
    topic: str
    patience: float = 5.0
    name: ChannelName = ChannelName.MQTT

    def send(self, message: MessageId, alert: Alert, at: datetime) -> None:
        """Publish with QoS 1 and wait until the broker has acknowledged."""
        client = self.paho.Client(self.paho.CallbackAPIVersion.VERSION2)
        client.connect_timeout = self.patience
        if self.broker.username is not None:
            client.username_pw_set(self.broker.username, self.broker.password)
        if self.broker.tls:
            client.tls_set_context(ssl.create_default_context())
        topic = f"{self.topic}/{alert.incident.yard}"
        try:
            client.connect(self.broker.host, self.broker.port)
            client.loop_start()
            sent = client.publish(topic, envelope(message, alert, at), qos=1)
            sent.wait_for_publish(self.patience)
            taken = sent.is_published()
        except (OSError, ValueError, RuntimeError) as error:
            msg = f"{self._where()} did not answer: {error}"
            raise ChannelError(msg) from error
        finally:
            client.disconnect()
            client.loop_stop()
        if not taken:
            msg = f"{self._where()} did not acknowledge within {self.patience:g} s"
            raise ChannelError(msg)

    def _where(self) -> str:
        return f"the broker {self.broker.host}:{self.broker.port}"
