"""Clearance passes as signed text: COSE_Sign1 with Ed25519 in base45, a CWT in a QR.

``verify_offline`` and ``revoked_in`` need public keys and the time, nothing else: a
port can call them where the service is out of reach. The algorithm is pinned,
the size capped, and nothing compressed is ever opened.
"""

import base64
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import base45  # type: ignore[import-untyped]  # ships no types
import cbor2
from cwt import COSE, COSEKey
from cwt.cose_key_interface import COSEKeyInterface
from cwt.exceptions import CWTError

from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import PassError
from gate_service.domain.passes import PassClaims, PassId, PublicKey
from gate_service.domain.visits import LaneName

PREFIX: Final = "QG1:"
STATUS_PREFIX: Final = "QGS1:"
MAX_PASS: Final = 1024
"""Characters; a pass has about 220."""
MAX_STATUS: Final = 1 << 20
_SIGN1, _ALG, _KID, _EDDSA = 18, 1, 4, -8
_EXP, _IAT, _CTI = 4, 6, 7
_UNREADABLE = (
    *(ValueError, TypeError, LookupError, ArithmeticError),
    *(MemoryError, RecursionError, cbor2.CBORError),
)
"""What CBOR written to do harm can raise: its tags make dates, fractions and more."""
_PASS_CLAIM, _STATUS_CLAIM = -70000, -70001


def sign_pass(claims: PassClaims, key: COSEKeyInterface) -> str:
    """Write *claims* as pass text, about 220 characters."""
    body = {
        _EXP: int(claims.expires.timestamp()),
        _CTI: bytes.fromhex(claims.id),
        _PASS_CLAIM: [
            claims.plate,
            list(claims.containers),
            claims.lane,
            str(claims.verdict),
        ],
    }
    return _sealed(PREFIX, body, key)


def sign_status(
    revoked: Collection[PassId], at: datetime, key: COSEKeyInterface
) -> str:
    """Write the ids of revoked passes, as of *at*."""
    ids = sorted(bytes.fromhex(each) for each in revoked)
    body = {_IAT: int(at.timestamp()), _STATUS_CLAIM: ids}
    return _sealed(STATUS_PREFIX, body, key)


def open_pass(text: str, keys: Iterable[PublicKey]) -> PassClaims:
    """Read a pass signed by one of *keys*, expired or not.

    Raises PassError: ``not_ours`` for other text, ``malformed`` for what is too
    long or no such structure, ``forged`` for a signature or key that is not ours.
    """
    body = _opened(text, PREFIX, MAX_PASS, keys)
    try:
        plate, containers, lane, verdict = body[_PASS_CLAIM]
        return PassClaims(
            id=PassId(bytes(body[_CTI]).hex()),
            plate=str(plate),
            containers=tuple(str(each) for each in containers),
            lane=LaneName(str(lane)),
            verdict=Verdict(verdict),
            expires=datetime.fromtimestamp(int(body[_EXP]), UTC),
        )
    except _UNREADABLE as error:
        raise _malformed() from error


def verify_offline(
    text: str,
    keys: Iterable[PublicKey],
    now: datetime,
    *,
    revoked: Collection[PassId] = frozenset(),
) -> PassClaims:
    """Give the claims of a pass that is ours, unexpired and not in *revoked*.

    Whether it was spent only the gate service knows. Raises PassError.
    """
    claims = open_pass(text, keys)
    claims.require_unexpired(now)
    if claims.id in revoked:
        raise PassError(code="revoked", message="this pass was revoked")
    return claims


def revoked_in(
    text: str, keys: Iterable[PublicKey]
) -> tuple[datetime, frozenset[PassId]]:
    """Read a signed status list: when it was made, and the revoked ids in it."""
    body = _opened(text, STATUS_PREFIX, MAX_STATUS, keys)
    try:
        ids = frozenset(PassId(bytes(each).hex()) for each in body[_STATUS_CLAIM])
        return datetime.fromtimestamp(int(body[_IAT]), UTC), ids
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _malformed() from error


def _sealed(prefix: str, body: Mapping[int, object], key: COSEKeyInterface) -> str:
    cose = COSE.new()
    protected = {_ALG: _EDDSA, _KID: key.kid}
    signed = cose.encode_and_sign(cbor2.dumps(body), key, protected)
    text: str = base45.b45encode(signed).decode()
    return prefix + text


def _opened(
    text: str, prefix: str, limit: int, keys: Iterable[PublicKey]
) -> Mapping[int, Any]:
    if not text.startswith(prefix):
        raise PassError(code="not_ours", message="this is not one of our codes")
    if len(text) > limit:
        raise _malformed()
    try:
        signed = base45.b45decode(text[len(prefix) :])
        kid = _pinned(cbor2.loads(signed))
    except _UNREADABLE as error:
        raise _malformed() from error
    known = next((key for key in keys if key.kid == kid), None)
    if known is None:
        raise PassError(code="forged", message="this code was signed with another key")
    try:
        payload = COSE.new().decode(signed, _verifier(known))
        body = cbor2.loads(payload)
    except (CWTError, *_UNREADABLE) as error:
        raise PassError(code="forged", message="the signature is not ours") from error
    if not isinstance(body, Mapping):
        raise _malformed()
    return body


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


def _malformed() -> PassError:
    return PassError(code="malformed", message="this code cannot be read")
