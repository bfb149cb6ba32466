"""What lanes that decide alone report, and what became of it."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gate_service.domain import lane_events as domain
from gate_service.domain.decisions import Verdict
from gate_service.domain.visits import PassageId
from gate_service.web.schemas.base import Answered, Asked, At, Digest, Id, example

_PASSAGE = "0197f2b4-5a00-7000-8000-1d2c3b4a5f60"
_COMMAND = "alone-0197f2b4-7c00-7000-8000-2f6d8a1b3c4d"
_CODE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
Why = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class OfflineData(Asked):
    """From here on the lane decides alone, by that bundle or without one."""

    model_config = example(bundle="5f1d2c3b4a596877", since="2026-05-04T08:10:00Z")

    bundle: Id | None
    since: At

    def report(self) -> domain.WentAlone:
        """Return the domain's noun."""
        return domain.WentAlone(self.bundle, self.since)


class DecidedData(Asked):
    """What the lane decided; ``code`` is the SHA-256 of what the driver showed."""

    model_config = example(
        passage=_PASSAGE,
        bundle="5f1d2c3b4a596877",
        verdict="GO",
        reasons=["on_allow_list"],
        code=_CODE,
        command=_COMMAND,
    )

    passage: Id
    bundle: Id | None
    verdict: Literal[Verdict.GO, Verdict.REFER]
    reasons: list[Why] = Field(max_length=20)
    code: Digest | None
    command: Id | None = None

    def report(self) -> domain.DecidedAlone:
        """Return the domain's noun."""
        return domain.DecidedAlone(
            passage=PassageId(self.passage),
            bundle=self.bundle,
            verdict=self.verdict,
            reasons=tuple(self.reasons),
            code=self.code,
            command=self.command,
        )


class OnlineData(Asked):
    """The gate decides again; what the lane had let go and not opened for."""

    model_config = example(withdrawn=[_PASSAGE])

    withdrawn: list[Id] = Field(default=[], max_length=10)

    def report(self) -> domain.CameBack:
        """Return the domain's noun."""
        return domain.CameBack(tuple(PassageId(each) for each in self.withdrawn))


class LaneDecisionAnswer(Answered):
    """What a lane decided of one passage alone.

    ``against`` is what the gate had said of the truck before. ``twice`` names other
    visits that used the same code. ``opened``: the barrier moved on it.
    """

    model_config = example(
        passage=_PASSAGE,
        lane="lane-1",
        at="2026-05-04T08:15:02Z",
        verdict="GO",
        reasons=["on_allow_list"],
        bundle="5f1d2c3b4a596877",
        opened=True,
        withdrawn=False,
        visit="0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
        against=None,
        twice=[],
    )

    passage: str
    lane: str
    at: datetime
    verdict: Verdict
    reasons: list[str]
    bundle: str | None
    opened: bool
    withdrawn: bool
    visit: str | None
    against: Verdict | None
    twice: list[str]
