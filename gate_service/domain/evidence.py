"""Where images and clips are kept: a port of its own, for lanes and yards alike."""

from pathlib import Path
from typing import Protocol


class EvidenceStore(Protocol):
    """Images and clips addressed by their SHA-256 in lower-case hex."""

    def keep(self, digest: str, body: bytes) -> bool:
        """Keep *body*; true when new.

        Raises InvalidInputError where the digest is another or the body too big, and
        StorageFullError where there is no room.
        """

    def get(self, digest: str) -> bytes:
        """Give the image; UnknownEvidenceError."""

    def path(self, digest: str) -> Path:
        """Say in which file it is, for a player that reads parts; as ``get``."""

    def delete(self, digest: str) -> int:
        """Delete one, if it is there; give the bytes that are free for it."""

    def size(self, digest: str) -> int:
        """Give the bytes of one; 0 where it is not kept."""
