"""What the gate signed, verified without it: COSE_Sign1 with Ed25519, as CBOR.

The gate writes it in another process and with another library: docs/offline-lanes.md
has the format, and tests hold both sides to it. The algorithm is pinned, the size is
capped, and nothing compressed is ever opened.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import base45  # type: ignore[import-untyped]  # ships no types
import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PASS_PREFIX: Final = "QG1:"  # noqa: S105 - a prefix, not a password
_LONGEST_PASS = 1024
_SIGN1, _ALG, _KID, _EDDSA = 18, 1, 4, -8
_EXP, _CTI, _PASS_CLAIM = 4, 7, -70000
UNREADABLE: Final = (
    *(ValueError, TypeError, LookupError, ArithmeticError),
    *(MemoryError, RecursionError, cbor2.CBORError),
)
"""What CBOR written to do harm can raise: its tags make dates, fractions and more."""

Keys = Mapping[str, bytes]
"""Raw public keys, 32 bytes, by key id in hex."""


class SignedError(Exception):
    """What was signed is not ours, or cannot be read; the message says which."""


class UnknownKeyError(SignedError):
    """It names a key that is not known (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRead:
    """What a clearance pass says. ``id`` is lower-case hex."""

    id: str
    plate: str
    containers: frozenset[str]
    lane: str
    verdict: str
    expires: datetime


def verified(signed: bytes, keys: Keys) -> Mapping[int, Any]:
    """Give the claims that one of *keys* signed; SignedError."""
    try:
        protected, payload, signature = _parts(cbor2.loads(signed))
        header = cbor2.loads(protected)
        known = set(header) == {_ALG, _KID} and header[_ALG] == _EDDSA
        kid = header[_KID].hex() if known and isinstance(header[_KID], bytes) else ""
    except UNREADABLE as error:
        message = "this is nothing that a gate signed"
        raise SignedError(message) from error
    if kid not in keys:
        message = f"signed with an unknown key: {kid[:16] or 'none'}"
        raise UnknownKeyError(message)
    try:
        told = cbor2.dumps(["Signature1", protected, b"", payload])
        Ed25519PublicKey.from_public_bytes(keys[kid]).verify(signature, told)
        claims = cbor2.loads(payload)
    except (InvalidSignature, *UNREADABLE) as error:
        message = "the signature is not the gate's"
        raise SignedError(message) from error
    if not isinstance(claims, Mapping):
        message = "what was signed has no claims"
        raise SignedError(message)
    return claims


def _parts(outer: object) -> tuple[bytes, bytes, bytes]:
    if not isinstance(outer, cbor2.CBORTag) or outer.tag != _SIGN1:
        raise ValueError(outer)
    protected, unprotected, payload, signature = outer.value
    parts = (protected, payload, signature)
    if unprotected or not all(isinstance(each, bytes) for each in parts):
        raise ValueError(outer)
    return parts


def read_pass(text: str, keys: Keys) -> PassRead:
    """Read a clearance pass, expired or not; SignedError."""
    if not text.startswith(PASS_PREFIX) or len(text) > _LONGEST_PASS:
        message = "this is no clearance pass"
        raise SignedError(message)
    try:
        signed = bytes(base45.b45decode(text.removeprefix(PASS_PREFIX)))
    except UNREADABLE as error:
        message = "this pass cannot be read"
        raise SignedError(message) from error
    claims = verified(signed, keys)
    try:
        plate, containers, lane, verdict = claims[_PASS_CLAIM]
        return PassRead(
            id=bytes(claims[_CTI]).hex(),
            plate=str(plate),
            containers=frozenset(str(each) for each in containers),
            lane=str(lane),
            verdict=str(verdict),
            expires=datetime.fromtimestamp(int(claims[_EXP]), UTC),
        )
    except (OSError, OverflowError, *UNREADABLE) as error:
        message = "this pass cannot be read"
        raise SignedError(message) from error


def keys_of(jwks: object) -> dict[str, bytes]:
    """Read Ed25519 keys in JWK form (RFC 8037); ValueError where one is none."""
    if not isinstance(jwks, list):
        raise TypeError(jwks)
    found = dict[str, bytes]()
    for jwk in jwks:
        if jwk["kty"] != "OKP" or jwk["crv"] != "Ed25519":
            raise ValueError(jwk)
        x = str(jwk["x"])
        raw = base64.urlsafe_b64decode(x + "=" * (-len(x) % 4))
        if len(raw) != 32:
            raise ValueError(jwk)
        found[str(jwk["kid"])] = raw
    return found
