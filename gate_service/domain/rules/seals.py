"""SEAL and ELOCK: what closes the doors, against what was declared."""

from collections.abc import Iterator

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst
from gate_service.domain.sensors import Instrument, Measured
from gate_service.domain.visits import ExpectedContainer


def seal(case: Case) -> Reason:
    """REFER a seal unread or not declared; STOP one that is broken or differs."""
    rule, boxes = RuleCode.SEAL, case.expected or ()
    if not case.asks(Instrument.SEAL):
        return skips(rule, "no_seal_reader")
    told = case.told(Instrument.SEAL)
    if not boxes and not told:
        return skips(rule, "no_container")
    found = [*_broken(told), *_unlike(case, told), *_unread(case, boxes)]
    return worst(found, passes(rule, "seals_match"))


def _broken(told: tuple[Measured, ...]) -> Iterator[Reason]:
    for each in told:
        if each.state in {"broken", "missing"}:
            yield stops(RuleCode.SEAL, "seal_broken", _where(each))


def _unlike(case: Case, told: tuple[Measured, ...]) -> Iterator[Reason]:
    """Judge seals that nobody declared: beside one that is absent, it differs."""
    absent = _declared(case, None) - _texts(case)
    for each in told:
        if each.text and clean(each.text) not in _declared(case, each.container):
            differs = absent or _swapped(case, each)
            say, code = (stops, "seal_differs") if differs else (refers, "seal_unknown")
            yield say(RuleCode.SEAL, code, _where(each))


def _swapped(case: Case, told: Measured) -> bool:
    """Whether that seal was declared of another container."""
    return clean(told.text or "") in _declared(case, None)


def _unread(case: Case, boxes: tuple[ExpectedContainer, ...]) -> Iterator[Reason]:
    texts = _texts(case)
    for box in boxes:
        absent = [each for each in box.seals if clean(each) not in texts]
        if absent:
            yield refers(RuleCode.SEAL, "seal_unread", f"{box.number}: {absent[0]}")
        elif _needs_seal(case, box) and not texts:
            yield refers(RuleCode.SEAL, "seal_unread", box.number)


def _needs_seal(case: Case, box: ExpectedContainer) -> bool:
    """Whether a container of which no seal was declared must show one all the same."""
    return case.rules.seal_required and not box.seals and not box.empty


def elock(case: Case) -> Reason:
    """REFER a lock that was not read; STOP one that is open, broken or another.

    A container that carries an electronic lock names its number among its seals.
    """
    rule = RuleCode.ELOCK
    boxes = [each for each in case.expected or () if not each.empty]
    if not case.asks(Instrument.E_LOCK):
        return skips(rule, "no_lock_reader")
    told = case.told(Instrument.E_LOCK)
    if not told and not (boxes and case.rules.elock_required):
        return skips(rule, "no_lock")
    found = [_lock(case, each) for each in told]
    if case.rules.elock_required and len(told) < len(boxes):
        found.append(refers(rule, "elock_unread", f"{len(told)} of {len(boxes)} told"))
    return worst(found, passes(rule, "locks_closed"))


def _lock(case: Case, told: Measured) -> Reason:
    rule, declared = RuleCode.ELOCK, _declared(case, told.container)
    if told.state == "open":
        return stops(rule, "elock_open", _where(told))
    if told.state == "tampered":
        return stops(rule, "elock_broken", _where(told))
    if told.state != "locked" or not told.text:
        return refers(rule, "elock_unread", _where(told))
    if clean(told.text) in declared:
        return passes(rule, "lock_closed", _where(told))
    if declared:
        return stops(rule, "elock_differs", _where(told))
    return refers(rule, "elock_unknown", _where(told))


def _declared(case: Case, container: str | None) -> set[str]:
    """Give the seals declared of one container; of all where it is not known which."""
    boxes = case.expected or ()
    its = [each for each in boxes if each.number == container] or boxes
    return {clean(text) for each in its for text in each.seals}


def _texts(case: Case) -> set[str]:
    told = (*case.told(Instrument.SEAL), *case.told(Instrument.E_LOCK))
    return {clean(each.text) for each in told if each.text}


def clean(text: str) -> str:
    """Reduce a seal's number to its letters and digits.

    >>> clean("ml-cn 00123 ")
    'MLCN00123'
    """
    return "".join(each for each in text.upper() if each.isalnum())


def _where(told: Measured) -> str:
    of = f" of {told.container}" if told.container else ""
    return f"{told.text or told.state or 'nothing'}{of}, by {told.sensor}"
