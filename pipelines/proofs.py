"""Evidence on its way to the gate service: a JPEG or an MP4 under its own digest."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

MAX_EVIDENCE = 4 * 1024 * 1024
"""Bytes of the largest JPEG that the wire takes."""
MAX_CLIP = 64 * 1024 * 1024
"""Bytes of the largest MP4."""


class EvidenceError(Exception):
    """What was made cannot be evidence: the wire would refuse it."""


class Media(StrEnum):
    """The kinds of evidence, by their media types."""

    JPEG = "image/jpeg"
    MP4 = "video/mp4"

    @property
    def limit(self) -> int:
        """Bytes that the wire takes at most."""
        return MAX_CLIP if self is Media.MP4 else MAX_EVIDENCE


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence and its address, the SHA-256 of its bytes in lower-case hex."""

    digest: str
    body: bytes

    @property
    def media(self) -> Media:
        """What the bytes are: an ISO media file names its type after four bytes."""
        return Media.MP4 if self.body[4:8] == b"ftyp" else Media.JPEG


def addressed(body: bytes) -> Proof:
    """Address a JPEG or MP4; raises EvidenceError for one too large for the wire."""
    made = Proof(hashlib.sha256(body).hexdigest(), body)
    if len(body) > made.media.limit:
        message = f"evidence of {len(body)} bytes is too large: {made.media.limit} go"
        raise EvidenceError(message)
    return made
