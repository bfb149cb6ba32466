"""The webhook: a CloudEvents event, signed as Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx2

from gate_service.adapters.channels.wording import envelope
from gate_service.domain.escalation import ChannelName, MessageId
from gate_service.domain.safety import Alert
from gate_service.domain.safety_ports import ChannelError

_PATIENCE = 5.0  # seconds
_MEDIA_TYPE = "application/cloudevents+json"


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """Channel port: any 2xx is taken for a receipt; redirects are not followed."""

    url: str
    secret: bytes | None
    clock: Callable[[], datetime]
    name: ChannelName = ChannelName.WEBHOOK

    def send(self, message: MessageId, alert: Alert, at: datetime) -> None:
        """Post; the receiver knows a repetition by its ``webhook-id``."""
        body = envelope(message, alert, at)
        headers = {"Content-Type": _MEDIA_TYPE, **self._signed(message, body)}
        try:
            answer = httpx2.post(
                self.url, content=body, headers=headers, timeout=_PATIENCE
            )
        except httpx2.HTTPError as error:
            msg = f"{self.url} did not answer: {error}"
            raise ChannelError(msg) from error
        if not answer.is_success:
            msg = f"{self.url} answered {answer.status_code}"
            raise ChannelError(msg)

    def _signed(self, message: MessageId, body: bytes) -> dict[str, str]:
        stamp = str(int(self.clock().timestamp()))
        headers = {"webhook-id": message, "webhook-timestamp": stamp}
        if self.secret is None:
            return headers
        content = f"{message}.{stamp}.".encode() + body
        mac = hmac.new(self.secret, content, hashlib.sha256).digest()
        return {**headers, "webhook-signature": f"v1,{base64.b64encode(mac).decode()}"}
