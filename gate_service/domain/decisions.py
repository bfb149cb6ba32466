"""Decision, outcome and the coded reasons that rules give."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What one rule says of one visit."""

    PASS = "PASS"  # noqa: S105 - an outcome, not a password
    REFER = "REFER"
    STOP = "STOP"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Verdict(StrEnum):
    """What the gate says to the driver: the worst outcome of all rules."""

    GO = "GO"
    REFER = "REFER"
    STOP = "STOP"


class RuleCode(StrEnum):
    """The rules, in the order in which a clerk works through them."""

    CREDENTIAL = "CREDENTIAL"
    REPLAY = "REPLAY"
    APPOINTMENT = "APPOINTMENT"
    WINDOW = "WINDOW"
    PLATE = "PLATE"
    TRAILER = "TRAILER"
    CONTAINER_SET = "CONTAINER_SET"
    CUSTOMS = "CUSTOMS"
    COMMERCIAL = "COMMERCIAL"
    RIGHT = "RIGHT"
    SEAL = "SEAL"
    ELOCK = "ELOCK"
    DANGEROUS_GOODS = "DANGEROUS_GOODS"
    WEIGHT = "WEIGHT"
    DAMAGE = "DAMAGE"
    DRIVER = "DRIVER"
    WATCHLIST = "WATCHLIST"
    DUPLICATE = "DUPLICATE"
    LANE = "LANE"
    SENSOR = "SENSOR"
    YARD = "YARD"


class RuleMode(StrEnum):
    """Whether a rule's outcome counts: shadow records, advisory shows, live decides."""

    SHADOW = "shadow"
    ADVISORY = "advisory"
    LIVE = "live"


class ReferTarget(StrEnum):
    """Where a referred truck goes."""

    CLERK = "clerk"
    SCAN = "scan"
    INSPECTION = "inspection"
    WAITING_AREA = "waiting_area"
    OTHER_LANE = "other_lane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule's outcome with its code, worded per language at the edge.

    ``code`` is a stable lower-case key such as ``container_one_off``.
    ``detail`` is for clerks and officers. A ``silent`` reason never reaches the driver.
    """

    rule: RuleCode
    outcome: Outcome
    code: str
    detail: str = ""
    silent: bool = False
    mode: RuleMode = RuleMode.LIVE
    target: ReferTarget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """GO, REFER or STOP with every rule's reason, the passes included.

    ``target`` and ``until`` say where a referred truck goes and by when. ``by`` names
    the persons who decided, on ``grounds``; empty where the rules did.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    at: datetime
    rules_version: str
    rules_hash: str
    target: ReferTarget | None = None
    until: datetime | None = None
    by: tuple[str, ...] = ()
    grounds: str | None = None

    @property
    def objections(self) -> tuple[Reason, ...]:
        """The reasons that say REFER or STOP, whatever their mode."""
        return tuple(
            r for r in self.reasons if r.outcome in {Outcome.REFER, Outcome.STOP}
        )

    @property
    def shown_to_driver(self) -> tuple[Reason, ...]:
        """The live objections that are not silent."""
        return tuple(
            r for r in self.objections if not r.silent and r.mode is RuleMode.LIVE
        )
