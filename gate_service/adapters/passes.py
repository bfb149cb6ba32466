"""Clearance passes as signed text: COSE_Sign1 with Ed25519 in base45, a CWT in a QR.

``verify_offline`` and ``revoked_in`` need public keys and the time, nothing else: a
port can call them where the service is out of reach. The algorithm is pinned,
the size capped, and nothing compressed is ever opened.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import base45  # type: ignore[import-untyped]  # ships no types
from cwt.cose_key_interface import COSEKeyInterface

from gate_service.adapters.sealed import UNREADABLE, malformed, sealed, unsealed
from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import PassError
from gate_service.domain.passes import PassClaims, PassId, PublicKey
from gate_service.domain.visits import LaneName

PREFIX: Final = "QG1:"
STATUS_PREFIX: Final = "QGS1:"
MAX_PASS: Final = 1024
"""Characters; a pass has about 220."""
MAX_STATUS: Final = 1 << 20
_EXP, _IAT, _CTI = 4, 6, 7
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
    except UNREADABLE as error:
        raise malformed() from error


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
        raise malformed() from error


def _sealed(prefix: str, body: Mapping[int, object], key: COSEKeyInterface) -> str:
    text: str = base45.b45encode(sealed(body, key)).decode()
    return prefix + text


def _opened(
    text: str, prefix: str, limit: int, keys: Iterable[PublicKey]
) -> Mapping[int, Any]:
    if not text.startswith(prefix):
        raise PassError(code="not_ours", message="this is not one of our codes")
    if len(text) > limit:
        raise malformed()
    try:
        signed = bytes(base45.b45decode(text[len(prefix) :]))
    except UNREADABLE as error:
        raise malformed() from error
    return unsealed(signed, keys)
