"""Thresholds and modes of the rules, in the site file or in a policy file."""

from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from gate_service.domain.decisions import ReferTarget, RuleCode, RuleMode
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.sections.base import Seconds, Section, Share

Kilograms = Annotated[float, Field(gt=0, le=200_000)]
Side = Literal["left", "right", "front", "rear", "top"]


class Rules(Section):
    """Thresholds and modes of the rules. Times in seconds, masses in kilograms."""

    version: str = Field(default="1", min_length=1, max_length=64)
    modes: dict[RuleCode, RuleMode] = Field(default_factory=dict)
    window_grace: Seconds = 1800.0
    pass_grace: Seconds = 300.0
    plate_confidence: Share = 0.8
    container_confidence: Share = 0.6
    refer_limit: Seconds = 1800.0
    refer_limits: dict[ReferTarget, Seconds] = Field(default_factory=dict)
    rights_required: bool = False
    seal_required: bool = True
    elock_required: bool = True
    placard_sides: tuple[Side, ...] = ("left", "right", "rear")
    vgm_required: bool = False
    weight_tolerance: Share = 0.05
    tare_least: Kilograms = 10_000.0
    tare_most: Kilograms = 22_000.0
    empty_most: Kilograms = 6_000.0
    gross_limit: Kilograms = 44_000.0
    axle_limit: Kilograms = 11_500.0
    driver_required: bool = False
    induction_days: float | None = Field(default=None, gt=0, le=36500)
    inside_stale_after: Seconds = 86400.0
    yard_stale_after: Seconds | None = None

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        """Refuse masses that no truck could have."""
        faults = {
            "tare_least is above tare_most": self.tare_least > self.tare_most,
            "gross_limit is below tare_least": self.gross_limit < self.tare_least,
            "axle_limit is above gross_limit": self.axle_limit > self.gross_limit,
        }
        if told := [fault for fault, found in faults.items() if found]:
            raise ValueError("; ".join(told))
        return self


class Policy(Rules):
    """A policy file: the same in a file of its own, which says its version."""

    version: str = Field(min_length=1, max_length=64)


def rules_of(rules: Rules) -> RuleSet:
    """Give the rule set."""
    told = rules.model_dump() | {
        "modes": MappingProxyType(rules.modes),
        "refer_limits": MappingProxyType(rules.refer_limits),
    }
    return RuleSet(**told)
