"""Evidence on disk: one file an image, named by its SHA-256."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gate_service.domain.errors import InvalidInputError, UnknownEvidenceError

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class EvidenceFolder:
    """EvidenceStore port under *root*; bodies of at most *limit* bytes."""

    root: Path
    limit: int = 4 << 20

    def keep(self, digest: str, body: bytes) -> bool:
        """Keep *body*, which survives a power cut once this returns."""
        if len(body) > self.limit:
            msg = f"an image has at most {self.limit} bytes"
            raise InvalidInputError(field="body", message=msg)
        if hashlib.sha256(body).hexdigest() != digest:
            msg = "the body does not have this SHA-256"
            raise InvalidInputError(field="digest", message=msg)
        path = self._path(digest)
        if path.exists():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, body)
        return True

    def get(self, digest: str) -> bytes:
        """Give the image; only a SHA-256 is ever looked up on disk."""
        msg = f"no evidence {digest[:16]!r}"
        if _DIGEST.fullmatch(digest) is None:
            raise UnknownEvidenceError(msg)
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise UnknownEvidenceError(msg) from error

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest


def _write(path: Path, body: bytes) -> None:
    """Write completely, then give the name, then make the name durable."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        try:
            draft.write(body)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).rename(path)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
