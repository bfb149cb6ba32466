"""What holds of all rules whatever is told: properties, not examples."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.judgements import Judgement
from gate_service.domain.measuring import FORMS, PLACARDS, SIDES, report_faults
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.decide import RULES, decide
from gate_service.domain.sensors import FAULT, Instrument, Measured, ReadingId
from gate_service.domain.visits import Direction
from tests.support.cases import GOOD, LEAVING, announced, equipped, told
from tests.support.gates import BOX, LANE, NOON, OTHER_BOX

KILOGRAMS = st.none() | st.floats(1, 200_000)
TEXTS = st.none() | st.sampled_from([*sorted(PLACARDS), "ML-123", "AB12CDE", ""])


@st.composite
def reports(draw: st.DrawFn) -> Measured:
    """Make any report, sensible or not, of any instrument."""
    instrument = draw(st.sampled_from(Instrument))
    states = (None, FAULT, "odd", *FORMS[instrument].states)
    return Measured(
        id=ReadingId(draw(st.text(min_size=1, max_size=8))),
        lane=LANE,
        instrument=instrument,
        sensor=draw(st.sampled_from(["one", "two"])),
        at=NOON + timedelta(seconds=draw(st.integers(0, 5))),
        container=draw(st.sampled_from([None, BOX, OTHER_BOX])),
        kilograms=draw(KILOGRAMS),
        axles=tuple(draw(st.lists(st.floats(1, 40_000), max_size=6))),
        text=draw(TEXTS),
        state=draw(st.sampled_from(states)),
        side=draw(st.sampled_from([None, *SIDES])),
    )


CASES = st.sampled_from([GOOD, LEAVING, announced(), replace(GOOD, appointment=None)])
PATIENT = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
"""Time is no promise of these tests: machines are busy."""
LANES = st.frozensets(st.sampled_from(Instrument))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Make a case in which instruments tell anything."""
    case = told(*draw(st.lists(reports(), max_size=5)), case=draw(CASES))
    return equipped(*draw(LANES), case=case)


@PATIENT
@given(cases())
def test_every_rule_answers_whatever_instruments_tell(case: Case) -> None:
    decision = decide(case)

    assert [reason.rule for reason in decision.reasons] == list(RuleCode)
    assert (decision.verdict is Verdict.STOP) == any(
        reason.outcome is Outcome.STOP for reason in decision.reasons
    )


@PATIENT
@given(cases())
def test_every_objection_has_a_detail_or_speaks_for_itself(case: Case) -> None:
    for reason in decide(case).objections:
        assert reason.code
        assert "None" not in reason.detail


@PATIENT
@given(cases(), st.sampled_from([i for i in Instrument if FORMS[i].needs]))
def test_an_instrument_that_breaks_never_lets_a_truck_go(
    case: Case, instrument: Instrument
) -> None:
    broken = Measured(
        id=ReadingId("broken"),
        lane=LANE,
        instrument=instrument,
        sensor="one",
        at=NOON + timedelta(seconds=9),
        state=FAULT,
    )
    after = replace(case, measured=(*case.measured, broken))

    assert decide(after).verdict is not Verdict.GO


@PATIENT
@given(cases())
def test_what_is_kept_of_a_case_decides_alike(case: Case) -> None:
    decision = decide(case)

    assert decide(Judgement.of(case, decision).case) == decision


@PATIENT
@given(reports())
def test_faults_point_at_fields_of_the_report(report: Measured) -> None:
    for fault in report_faults(report, NOON):
        assert hasattr(report, fault.field)
        assert fault.message


@PATIENT
@given(cases())
def test_the_yard_and_the_driver_keep_nobody_inside(case: Case) -> None:
    lane = replace(case.lane, direction=Direction.OUT)
    out = replace(case, lane=lane)

    for rule in (RuleCode.YARD, RuleCode.DRIVER, RuleCode.WINDOW):
        assert RULES[rule](out).outcome is Outcome.NOT_APPLICABLE
