"""The MQTT outlet: every event under its own topic, at least once, over one connection.

Needs the extra ``mqtt`` (paho-mqtt), which a site without a broker does without.
"""

import ssl
from types import ModuleType
from typing import Any

from gate_service.adapters.channels.mqtt import Broker
from gate_service.adapters.telling.forms import Write
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling_ports import OutletError

_CLIENT = "quaygate-telling"


class MqttOutlet:
    """Outlet port; *paho* is ``paho.mqtt.client``, *patience* in seconds.

    The topic is the site's, followed by the event's name: ``quaygate/events`` gives
    ``quaygate/events/visit/gated_in``.
    """

    def __init__(
        self,
        paho: ModuleType,
        broker: Broker,
        topic: str,
        write: Write,
        patience: float = 5.0,
    ) -> None:
        """Prepare; the first event opens the connection."""
        self._paho, self._broker, self._topic = paho, broker, topic
        self._write, self._patience = write, patience
        self._client: Any = None

    def send(self, event: CanonicalEvent) -> bool:
        """Publish with QoS 1 and wait until the broker has acknowledged."""
        written = self._write(event)
        if written is None:
            return False
        topic = f"{self._topic}/{event.name.replace('.', '/')}"
        try:
            client = self._connected()
            sent = client.publish(topic, written.body.encode(), qos=1)
            sent.wait_for_publish(self._patience)
            taken = sent.is_published()
        except (OSError, ValueError, RuntimeError) as error:
            self.close()
            msg = f"{self._where()} did not answer: {error}"
            raise OutletError(msg) from error
        if not taken:
            self.close()
            msg = f"{self._where()} did not acknowledge within {self._patience:g} s"
            raise OutletError(msg)
        return True

    def settle(self) -> None:
        """Nothing waits here: what was acknowledged is the broker's."""

    def close(self) -> None:
        """Leave the broker."""
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()
            client.loop_stop()

    def _connected(self) -> Any:  # noqa: ANN401 - paho is loaded at run time
        if self._client is None:
            client = self._paho.Client(
                self._paho.CallbackAPIVersion.VERSION2, client_id=_CLIENT
            )
            client.connect_timeout = self._patience
            if self._broker.username is not None:
                client.username_pw_set(self._broker.username, self._broker.password)
            if self._broker.tls:
                client.tls_set_context(ssl.create_default_context())
            client.connect(self._broker.host, self._broker.port)
            client.loop_start()
            self._client = client
        return self._client

    def _where(self) -> str:
        return f"the broker {self._broker.host}:{self._broker.port}"
