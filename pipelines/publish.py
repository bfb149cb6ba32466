"""The thread that sends the outbox to the gate service, for ever, in order.

Evidence goes before the event that names it; an event is forgotten only after it was
acknowledged. What can be mended (network, a restart, a wrong key) is tried again with
back-off; what is refused as it is gets parked with the reason, alone.
"""

import logging
import threading
from dataclasses import dataclass

from pipelines.backoff import Backoff
from pipelines.gate_link import (
    GateLink,
    GateUnreachableError,
    RefusedError,
    SequenceGapError,
)
from pipelines.outbox import Event, Outbox, Pending

_log = logging.getLogger(__name__)
_BATCH = 50
_IDLE = 0.5


@dataclass(slots=True)
class Publisher:
    """Sends one outbox; ``run`` in a thread, ``send_once`` in tests."""

    outbox: Outbox
    link: GateLink
    backoff: Backoff
    batch: int = _BATCH

    def start(self, stop: threading.Event) -> threading.Thread:
        """Send in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self.run, args=(stop,), name="publish", daemon=True
        )
        thread.start()
        return thread

    def run(self, stop: threading.Event) -> None:
        """Send whatever is appended until *stop* is set."""
        while not stop.is_set():
            try:
                sent = self.send_once()
                self.backoff.reset()
            except GateUnreachableError as error:
                wait = self.backoff.next_wait()
                _log.warning("gate unreachable: error=%s retry_in=%.1f", error, wait)
                stop.wait(wait)
            except Exception:  # noqa: BLE001  # a bug must not end the thread
                _log.exception("publishing failed")
                stop.wait(self.backoff.next_wait())
            else:
                if not sent:
                    self.outbox.wait_for_news(_IDLE)

    def send_once(self) -> bool:
        """Send one batch; False when nothing waits. Raises GateUnreachableError."""
        pending = self.outbox.pending(self.batch)
        if not pending.events:
            return False
        for event in pending.events:
            self._send_evidence(event)
        try:
            reached = self.link.post_events(pending.source, pending.events)
        except SequenceGapError as gap:
            self._close_gap(pending, gap.expected)
        except RefusedError as refusal:
            self._single_out(pending, str(refusal))
        else:
            self._forget(pending, reached)
        return True

    def _send_evidence(self, event: Event) -> None:
        """Send the evidence that *event* names; what is refused is left out."""
        for proof in self.outbox.evidence(event.event_id):
            try:
                self.link.put_evidence(proof)
            except RefusedError as refusal:
                _log.error(
                    "evidence refused: digest=%s reason=%s", proof.digest, refusal
                )
            self.outbox.evidence_sent(proof.digest)

    def _forget(self, pending: Pending, reached: int) -> None:
        """Forget what is acknowledged; an answer without progress is a fault."""
        if reached < pending.events[0].sequence:
            message = f"acknowledged only {reached}"
            raise GateUnreachableError(message)
        self.outbox.acknowledged(
            pending.source, min(reached, pending.events[-1].sequence)
        )
        self.batch = min(_BATCH, self.batch * 2)

    def _close_gap(self, pending: Pending, expected: int) -> None:
        """Go on from *expected*, or number anew where that event is long gone."""
        first = pending.events[0].sequence
        _log.warning("sequence gap: first=%d expected=%d", first, expected)
        if expected > first:
            self.outbox.acknowledged(pending.source, expected - 1)
        else:
            self.outbox.begin_anew()

    def _single_out(self, pending: Pending, reason: str) -> None:
        """Find the refused event by sending one at a time; park it when found."""
        if len(pending.events) > 1:
            self.batch = 1
            return
        event = pending.events[0]
        _log.error(
            "event parked: type=%s id=%s reason=%s", event.type, event.event_id, reason
        )
        self.outbox.park(event.event_id, reason)
