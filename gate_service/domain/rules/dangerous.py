"""DANGEROUS_GOODS: the placards that were seen against the classes declared."""

from collections.abc import Iterator

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst
from gate_service.domain.sensors import Instrument

_RULE = RuleCode.DANGEROUS_GOODS


def dangerous_goods(case: Case) -> Reason:
    """REFER a side unread or a placard missing; STOP a class nobody declared."""
    if not case.asks(Instrument.PLACARD):
        return skips(_RULE, "no_placard_reader")
    if not case.expected and not case.told(Instrument.PLACARD):
        return skips(_RULE, "no_container")
    declared = _declared(case)
    return worst(_findings(case, declared), _agreed(declared))


def _agreed(declared: set[str]) -> Reason:
    if not declared:
        return passes(_RULE, "no_placards")
    return passes(_RULE, "placards_match", ", ".join(sorted(declared)))


def _findings(case: Case, declared: set[str]) -> Iterator[Reason]:
    seen = {each.text for each in case.told(Instrument.PLACARD) if each.text}
    for imdg in sorted(seen):
        if not any(_same(imdg, each) for each in declared):
            yield stops(_RULE, "dangerous_undeclared", f"class {imdg}")
    unread = _unread(case) if case.expected else []
    if unread:
        yield refers(_RULE, "placard_side_unread", ", ".join(unread))
        return
    for imdg in sorted(declared):
        if not any(_same(each, imdg) for each in seen):
            yield refers(_RULE, "placard_missing", f"class {imdg}")


def _declared(case: Case) -> set[str]:
    return {goods.imdg for box in case.expected or () for goods in box.dangerous}


def _unread(case: Case) -> list[str]:
    """Give the sides of which nobody knows whether a placard is there."""
    read = {
        each.side
        for each in case.told(Instrument.PLACARD)
        if each.text or each.state == "clear"
    }
    return [side for side in case.rules.placard_sides if side not in read]


def _same(seen: str, declared: str) -> bool:
    """Whether a placard shows that class; many show it without its division.

    >>> _same("2.1", "2.1"), _same("2", "2.1"), _same("2.3", "2.1")
    (True, True, False)
    """
    return seen == declared or declared.startswith(f"{seen}.")
