"""Every threshold and mode that the rules go by."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode


def _no_modes() -> Mapping[RuleCode, RuleMode]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Thresholds, times in seconds, and modes; a rule not in ``modes`` is live.

    ``refer_limits`` says how long a referred truck may take to its target;
    a target not named has ``refer_limit``.
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

    def mode(self, rule: RuleCode) -> RuleMode:
        """Give the mode of *rule*."""
        return self.modes.get(rule, RuleMode.LIVE)

    def limit(self, target: ReferTarget) -> float:
        """Seconds that a truck referred to *target* may take."""
        return self.refer_limits.get(target, self.refer_limit)


def fingerprint(rules: RuleSet) -> str:
    """SHA-256 of the whole rule set, to be stored with each decision."""
    body = {
        "version": rules.version,
        "modes": {str(code): str(rules.mode(code)) for code in RuleCode},
        "limits": {str(target): rules.limit(target) for target in ReferTarget},
        "window_grace": rules.window_grace,
        "pass_grace": rules.pass_grace,
        "plate_confidence": rules.plate_confidence,
        "container_confidence": rules.container_confidence,
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
