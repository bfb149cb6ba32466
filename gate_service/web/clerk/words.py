"""The driver's words, said of the driver: what an objection means to a clerk."""

from gate_service.domain.decisions import Reason
from gate_service.web.texts import DEFAULT, wordings

_SAID = (
    ("You are", "The truck is"),
    ("Your truck", "The truck"),
    ("Your", "The"),
)


def worded(reason: Reason) -> str:
    """Word what a rule objects to; a code without words is its own word.

    >>> from gate_service.domain.decisions import Outcome, RuleCode
    >>> worded(Reason(rule=RuleCode.PLATE, outcome=Outcome.STOP, code="plate_differs"))
    'The plate is not the one booked.'
    """
    text = wordings()[DEFAULT].texts.get(f"reason.{reason.code}")
    if text is None or reason.silent:
        return f"{reason.code.replace('_', ' ').capitalize()}."
    first = text.split(". ")[0].rstrip(".")
    for told, said in _SAID:
        if first.startswith(f"{told} "):
            first = said + first.removeprefix(told)
            break
    return f"{first}."
