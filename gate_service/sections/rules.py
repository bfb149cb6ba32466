"""Thresholds and modes of the rules, in the site file."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.sections.base import Seconds, Section, Share


class Rules(Section):
    """Thresholds and modes of the rules. Times in seconds."""

    version: str = "1"
    modes: dict[RuleCode, RuleMode] = Field(default_factory=dict)
    window_grace: Seconds = 1800.0
    pass_grace: Seconds = 300.0
    plate_confidence: Share = 0.8
    container_confidence: Share = 0.6
    refer_limit: Seconds = 1800.0
    refer_limits: dict[ReferTarget, Seconds] = Field(default_factory=dict)


def rules_of(rules: Rules) -> RuleSet:
    """Give the rule set."""
    modes: Mapping[RuleCode, RuleMode] = MappingProxyType(rules.modes)
    return RuleSet(
        version=rules.version,
        modes=modes,
        window_grace=rules.window_grace,
        pass_grace=rules.pass_grace,
        plate_confidence=rules.plate_confidence,
        container_confidence=rules.container_confidence,
        refer_limit=rules.refer_limit,
        refer_limits=MappingProxyType(rules.refer_limits),
    )
