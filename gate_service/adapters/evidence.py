"""Evidence on disk: one file an image or clip, named by its SHA-256."""

import errno
import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gate_service.domain.errors import (
    InvalidInputError,
    StorageFullError,
    UnknownEvidenceError,
)

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class EvidenceFolder:
    """EvidenceStore port under *root*.

    An image has at most *limit* bytes, a clip (MP4) *clip_limit*.
    """

    root: Path
    limit: int = 4 << 20
    clip_limit: int = 64 << 20

    def keep(self, digest: str, body: bytes) -> bool:
        """Keep *body*, which survives a power cut once this returns."""
        clip = body[4:8] == b"ftyp"
        limit = self.clip_limit if clip else self.limit
        if len(body) > limit:
            msg = f"{'a clip' if clip else 'an image'} has at most {limit} bytes"
            raise InvalidInputError(field="body", message=msg)
        if hashlib.sha256(body).hexdigest() != digest:
            msg = "the body does not have this SHA-256"
            raise InvalidInputError(field="digest", message=msg)
        path = self._path(digest)
        if path.exists():
            return False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, body)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            msg = "the disk has no room for evidence: make room, then send it again"
            raise StorageFullError(msg) from error
        return True

    def get(self, digest: str) -> bytes:
        """Give the image or clip."""
        return self.path(digest).read_bytes()

    def path(self, digest: str) -> Path:
        """Say where it is; only a SHA-256 is ever looked up on disk."""
        if _DIGEST.fullmatch(digest) is not None:
            path = self._path(digest)
            if path.is_file():
                return path
        msg = f"no evidence {digest[:16]!r}"
        raise UnknownEvidenceError(msg)

    def delete(self, digest: str) -> int:
        """Delete one, if it is there."""
        size = self.size(digest)
        if size:
            self.path(digest).unlink(missing_ok=True)
        return size

    def size(self, digest: str) -> int:
        """Give the bytes of one."""
        try:
            return self.path(digest).stat().st_size
        except (UnknownEvidenceError, FileNotFoundError):
            return 0

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
