"""PLATE: the plate that was seen against the one that was booked."""

from gate_service.domain.decisions import Reason, RuleCode
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.findings import passes, read_by, refers, skips, stops
from gate_service.domain.seen import SeenPlate
from vision.identifiers import confusable, edit_distance


def plate(case: Case) -> Reason:
    """PASS the booked plate read credibly, REFER doubt, STOP another plate.

    A syntax as wide as Germany's makes no reading certain; that it is the booked
    plate, letter by letter, makes it so. Another plate STOPs only when certain.
    A trailer may carry a plate of its own: one plate that is the booked one is
    enough, and a doubtful one beside others is doubt, not another plate. The plate
    of the declared trailer says nothing of the truck's.
    """
    if case.appointment is None:
        return skips(RuleCode.PLATE, "no_appointment")
    trailer = case.appointment.trailer
    seen = tuple(each for each in case.passage.plates if each.text != trailer)
    if not seen:
        return refers(RuleCode.PLATE, "plate_unread")
    return _compared(case, case.appointment.plate, seen)


def _compared(case: Case, booked: str, seen: tuple[SeenPlate, ...]) -> Reason:
    rule = RuleCode.PLATE
    detail = f"{', '.join(each.text for each in seen)}, booked {booked}"
    same = [each for each in seen if each.text == booked]
    if read := [each for each in same if credible(case, each)]:
        return passes(rule, "plate_matches", read_by(booked, read[0].by))
    if same:
        return refers(rule, "plate_uncertain", detail)
    if any(near(each.text, booked) for each in seen):
        return refers(rule, "plate_near", detail)
    if not all(sure(case, each) for each in seen):
        return refers(rule, "plate_uncertain", detail)
    return stops(rule, "plate_differs", detail)


def near(one: str, other: str) -> bool:
    """Whether two plates differ by one edit, or by characters that look alike.

    >>> near("AB12CDE", "A812CDE"), near("OI23", "0123"), near("AB12CDE", "XY99ZZZ")
    (True, True, False)
    """
    if edit_distance(one, other) <= 1:
        return True
    return len(one) == len(other) and all(
        a == b or confusable(a, b) for a, b in zip(one, other, strict=True)
    )


def credible(case: Case, seen: SeenPlate) -> bool:
    """Whether a reading counts where it is what was expected."""
    return seen.confidence >= case.rules.plate_confidence


def sure(case: Case, seen: SeenPlate) -> bool:
    """Whether a reading counts against the truck."""
    return seen.status == "certain" and credible(case, seen)
