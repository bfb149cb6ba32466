"""What instruments tell of the cargo: every outcome, one row each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gate_service.domain.decisions import Outcome, ReferTarget
from gate_service.domain.rules.case import Case
from gate_service.domain.rules.damages import damage
from gate_service.domain.sensors import Instrument, Measured
from gate_service.domain.visits import DangerousGoods, ExpectedContainer
from tests.support.cases import (
    GOOD,
    LEAVING,
    PASSAGE,
    announced,
    booked,
    equipped,
    judged,
    measured,
    ruled,
    told,
)
from tests.support.gates import BOX, NOON, OTHER_BOX

P, R, S, N = Outcome.PASS, Outcome.REFER, Outcome.STOP, Outcome.NOT_APPLICABLE
SEALED = announced(ExpectedContainer(BOX, "22G1", seals=("ML-123",)))
TWINS = announced(
    ExpectedContainer(BOX, "22G1", seals=("ML-123",)),
    ExpectedContainer(OTHER_BOX, "22G1", seals=("ML-456",)),
)
ACID = announced(ExpectedContainer(BOX, dangerous=(DangerousGoods("1789", "8"),)))
GAS = announced(ExpectedContainer(BOX, dangerous=(DangerousGoods("1075", "2.1"),)))
HEAVY = announced(ExpectedContainer(BOX, vgm=24_000))
UNLADEN = announced(ExpectedContainer(BOX, "22G1", empty=True))
SIDES = ("left", "right", "rear")
EMPTY = replace(
    booked(containers=()), passage=replace(PASSAGE, containers=(), load=None)
)


def seal(text: str | None = "ml123", **changes: object) -> Measured:
    return measured(Instrument.SEAL, text=text, **changes)


def lock(text: str | None = "ML123", **changes: object) -> Measured:
    values: dict[str, object] = {"state": "locked", "text": text}
    return measured(Instrument.E_LOCK, **{**values, **changes})


def placards(*texts: str | None, case: Case = GOOD) -> Case:
    """Let a camera read one text of each side; None is a side without placard."""
    sides = zip(SIDES, texts, strict=False)
    reports = (
        measured(
            Instrument.PLACARD, side=side, text=text, state=None if text else "clear"
        )
        for side, text in sides
    )
    return equipped(Instrument.PLACARD, case=told(*reports, case=case))


def weighed(*axles: float, case: Case = HEAVY, **changes: object) -> Case:
    return told(measured(Instrument.WEIGHBRIDGE, axles=axles, **changes), case=case)


def harmed(state: str, case: Case = GOOD) -> Case:
    return told(measured(Instrument.DAMAGE, state=state), case=case)


ROWS = [
    ("SEAL", N, "no_seal_reader", SEALED),
    ("SEAL", R, "seal_unread", equipped(Instrument.SEAL, case=SEALED)),
    ("SEAL", R, "seal_unread", equipped(Instrument.SEAL)),
    ("SEAL", P, "seals_match", ruled(equipped(Instrument.SEAL), seal_required=False)),
    ("SEAL", P, "seals_match", told(seal(), case=SEALED)),
    ("SEAL", R, "seal_unread", told(seal(None, state="intact"), case=SEALED)),
    ("SEAL", S, "seal_broken", told(seal(state="broken"), case=SEALED)),
    ("SEAL", S, "seal_broken", told(seal(None, state="missing"))),
    ("SEAL", S, "seal_differs", told(seal("XX999"), case=SEALED)),
    ("SEAL", R, "seal_unknown", told(seal(), seal("XX999"), case=SEALED)),
    ("SEAL", R, "seal_unknown", told(seal("XX999"))),
    ("SEAL", R, "seal_unread", told(seal(container=BOX), case=TWINS)),
    ("SEAL", P, "seals_match", told(seal(), seal("ML 456"), case=TWINS)),
    (
        "SEAL",
        S,
        "seal_differs",
        told(
            seal("ML456", container=BOX), seal("ML123", container=OTHER_BOX), case=TWINS
        ),
    ),
    ("SEAL", P, "seals_match", told(seal(), lock("ML456"), case=TWINS)),
    ("SEAL", N, "no_container", equipped(Instrument.SEAL, case=EMPTY)),
    (
        "SEAL",
        R,
        "seal_unread",
        equipped(
            Instrument.SEAL,
            case=replace(
                LEAVING,
                appointment=replace(
                    SEALED.appointment,  # type: ignore[type-var]  # it has one
                    leaves_with=(ExpectedContainer(BOX, seals=("ML-123",)),),
                ),
            ),
        ),
    ),
    ("ELOCK", N, "no_lock_reader", SEALED),
    ("ELOCK", R, "elock_unread", equipped(Instrument.E_LOCK, case=SEALED)),
    (
        "ELOCK",
        N,
        "no_lock",
        ruled(equipped(Instrument.E_LOCK), elock_required=False),
    ),
    ("ELOCK", P, "locks_closed", told(lock(), case=SEALED)),
    ("ELOCK", R, "elock_unread", told(lock(), case=TWINS)),
    ("ELOCK", R, "elock_unread", told(lock(None), case=SEALED)),
    ("ELOCK", R, "elock_unread", told(lock(state=None), case=SEALED)),
    ("ELOCK", S, "elock_open", told(lock(state="open"), case=SEALED)),
    ("ELOCK", S, "elock_broken", told(lock(state="tampered"), case=SEALED)),
    ("ELOCK", S, "elock_differs", told(lock("ZZ"), case=SEALED)),
    ("ELOCK", R, "elock_unknown", told(lock("ZZ"))),
    ("DANGEROUS_GOODS", N, "no_placard_reader", ACID),
    ("DANGEROUS_GOODS", R, "placard_side_unread", placards()),
    ("DANGEROUS_GOODS", R, "placard_side_unread", placards("8", "8", case=ACID)),
    ("DANGEROUS_GOODS", P, "no_placards", placards(None, None, None)),
    ("DANGEROUS_GOODS", P, "placards_match", placards("8", "8", "8", case=ACID)),
    ("DANGEROUS_GOODS", P, "placards_match", placards("2", "2", "2", case=GAS)),
    ("DANGEROUS_GOODS", S, "dangerous_undeclared", placards("8")),
    ("DANGEROUS_GOODS", S, "dangerous_undeclared", placards("2.3", case=GAS)),
    ("DANGEROUS_GOODS", S, "dangerous_undeclared", placards("8", case=EMPTY)),
    ("DANGEROUS_GOODS", R, "placard_missing", placards(None, None, None, case=ACID)),
    ("DANGEROUS_GOODS", N, "no_container", placards(case=EMPTY)),
    ("WEIGHT", N, "no_weighbridge", GOOD),
    ("WEIGHT", R, "weight_unread", equipped(Instrument.WEIGHBRIDGE)),
    ("WEIGHT", P, "weight_in_limits", weighed(kilograms=40_000)),
    ("WEIGHT", P, "weight_in_limits", weighed(7000, 11_000, 9000, 9000)),
    ("WEIGHT", R, "weight_differs", weighed(kilograms=32_799)),
    ("WEIGHT", P, "weight_in_limits", weighed(kilograms=32_800)),
    ("WEIGHT", R, "weight_differs", weighed(kilograms=30_000, case=EMPTY)),
    ("WEIGHT", P, "weight_in_limits", weighed(kilograms=15_000, case=EMPTY)),
    ("WEIGHT", P, "weight_in_limits", weighed(kilograms=30_000, case=GOOD)),
    ("WEIGHT", P, "weight_in_limits", weighed(kilograms=28_000, case=UNLADEN)),
    ("WEIGHT", R, "weight_differs", weighed(kilograms=28_001, case=UNLADEN)),
    ("WEIGHT", N, "no_weighbridge", ruled(UNLADEN, vgm_required=True)),
    ("SEAL", P, "seals_match", equipped(Instrument.SEAL, case=UNLADEN)),
    ("ELOCK", N, "no_lock", equipped(Instrument.E_LOCK, case=UNLADEN)),
    ("WEIGHT", S, "gross_overload", weighed(kilograms=44_001)),
    ("WEIGHT", S, "axle_overload", weighed(7000, 11_501, 9000, 9000)),
    ("WEIGHT", R, "weighing_doubtful", weighed(7000, 9000, 9000, kilograms=40_000)),
    ("WEIGHT", R, "vgm_missing", ruled(GOOD, vgm_required=True)),
    ("WEIGHT", P, "weight_in_limits", ruled(weighed(kilograms=4e4), vgm_required=True)),
    ("DAMAGE", N, "no_damage_reader", GOOD),
    ("DAMAGE", R, "damage_unread", equipped(Instrument.DAMAGE)),
    ("DAMAGE", N, "no_container", equipped(Instrument.DAMAGE, case=EMPTY)),
    ("DAMAGE", P, "no_damage", harmed("none")),
    ("DAMAGE", P, "no_damage", harmed("light")),
    ("DAMAGE", R, "damage_medium", harmed("medium")),
    ("DAMAGE", S, "doors_open", harmed("doors-open")),
    ("DAMAGE", S, "damage_structural", harmed("structural")),
    ("DAMAGE", S, "damage_leak", harmed("leak")),
    ("DAMAGE", S, "damage_leak", harmed("leak", case=EMPTY)),
]


@pytest.mark.parametrize(
    ("rule", "outcome", "code", "case"),
    ROWS,
    ids=[f"{row[0]} {row[1]} {row[2]} {n}" for n, row in enumerate(ROWS)],
)
def test_a_rule_says(rule: str, outcome: Outcome, code: str, case: Case) -> None:
    assert judged(rule, case) == (outcome, code)


def test_damage_is_referred_to_inspection() -> None:
    assert damage(harmed("medium")).target is ReferTarget.INSPECTION


def test_a_second_weighing_replaces_the_first() -> None:
    first = measured(Instrument.WEIGHBRIDGE, kilograms=60_000)
    again = replace(first, kilograms=40_000, at=NOON + timedelta(seconds=20))

    assert judged("WEIGHT", told(again, first, case=HEAVY)) == (P, "weight_in_limits")


def test_an_instrument_that_says_it_is_broken_has_told_nothing() -> None:
    broken = told(measured(Instrument.WEIGHBRIDGE, state="fault"))
    case = equipped(Instrument.WEIGHBRIDGE, case=broken)

    assert judged("WEIGHT", case) == (R, "weight_unread")
    assert judged("SENSOR", case) == (R, "instrument_faulty")


def test_an_instrument_that_works_again_is_no_longer_faulty() -> None:
    broken = measured(Instrument.SEAL, state="fault")
    works = seal(at=NOON + timedelta(seconds=1))

    assert judged("SENSOR", told(broken, works)) == (P, "cameras_live")


@pytest.mark.parametrize(
    ("instrument", "rule"),
    [
        (Instrument.WEIGHBRIDGE, "WEIGHT"),
        (Instrument.SEAL, "SEAL"),
        (Instrument.E_LOCK, "ELOCK"),
        (Instrument.PLACARD, "DANGEROUS_GOODS"),
        (Instrument.DAMAGE, "DAMAGE"),
    ],
)
def test_an_instrument_that_the_lane_has_never_passes_in_silence(
    instrument: Instrument, rule: str
) -> None:
    assert judged(rule, equipped(instrument))[0] is R
