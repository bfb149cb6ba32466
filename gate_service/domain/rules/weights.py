"""WEIGHT: what the weighbridge says against declared masses and the road's limits."""

from collections.abc import Iterator

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst
from gate_service.domain.sensors import Instrument, Measured

_RULE = RuleCode.WEIGHT


def weight(case: Case) -> Reason:
    """REFER masses that are missing or do not agree; STOP an overload.

    The truck weighs its containers' declared masses (VGM) and, besides, between
    ``tare_least`` and ``tare_most``: tractor, chassis, fuel and driver. An empty
    container, of which no mass is declared, weighs at most ``empty_most``.
    """
    weighed = case.told(Instrument.WEIGHBRIDGE)
    found = [*_declared(case)]
    if weighed:
        found += _weighed(case, weighed[-1])
    elif case.asks(Instrument.WEIGHBRIDGE):
        found.append(refers(_RULE, "weight_unread"))
    elif not found:
        return skips(_RULE, "no_weighbridge")
    return worst(found, passes(_RULE, "weight_in_limits"))


def _declared(case: Case) -> Iterator[Reason]:
    if case.rules.vgm_required and not case.leaving:
        for box in case.expected or ():
            if box.vgm is None and not box.empty:
                yield refers(_RULE, "vgm_missing", box.number)


def _weighed(case: Case, told: Measured) -> Iterator[Reason]:
    axles, total = sum(told.axles), told.kilograms
    gross = axles if total is None else total
    for number, each in enumerate(told.axles, 1):
        if each > case.rules.axle_limit:
            yield stops(_RULE, "axle_overload", f"axle {number}: {each:.0f} kg")
    if gross > case.rules.gross_limit:
        yield stops(_RULE, "gross_overload", f"{gross:.0f} kg")
    if axles and abs(axles - gross) > case.rules.weight_tolerance * gross:
        yield refers(
            _RULE, "weighing_doubtful", f"axles {axles:.0f} kg of {gross:.0f} kg"
        )
    yield from _compared(case, gross)


def _compared(case: Case, gross: float) -> Iterator[Reason]:
    """Compare with what was declared; a mass that was not cannot be compared."""
    boxes, rules = case.expected, case.rules
    if boxes is None or any(box.vgm is None and not box.empty for box in boxes):
        return
    load = sum(box.vgm or 0 for box in boxes)
    empties = sum(box.vgm is None for box in boxes)
    least = load * (1 - rules.weight_tolerance) + rules.tare_least
    most = load * (1 + rules.weight_tolerance) + rules.tare_most
    most += empties * rules.empty_most
    if not least <= gross <= most:
        detail = f"{gross:.0f} kg, declared {load:.0f} kg: {least:.0f} to {most:.0f} kg"
        yield refers(_RULE, "weight_differs", detail)
