"""The bundle by which a lane decides alone: what the gate signed for it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pipelines.signed import UNREADABLE, Keys, SignedError, keys_of, verified

_EXP, _IAT, _CLAIM = 4, 6, -70002
LARGEST = 8 << 20
"""Bytes; a bundle of two thousand trucks has about 300 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedTruck:
    """A truck that may go, if it reads exactly this. ``code``: SHA-256 in hex.

    ``containers`` has the size-type by number, None where any will do.
    """

    code: str
    passes: frozenset[str]
    plate: str
    containers: Mapping[str, str | None]
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All that the lane knows while the gate is away; good until ``until``.

    ``allowed`` is looked up by the digest of an arrival code, ``by_pass`` by the id
    of a clearance pass. ``leaving``: the lane leads out, where windows bind nobody.
    """

    version: str
    lane: str
    leaving: bool
    made: datetime
    until: datetime
    allowed: Mapping[str, AllowedTruck]
    by_pass: Mapping[str, AllowedTruck]
    held: frozenset[str]
    revoked: frozenset[str]
    keys: Keys
    plate_confidence: float
    container_confidence: float


def read_bundle(body: bytes, keys: Keys, lane: str) -> Bundle:
    """Read the bundle of *lane* that one of *keys* signed; SignedError."""
    if len(body) > LARGEST:
        message = f"a bundle of {len(body)} bytes is too large"
        raise SignedError(message)
    claims = verified(body, keys)
    try:
        bundle = _bundle(hashlib.sha256(body).hexdigest()[:16], claims)
    except (OSError, OverflowError, *UNREADABLE) as error:
        message = "this bundle cannot be read"
        raise SignedError(message) from error
    if bundle.lane != lane:
        message = f"this bundle is for lane {bundle.lane[:64]}, not for {lane}"
        raise SignedError(message)
    return bundle


def _bundle(version: str, claims: Mapping[int, Any]) -> Bundle:
    told, rules = claims[_CLAIM], claims[_CLAIM]["rules"]
    trucks = [_truck(row) for row in told["allowed"]]
    return Bundle(
        version=version,
        lane=str(told["lane"]),
        leaving=told["direction"] == "out",
        made=_time(claims[_IAT]),
        until=_time(claims[_EXP]),
        allowed={truck.code: truck for truck in trucks},
        by_pass={each: truck for truck in trucks for each in truck.passes},
        held=frozenset(str(each) for each in told["held"]),
        revoked=frozenset(each.hex() for each in told["revoked"]),
        keys=keys_of(told["keys"]),
        plate_confidence=float(rules["plate_confidence"]),
        container_confidence=float(rules["container_confidence"]),
    )


def _truck(row: Sequence[Any]) -> AllowedTruck:
    code, passes, plate, containers, opens, closes = row
    return AllowedTruck(
        code=code.hex(),
        passes=frozenset(each.hex() for each in passes),
        plate=str(plate),
        containers={str(number): size for number, size in containers},
        opens=_time(opens),
        closes=_time(closes),
    )


def _time(seconds: object) -> datetime:
    if not isinstance(seconds, int):
        raise TypeError(seconds)
    return datetime.fromtimestamp(seconds, UTC)
