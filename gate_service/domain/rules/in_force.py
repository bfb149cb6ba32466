"""The rule set in force: one value, changed whole, for whoever judges at the moment."""

from gate_service.domain.rules.ruleset import RuleSet


class InForce:
    """Holds the rule set that the next decision goes by; safe from any thread."""

    def __init__(self, rules: RuleSet) -> None:
        """Begin with *rules*."""
        self._rules = rules

    @property
    def rules(self) -> RuleSet:
        """The rule set in force now."""
        return self._rules

    def change(self, rules: RuleSet) -> RuleSet:
        """Put *rules* in force and give those before."""
        before, self._rules = self._rules, rules
        return before
