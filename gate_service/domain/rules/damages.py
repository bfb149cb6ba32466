"""DAMAGE: what inspections and damage cameras found on the containers."""

from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops, worst
from gate_service.domain.sensors import Instrument, Measured

_RULE = RuleCode.DAMAGE
_GRAVE = {
    "doors-open": "doors_open",
    "structural": "damage_structural",
    "leak": "damage_leak",
}


def damage(case: Case) -> Reason:
    """REFER medium damage, or none looked for; STOP open doors, structure, leaks."""
    if not case.asks(Instrument.DAMAGE):
        return skips(_RULE, "no_damage_reader")
    told = case.told(Instrument.DAMAGE)
    if not told and not case.expected and not case.passage.containers:
        return skips(_RULE, "no_container")
    if not told:
        return refers(_RULE, "damage_unread", to=ReferTarget.INSPECTION)
    return worst(map(_judged, told), passes(_RULE, "no_damage"))


def _judged(told: Measured) -> Reason:
    where = ", ".join(filter(None, (told.container, told.side, f"by {told.sensor}")))
    if told.state in _GRAVE:
        return stops(_RULE, _GRAVE[told.state], where)
    if told.state in {"none", "light"}:
        return passes(_RULE, "no_damage", where)
    return refers(_RULE, "damage_medium", where, ReferTarget.INSPECTION)
