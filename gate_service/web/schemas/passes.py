"""Codes shown at a lane, clearance passes, and what verifies them offline."""

from datetime import datetime
from typing import Literal

from gate_service.domain.decisions import Verdict
from gate_service.domain.passes import PublicKey
from gate_service.web.schemas.base import Answered, Asked, LaneId, Text, example

_PASS = "QG1:6BF%70Q90T9WTWGVLK-49NJ3B0J$OC0CKC64"  # noqa: S105 - an example


class CodeBody(Asked):
    """An arrival code or a clearance pass as it was scanned or typed."""

    model_config = example(text="QGA7K2M9P4RXT3W")

    text: Text


class PassBody(Asked):
    """A clearance pass and, to have it checked, the lane where it is shown."""

    model_config = example(text=_PASS, lane="lane-1")

    text: Text
    lane: LaneId | None = None


class SpentPassBody(Asked):
    """A clearance pass to be spent at a lane."""

    model_config = example(text=_PASS, lane="lane-1")

    text: Text
    lane: LaneId


class ClaimsAnswer(Answered):
    """What a clearance pass claims."""

    model_config = example(
        id="5f1d2c3b4a596877",
        plate="AB12CDE",
        containers=["CSQU3054383"],
        lane="lane-1",
        verdict="GO",
        expires="2026-05-04T08:45:00Z",
    )

    id: str
    plate: str
    containers: list[str]
    lane: str
    verdict: Verdict
    expires: datetime


class JwkAnswer(Answered):
    """A public key as a JSON Web Key (RFC 8037)."""

    model_config = example(
        kid="2026-05",
        kty="OKP",
        crv="Ed25519",
        x="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        alg="EdDSA",
        use="sig",
    )

    kid: str
    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: str
    alg: Literal["EdDSA"] = "EdDSA"
    use: Literal["sig"] = "sig"


class KeySetAnswer(Answered):
    """The keys that clearance passes are verified with (RFC 7517)."""

    model_config = example(
        keys=[
            {
                "kid": "2026-05",
                "kty": "OKP",
                "crv": "Ed25519",
                "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            }
        ]
    )

    keys: list[JwkAnswer]

    @classmethod
    def of(cls, keys: tuple[PublicKey, ...]) -> "KeySetAnswer":
        """Return the set of *keys*."""
        return cls(
            keys=[JwkAnswer.model_validate({**k.jwk, "kid": k.kid}) for k in keys]
        )


class StatusListAnswer(Answered):
    """The signed list of revoked passes that have not expired (``QGS1:``)."""

    model_config = example(text="QGS1:6BFN%70Q90T9WTWGVLK-49NJ3B0J$OC0CKC64")

    text: str
