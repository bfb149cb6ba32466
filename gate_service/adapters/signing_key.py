"""The gate's signing key: made at the first start, kept in the data folder."""

import base64
import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cwt import COSEKey
from cwt.cose_key_interface import COSEKeyInterface

from gate_service.adapters.bundles import sign_bundle
from gate_service.adapters.passes import open_pass, sign_pass, sign_status
from gate_service.domain.offline import Bundle, SignedBundle
from gate_service.domain.passes import PassClaims, PassId, PublicKey


class SigningKeyError(Exception):
    """The key file is there and is not an Ed25519 key."""


@dataclass(frozen=True, slots=True)
class KeySigner:
    """PassSigner with one Ed25519 key."""

    _key: COSEKeyInterface
    _public: PublicKey

    def sign(self, claims: PassClaims) -> str:
        """Write *claims* as pass text."""
        return sign_pass(claims, self._key)

    def open(self, text: str) -> PassClaims:
        """Read a pass that this key signed."""
        return open_pass(text, self.public_keys())

    def sign_status(self, revoked: Collection[PassId], at: datetime) -> str:
        """Write the list of revoked passes."""
        return sign_status(revoked, at, self._key)

    def sign_bundle(self, bundle: Bundle) -> SignedBundle:
        """Write and sign what a lane needs to decide alone."""
        return sign_bundle(bundle, self._key)

    def public_keys(self) -> tuple[PublicKey, ...]:
        """Give the one key's public half."""
        return (self._public,)


def signer_at(path: Path) -> KeySigner:
    """Load the key at *path*; make it, mode 0600, where there is none.

    Raises SigningKeyError for a file that holds something else: a new key there
    would quietly make every pass on the road a forgery.
    """
    if not path.exists():
        create_key(path)
    return load_key(path)


def load_key(path: Path) -> KeySigner:
    """Load the key at *path*; SigningKeyError where there is none, or no such key."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as error:
        msg = f"the signing key {path} cannot be read: {error.strerror}"
        raise SigningKeyError(msg) from error
    except (ValueError, TypeError) as error:
        msg = f"{path} is not a private key in PEM"
        raise SigningKeyError(msg) from error
    if not isinstance(key, Ed25519PrivateKey):
        msg = f"{path} is not an Ed25519 key"
        raise SigningKeyError(msg)
    return _signer(key)


def create_key(path: Path) -> None:
    """Write a new key completely before it has its name; the first writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _signer(key: Ed25519PrivateKey) -> KeySigner:
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    kid = hashlib.sha256(raw).digest()[:8]
    jwk = {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "EdDSA",
        "kid": kid.hex(),
        "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
    }
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return KeySigner(COSEKey.from_pem(pem, "EdDSA", kid), PublicKey(kid.hex(), jwk))
