"""Whether a decision only lacks what an instrument is about to tell."""

from gate_service.domain.decisions import Decision, RuleMode

_UNTOLD = frozenset(
    {"seal_unread", "elock_unread", "placard_side_unread"}
    | {"weight_unread", "damage_unread"}
)


def awaits_instruments(decision: Decision) -> bool:
    """Whether all that speaks against GO is that instruments have not told yet."""
    codes = {r.code for r in decision.objections if r.mode is RuleMode.LIVE}
    return bool(codes) and codes <= _UNTOLD
