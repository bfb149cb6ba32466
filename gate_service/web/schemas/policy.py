"""The policy in force, on the wire."""

from collections.abc import Mapping

from gate_service.domain.decisions import RuleCode, RuleMode
from gate_service.domain.rules.ruleset import RuleSet, fingerprint, thresholds
from gate_service.web.schemas.base import Answered, example


class PolicyAnswer(Answered):
    """Version and hash as they stand beside each decision, modes and thresholds."""

    model_config = example(
        version="2026-05",
        hash=64 * "a",
        modes={"WEIGHT": "advisory"},
        thresholds={"weight_tolerance": 0.05},
    )

    version: str
    hash: str
    modes: Mapping[RuleCode, RuleMode]
    thresholds: Mapping[str, object]

    @classmethod
    def of(cls, rules: RuleSet) -> "PolicyAnswer":
        """Return *rules* in full."""
        told = thresholds(rules)
        return cls(
            version=told.pop("version"),
            hash=fingerprint(rules),
            modes=told.pop("modes"),
            thresholds=told,
        )
