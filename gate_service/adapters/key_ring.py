"""The folder of signing keys: one PEM file a key, and an index that says their times.

Without an index there is the one key ``signing-key.pem``, made at the first start. The
first rotation moves it into ``keys/``. A running gate looks at the index before every
use and reads it anew when it was replaced: keys change without a restart.
"""

import json
import os
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from gate_service.adapters.passes import open_pass
from gate_service.adapters.signing_key import (
    KeySigner,
    SigningKeyError,
    create_key,
    load_key,
    signer_at,
)
from gate_service.domain.errors import UnknownKeyError
from gate_service.domain.offline import Bundle, SignedBundle
from gate_service.domain.passes import PassClaims, PassId, PublicKey
from gate_service.domain.signing_keys import SigningKey, signing

_INDEX = TypeAdapter(list[SigningKey])
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class FolderKeyRing:
    """PassSigner, BundleSigner and KeyRing over one data folder; any thread."""

    def __init__(self, data: Path, clock: Callable[[], datetime]) -> None:
        """Open the ring in *data*; SigningKeyError where a key is damaged."""
        self._first, self._folder = data / "signing-key.pem", data / "keys"
        self._index, self._clock = self._folder / "index.json", clock
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._keys: tuple[SigningKey, ...] = ()
        self._signers: dict[str, KeySigner] = {}
        self._fresh()

    def sign(self, claims: PassClaims) -> str:
        """Write *claims* as pass text."""
        return self._signing().sign(claims)

    def open(self, text: str) -> PassClaims:
        """Read a pass that a key signed which is not retired."""
        return open_pass(text, self.public_keys())

    def sign_status(self, revoked: Collection[PassId], at: datetime) -> str:
        """Write the list of revoked passes."""
        return self._signing().sign_status(revoked, at)

    def sign_bundle(self, bundle: Bundle) -> SignedBundle:
        """Write and sign what a lane needs to decide alone."""
        return self._signing().sign_bundle(bundle)

    def public_keys(self) -> tuple[PublicKey, ...]:
        """List the keys that verify, the signing one first."""
        keys, signers = self._fresh()
        first = signing(keys, self._clock()).kid
        kids = sorted(signers, key=lambda kid: kid != first)
        return tuple(each for kid in kids for each in signers[kid].public_keys())

    def listed(self) -> tuple[SigningKey, ...]:
        """List all keys, the oldest first, retired ones too."""
        return self._fresh()[0]

    def add(self, made: datetime, signs: datetime) -> SigningKey:
        """Make a key that verifies at once and signs from *signs* on."""
        keys = self._moved_in()
        draft = self._folder / f"new.{os.getpid()}.pem"
        draft.unlink(missing_ok=True)
        create_key(draft)
        kid = _kid(load_key(draft))
        draft.replace(self._pem(kid))
        key = SigningKey(kid=kid, made=made, signs=signs)
        self._write((*keys, key))
        return key

    def retire(self, kid: str, at: datetime) -> SigningKey:
        """Let a key verify no more, and destroy its private half; UnknownKeyError."""
        keys = self._moved_in()
        found = next((key for key in keys if key.kid == kid), None)
        if found is None:
            msg = f"no signing key {kid[:40]!r}"
            raise UnknownKeyError(msg)
        retired = replace(found, retired=at)
        self._write(tuple(retired if key.kid == kid else key for key in keys))
        self._pem(kid).unlink(missing_ok=True)
        return retired

    def _signing(self) -> KeySigner:
        keys, signers = self._fresh()
        return signers[signing(keys, self._clock()).kid]

    def _fresh(self) -> tuple[tuple[SigningKey, ...], dict[str, KeySigner]]:
        """Give what is known, read anew where the index was replaced."""
        with self._lock:
            stamp = self._stamped()
            if stamp != self._stamp or not self._keys:
                self._keys, self._signers = self._read()
                self._stamp = stamp
            return self._keys, self._signers

    def _stamped(self) -> tuple[int, int] | None:
        with suppress(FileNotFoundError):
            found = self._index.stat()
            return found.st_ino, found.st_mtime_ns
        return None

    def _read(self) -> tuple[tuple[SigningKey, ...], dict[str, KeySigner]]:
        if not self._index.exists():
            if list(self._folder.glob("*.pem")) and not self._first.exists():
                msg = f"{self._index} is missing: restore it from a backup"
                raise SigningKeyError(msg)
            signer = signer_at(self._first)
            kid = _kid(signer)
            return (SigningKey(kid=kid, made=_EVER, signs=_EVER),), {kid: signer}
        try:
            keys = tuple(_INDEX.validate_json(self._index.read_bytes()))
        except ValueError as error:
            msg = f"{self._index} is damaged: restore it from a backup"
            raise SigningKeyError(msg) from error
        good = [key.kid for key in keys if key.retired is None]
        if not good:
            msg = f"{self._index} names no key that is not retired"
            raise SigningKeyError(msg)
        return keys, {kid: load_key(self._pem(kid)) for kid in good}

    def _moved_in(self) -> tuple[SigningKey, ...]:
        """Have the folder and its index, with the one key that came before them."""
        keys, _ = self._fresh()
        if self._index.exists():
            return keys
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileExistsError):
            os.link(self._first, self._pem(keys[0].kid))
        self._write(keys)
        self._first.unlink(missing_ok=True)
        return keys

    def _write(self, keys: tuple[SigningKey, ...]) -> None:
        """Replace the index in one step that a power cut leaves whole."""
        draft = self._index.with_suffix(f".{os.getpid()}")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(_INDEX.dump_python(list(keys), mode="json"), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._index)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _pem(self, kid: str) -> Path:
        return self._folder / f"{kid}.pem"


def _kid(signer: KeySigner) -> str:
    return signer.public_keys()[0].kid
