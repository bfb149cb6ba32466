"""An own webhook receiver on loopback: it keeps what it was told, and when."""

import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

from standardwebhooks import Webhook

from quaygate.loopback import Loopback


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery: the event's id, name, subject, number in the chain, and when."""

    id: str
    name: str
    subject: str
    sequence: int
    at: float


class Receiver(Loopback):
    """Listens while entered. ``told`` keeps deliveries in the order they came."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.unsigned = 0
        self._webhook: Webhook | None = None
        super().__init__(_handler(self), "/events")

    def expect(self, secret: str) -> None:
        """Take only what is signed with *secret* from now on."""
        self._webhook = Webhook(secret)

    def take(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Keep a delivery; false where its signature is not right."""
        at = time.perf_counter()
        if not self._signed(body, headers):
            self.unsigned += 1
            return False
        event: dict[str, Any] = json.loads(body)
        name = event["type"].removeprefix("org.quaygate.").rpartition(".")[0]
        subject, sequence = event.get("subject", ""), int(event["sequence"])
        self.told.append(Told(headers["webhook-id"], name, subject, sequence, at))
        return True

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Check the signature; its time is the simulated one, and is not."""
        if self._webhook is None:
            return False
        signed = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        must = self._webhook.sign(headers["webhook-id"], signed, body.decode())
        given = headers["webhook-signature"].split()
        return any(hmac.compare_digest(must, each) for each in given)


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(204 if receiver.take(body, headers) else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay silent: the report says what came."""

    return Handler
