"""CBOR signed as COSE_Sign1 with Ed25519: what passes, lists and bundles are made of.

The algorithm is pinned, the key id is in the protected header, and nothing else is.
"""

import base64
from collections.abc import Iterable, Mapping
from typing import Any, Final

import cbor2
from cwt import COSE, COSEKey
from cwt.cose_key_interface import COSEKeyInterface
from cwt.exceptions import CWTError

from gate_service.domain.errors import PassError
from gate_service.domain.passes import PublicKey

_SIGN1, _ALG, _KID, _EDDSA = 18, 1, 4, -8
UNREADABLE: Final = (
    *(ValueError, TypeError, LookupError, ArithmeticError),
    *(MemoryError, RecursionError, cbor2.CBORError),
)
"""What CBOR written to do harm can raise: its tags make dates, fractions and more."""


def sealed(body: Mapping[int, object], key: COSEKeyInterface) -> bytes:
    """Sign *body* with *key*."""
    protected = {_ALG: _EDDSA, _KID: key.kid}
    signed: bytes = COSE.new().encode_and_sign(cbor2.dumps(body), key, protected)
    return signed


def unsealed(signed: bytes, keys: Iterable[PublicKey]) -> Mapping[int, Any]:
    """Read what one of *keys* signed; PassError ``malformed`` or ``forged``."""
    try:
        kid = _pinned(cbor2.loads(signed))
    except UNREADABLE as error:
        raise malformed() from error
    known = next((key for key in keys if key.kid == kid), None)
    if known is None:
        raise PassError(code="forged", message="this code was signed with another key")
    try:
        payload = COSE.new().decode(signed, _verifier(known))
        body = cbor2.loads(payload)
    except (CWTError, *UNREADABLE) as error:
        raise PassError(code="forged", message="the signature is not ours") from error
    if not isinstance(body, Mapping):
        raise malformed()
    return body


def malformed() -> PassError:
    """Say that a text is no such structure."""
    return PassError(code="malformed", message="this code cannot be read")


def _pinned(outer: object) -> str:
    """Give the key id; ValueError unless it is a COSE_Sign1 with EdDSA as pinned."""
    if not isinstance(outer, cbor2.CBORTag) or outer.tag != _SIGN1:
        raise ValueError(outer)
    protected, unprotected, payload, signature = outer.value
    if not all(isinstance(each, bytes) for each in (protected, payload, signature)):
        raise ValueError(outer)
    header = cbor2.loads(protected)
    if set(header) != {_ALG, _KID} or header[_ALG] != _EDDSA or unprotected:
        raise ValueError(header)
    # Never bytes(...) of it: of a number that makes as many zeros.
    if not isinstance(header[_KID], bytes):
        raise TypeError(header)
    kid: bytes = header[_KID]
    return kid.hex()


def _verifier(key: PublicKey) -> COSEKeyInterface:
    """Give the COSE key (RFC 9053) of a JWK whose id is the hex of ours."""
    x = key.jwk["x"]
    raw = base64.urlsafe_b64decode(x + "=" * (-len(x) % 4))
    return COSEKey.new({1: 1, -1: 6, 3: _EDDSA, 2: bytes.fromhex(key.kid), -2: raw})
