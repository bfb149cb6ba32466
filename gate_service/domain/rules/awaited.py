"""What speaks against a decision, and whether it only lacks an instrument's word."""

from gate_service.domain.decisions import Decision, Outcome, RuleCode, RuleMode

_UNTOLD = frozenset(
    {"seal_unread", "elock_unread", "placard_side_unread"}
    | {"weight_unread", "damage_unread"}
)


def against(decision: Decision) -> frozenset[tuple[RuleCode, Outcome, str]]:
    """Give the objections that count, by rule, outcome and code."""
    return frozenset(
        (each.rule, each.outcome, each.code)
        for each in decision.objections
        if each.mode is RuleMode.LIVE
    )


def awaits_instruments(decision: Decision) -> bool:
    """Whether all that speaks against GO is that instruments have not told yet."""
    codes = {code for _, _, code in against(decision)}
    return bool(codes) and codes <= _UNTOLD
