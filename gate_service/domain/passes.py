"""The clearance pass: what its QR says and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import PassError
from gate_service.domain.visits import LaneName, VisitId

PassId = NewType("PassId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassClaims:
    """What a clearance pass claims; no personal data. ``id`` is lower-case hex."""

    id: PassId
    plate: str
    containers: tuple[str, ...]
    lane: LaneName
    verdict: Verdict
    expires: datetime

    def require_unexpired(self, now: datetime) -> None:
        """Refuse with ``PassError("expired")`` from ``expires`` on."""
        if now >= self.expires:
            msg = "this pass has expired"
            raise PassError(code="expired", message=msg)

    def require_lane(self, lane: LaneName | None) -> None:
        """Refuse with ``PassError("other_lane")``; None asks for no lane."""
        if lane is not None and lane != self.lane:
            msg = f"this pass is for lane {self.lane}"
            raise PassError(code="other_lane", message=msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPass:
    """A pass that the gate issued, as text and with its fate."""

    claims: PassClaims
    visit: VisitId
    text: str
    issued: datetime
    spent: datetime | None = None
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A verification key: its id and its public JWK (OKP, Ed25519)."""

    kid: str
    jwk: Mapping[str, str]
