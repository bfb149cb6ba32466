"""TRAILER: the trailer's plate that was seen against the one that was declared."""

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, refers, skips, stops
from gate_service.domain.rules.plates import credible, near, sure
from gate_service.domain.seen import SeenPlate
from gate_service.domain.sensors import Instrument
from gate_service.domain.visits import Appointment
from vision.identifiers import normalise_plate

_RULE = RuleCode.TRAILER


def trailer(case: Case) -> Reason:
    """PASS the declared trailer, by plate or tag; REFER doubt; STOP another one.

    Whatever is not the truck's own plate may be the trailer's, once the truck's has
    been seen: before that, one strange plate is PLATE's to judge.
    """
    booked = case.appointment
    if booked is None:
        return skips(_RULE, "no_appointment")
    if booked.trailer is None:
        return skips(_RULE, "no_trailer_declared")
    tags = {normalise_plate(m.text or "") for m in case.told(Instrument.RFID)}
    if booked.trailer in tags:
        return passes(_RULE, "trailer_tag_matches", booked.trailer)
    return _compared(case, booked, booked.trailer)


def _compared(case: Case, booked: Appointment, declared: str) -> Reason:
    others = [each for each in case.passage.plates if each.text != booked.plate]
    detail = f"{', '.join(each.text for each in others)}, declared {declared}"
    same = [each for each in others if each.text == declared]
    if any(credible(case, each) for each in same):
        return passes(_RULE, "trailer_matches", declared)
    if same:
        return refers(_RULE, "trailer_uncertain", detail)
    if any(near(each.text, declared) for each in others):
        return refers(_RULE, "trailer_near", detail)
    return _strange(case, _not_the_trucks(case, booked), detail)


def _not_the_trucks(case: Case, booked: Appointment) -> list[SeenPlate]:
    """Give the plates that only a trailer can carry."""
    plates = case.passage.plates
    others = [each for each in plates if not near(each.text, booked.plate)]
    return others if len(others) < len(plates) else []


def _strange(case: Case, others: list[SeenPlate], detail: str) -> Reason:
    if not others and not case.lane.reads_trailers:
        return skips(_RULE, "trailers_not_read_here")
    if not others:
        return refers(_RULE, "trailer_unread", detail)
    if not all(sure(case, each) for each in others):
        return refers(_RULE, "trailer_uncertain", detail)
    return stops(_RULE, "trailer_differs", detail)
