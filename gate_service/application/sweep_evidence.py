"""Delete stills and clips whose time is over, and the oldest for want of room.

Passages' evidence is not touched. The alert stays, with the SHA-256 of what it had.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gate_service.application.record import Clock, record
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.ports import Transactions
from gate_service.domain.safety import Alert
from gate_service.domain.site import Site

_AT_ONCE = 100  # alerts of one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepEvidence:
    """Called now and then, about once an hour.

    What is deleted is written down first: should the gate stop in between, a file
    may outlive its alert, and no alert claims a file that is gone.
    """

    transactions: Transactions
    site: Site
    images: EvidenceStore
    clock: Clock

    def __call__(self) -> None:
        """Delete what is due, then the oldest while there is too much."""
        while batch := self._due():
            for alert in batch:
                self._delete(alert)
        excess = self.site.retention.excess(sum(map(self._size, self._all())))
        floor = self.site.retention.floor(self.clock())
        for alert in self._all():
            if excess <= 0 or alert.raised > floor:
                return
            excess -= self._delete(alert)

    def _due(self) -> tuple[Alert, ...]:
        with self.transactions.read() as store:
            return store.alerts.evidence_due(self.clock(), _AT_ONCE)

    def _all(self) -> Iterator[Alert]:
        """Give every alert whose evidence is there, oldest first, page by page."""
        after = 0
        while True:
            with self.transactions.read() as store:
                batch = store.alerts.with_evidence(after, _AT_ONCE)
            if not batch:
                return
            yield from batch
            after = batch[-1].number

    def _size(self, alert: Alert) -> int:
        return sum(self.images.size(each.digest) for each in alert.incident.evidence)

    def _delete(self, alert: Alert) -> int:
        """Delete an alert's files; give the bytes that are free for it."""
        digests = [each.digest for each in alert.incident.evidence]
        with self.transactions.write() as store:
            event = record(
                store,
                self.clock(),
                "alert.evidence-deleted",
                yard=alert.incident.yard,
                alert=alert.id,
                evidence=sorted(digests),
            )
            now = store.alerts.get(alert.id)
            store.alerts.save(replace(now, change=event.id, evidence_until=None))
        return sum(self.images.delete(digest) for digest in digests)
