"""A lane's bundle as CBOR in a COSE_Sign1: docs/offline-lanes.md has the format."""

import hashlib

from cwt.cose_key_interface import COSEKeyInterface

from gate_service.adapters.sealed import sealed
from gate_service.domain.offline import Allowed, Bundle, SignedBundle

CLAIM = -70002
_EXP, _IAT = 4, 6


def sign_bundle(bundle: Bundle, key: COSEKeyInterface) -> SignedBundle:
    """Write and sign *bundle*; its version is the head of the bytes' SHA-256."""
    body = sealed(
        {
            _IAT: int(bundle.made.timestamp()),
            _EXP: int(bundle.until.timestamp()),
            CLAIM: _told(bundle),
        },
        key,
    )
    return SignedBundle(hashlib.sha256(body).hexdigest()[:16], body)


def _told(bundle: Bundle) -> dict[str, object]:
    return {
        "lane": bundle.lane,
        "direction": str(bundle.direction),
        "allowed": [_allowed(each) for each in bundle.allowed],
        "held": list(bundle.held),
        "revoked": [bytes.fromhex(each) for each in bundle.revoked],
        "keys": [{**key.jwk, "kid": key.kid} for key in bundle.keys],
        "rules": {
            "version": bundle.rules.version,
            "hash": bundle.rules_hash,
            "plate_confidence": bundle.rules.plate_confidence,
            "container_confidence": bundle.rules.container_confidence,
        },
    }


def _allowed(truck: Allowed) -> list[object]:
    return [
        bytes.fromhex(truck.code),
        [bytes.fromhex(each) for each in truck.passes],
        truck.plate,
        [[each.number, each.size_type] for each in truck.containers],
        int(truck.opens.timestamp()),
        int(truck.closes.timestamp()),
    ]
