"""The webhook outlet: one post an event, signed as Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
One connection is kept open. Where it leads is the site's own business; redirects are
not followed, and of an answer no more is read than its status needs.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx2
from standardwebhooks import Webhook

from gate_service.adapters.telling.forms import Write
from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.telling import Subscriber
from gate_service.domain.telling_ports import Fault, OutletError

PATIENCE = 5.0
"""Seconds for connecting, and for each answer."""

_MOST = 64 * 1024  # bytes of an answer
_GONE = 410
_NOT_THIS = frozenset({400, 413, 415, 422})


class WebhookOutlet:
    """Outlet port; any 2xx is taken for a receipt."""

    def __init__(
        self,
        whom: Subscriber,
        write: Write,
        clock: Callable[[], datetime],
        patience: float = PATIENCE,
    ) -> None:
        """Open the way to *whom*; nothing is sent yet."""
        self._whom, self._write, self._clock = whom, write, clock
        self._patience = patience
        self._client = httpx2.Client(timeout=patience, follow_redirects=False)

    def send(self, event: CanonicalEvent) -> bool:
        """Post; the receiver knows a repetition by its ``webhook-id``."""
        written = self._write(event)
        if written is None:
            return False
        headers = {
            "Content-Type": written.media_type,
            "User-Agent": "Quaygate",
            **self._signed(event.id, written.body),
        }
        try:
            status = self._post(written.body.encode(), headers)
        except httpx2.HTTPError as error:
            why = " ".join(str(error).split()) or type(error).__name__
            msg = f"{self._whom.url} did not answer: {why}"
            raise OutletError(msg) from error
        if not 200 <= status < 300:
            msg = f"{self._whom.url} answered {status}"
            raise OutletError(msg, _fault(status))
        return True

    def settle(self) -> None:
        """Nothing waits here: what was answered was received."""

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        with self._client.stream(
            "POST", self._whom.url, content=body, headers=headers
        ) as answer:
            read, until = 0, time.monotonic() + self._patience
            for part in answer.iter_raw():
                read += len(part)
                if read > _MOST or time.monotonic() > until:
                    break  # the connection is closed with the rest unread
            return answer.status_code

    def _signed(self, message: str, body: str) -> dict[str, str]:
        """Sign with every secret that signs now, so that receivers may rotate."""
        now = self._clock().astimezone(UTC)
        signatures = [
            Webhook(secret).sign(message, now, body)
            for secret in self._whom.signing(now)
        ]
        return {
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def _fault(status: int) -> Fault:
    if status == _GONE:
        return Fault.GONE
    return Fault.EVENT if status in _NOT_THIS else Fault.AWAY
