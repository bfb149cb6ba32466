"""Short ways for a rule to say what it found."""

from collections.abc import Iterable
from dataclasses import replace

from gate_service.domain.decisions import Outcome, Reason, ReferTarget, RuleCode


def passes(rule: RuleCode, code: str, detail: str = "") -> Reason:
    """Say that nothing stands against the truck."""
    return Reason(rule=rule, outcome=Outcome.PASS, code=code, detail=detail)


def refers(
    rule: RuleCode, code: str, detail: str = "", to: ReferTarget = ReferTarget.CLERK
) -> Reason:
    """Say that a person must look, and where."""
    return Reason(rule=rule, outcome=Outcome.REFER, code=code, detail=detail, target=to)


def stops(rule: RuleCode, code: str, detail: str = "") -> Reason:
    """Say that the truck must not pass."""
    return Reason(rule=rule, outcome=Outcome.STOP, code=code, detail=detail)


def skips(rule: RuleCode, code: str, detail: str = "") -> Reason:
    """Say that the rule has nothing to judge here, and why."""
    return Reason(rule=rule, outcome=Outcome.NOT_APPLICABLE, code=code, detail=detail)


def worst(found: Iterable[Reason], otherwise: Reason) -> Reason:
    """Give the gravest objection of *found*, with the details of all as grave.

    Without an objection it is *otherwise*.
    """
    listed = tuple(found)
    for outcome in (Outcome.STOP, Outcome.REFER):
        objections = [each for each in listed if each.outcome is outcome]
        if objections:
            said = (f"{each.code}: {each.detail}" for each in objections)
            return replace(objections[0], detail="; ".join(said))
    return otherwise


def read_by(text: str, by: str | None) -> str:
    """Word what was read; *by* names the clerk who read it, None a camera."""
    return text if by is None else f"{text}, read by {by}"
