"""The corrections as labelled data, with the pictures that they are about."""

from collections.abc import Iterator
from dataclasses import dataclass

from gate_service.domain.corrections import Correction
from gate_service.domain.errors import UnknownEvidenceError
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.ports import Transactions

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A correction and the JPEGs that are still kept; None where one is not."""

    correction: Correction
    crop: bytes | None
    frame: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Give every correction, the oldest first, page by page."""

    transactions: Transactions
    images: EvidenceStore

    def __call__(self) -> Iterator[Label]:
        """Yield them all; pictures are read as they are asked for."""
        after = 0
        while True:
            with self.transactions.read() as store:
                batch = store.corrections.after(after, _AT_ONCE)
            if not batch:
                return
            for after, each in batch:  # noqa: B007  # where the next page goes on
                yield self._label(each)

    def _label(self, correction: Correction) -> Label:
        return Label(
            correction=correction,
            crop=self._picture(correction.crop),
            frame=self._picture(correction.frame),
        )

    def _picture(self, digest: str | None) -> bytes | None:
        try:
            return self.images.get(digest) if digest else None
        except UnknownEvidenceError:
            return None
