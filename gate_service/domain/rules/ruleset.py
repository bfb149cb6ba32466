"""Every threshold and mode that the rules go by."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode

_DAY = 86400.0


def _no_modes() -> Mapping[RuleCode, RuleMode]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Thresholds, times in seconds, masses in kilograms, and modes.

    A rule not in ``modes`` is live. ``refer_limits`` says how long a referred truck
    may take to its target; a target not named has ``refer_limit``. What is None is
    not asked for at this site. docs/rules.md says what each of them does.
    """

    version: str = "1"
    modes: Mapping[RuleCode, RuleMode] = field(default_factory=_no_modes)
    window_grace: float = 1800.0
    pass_grace: float = 300.0
    plate_confidence: float = 0.8
    container_confidence: float = 0.6
    refer_limit: float = 1800.0
    refer_limits: Mapping[ReferTarget, float] = field(
        default_factory=lambda: MappingProxyType({})
    )
    rights_required: bool = False
    seal_required: bool = True
    elock_required: bool = True
    placard_sides: tuple[str, ...] = ("left", "right", "rear")
    vgm_required: bool = False
    weight_tolerance: float = 0.05
    tare_least: float = 10_000.0
    tare_most: float = 22_000.0
    empty_most: float = 6_000.0
    gross_limit: float = 44_000.0
    axle_limit: float = 11_500.0
    driver_required: bool = False
    induction_days: float | None = None
    inside_stale_after: float = _DAY
    yard_stale_after: float | None = None

    def mode(self, rule: RuleCode) -> RuleMode:
        """Give the mode of *rule*."""
        return self.modes.get(rule, RuleMode.LIVE)

    def limit(self, target: ReferTarget) -> float:
        """Seconds that a truck referred to *target* may take."""
        return self.refer_limits.get(target, self.refer_limit)


def thresholds(rules: RuleSet) -> dict[str, Any]:
    """Give every field of *rules* as plain JSON values, modes and limits in full."""
    plain = {each.name: getattr(rules, each.name) for each in fields(rules)}
    return plain | {
        "modes": {str(code): str(rules.mode(code)) for code in RuleCode},
        "refer_limits": {str(to): rules.limit(to) for to in ReferTarget},
    }


def fingerprint(rules: RuleSet) -> str:
    """SHA-256 of the whole rule set, to be stored with each decision."""
    body = json.dumps(thresholds(rules), sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
