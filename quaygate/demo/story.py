"""The ten trucks of the demo: what each carries, what was booked, what must follow."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from datasets.plans import (
    CodeCarrier,
    ContainerPlan,
    Light,
    PlateStyle,
    TruckPlan,
    Weather,
)
from vision.identifiers import check_digit
from vision.results import Layout


class Shows(StrEnum):
    """How the driver shows a code at the kiosk."""

    SCANNER = "scanner"
    CAMERA = "camera"
    SPENT_PASS = "spent pass"  # noqa: S105 - the pass of the first truck, once more


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """The appointment on file: what the haulier announced for this truck.

    The window opens ``opens`` from now and lasts ``lasts``.
    """

    arrival_code: str
    plate: str
    containers: tuple[str, ...]
    opens: timedelta = timedelta(minutes=-20)
    lasts: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One truck of the demo.

    ``verdicts`` must follow one another, and each of ``codes`` must be among the
    objections of the last; both are compared with what the gate really decided.
    """

    title: str
    truck: TruckPlan
    booked: Booked | None
    verdicts: tuple[str, ...]
    codes: tuple[str, ...] = ()
    shows: Shows = Shows.SCANNER
    customs_hold: bool = False
    late_hold: bool = False


def _number(owner: str, serial: str) -> str:
    return owner + serial + check_digit(owner + serial)


_MERIDIAN = _number("MRDU", "417206")
_KESTREL = _number("KSTU", "250318")
_KESTREL_2 = _number("KSTU", "250344")
_ASTER = _number("ASBU", "733915")
_OTHER = _number("ASBU", "733962")
_BOREAL = _number("BRLU", "608127")
_TERN = _number("TRNU", "194453")
_SOLMAR = _number("SLMU", "902761")
_NORDHAV = _number("NHVU", "556038")

STORY: tuple[Act, ...] = (
    Act(
        title="all as booked",
        truck=TruckPlan(
            plate="AB12 CDE",
            containers=(ContainerPlan(number=_MERIDIAN, size_type="42G1"),),
            seed=1,
        ),
        booked=Booked(
            arrival_code="QGA7K3M9TR2V5XD", plate="AB12CDE", containers=(_MERIDIAN,)
        ),
        verdicts=("GO",),
    ),
    Act(
        title="two 20 ft, code on phone",
        truck=TruckPlan(
            plate="HH QG 2841",
            style=PlateStyle.DE,
            containers=(
                ContainerPlan(number=_KESTREL, livery="kestrel"),
                ContainerPlan(number=_KESTREL_2, livery="kestrel"),
            ),
            qr="QGA4W8N2HJ6P0CY",
            seed=2,
        ),
        booked=Booked(
            arrival_code="QGA4W8N2HJ6P0CY",
            plate="HHQG2841",
            containers=(_KESTREL, _KESTREL_2),
        ),
        shows=Shows.CAMERA,
        verdicts=("GO",),
    ),
    Act(
        title="twenty minutes early",
        truck=TruckPlan(
            plate="FT-482-KN",
            style=PlateStyle.FR,
            containers=(
                ContainerPlan(number=_ASTER, livery="aster", doors=Layout.TWO_LINES),
            ),
            seed=3,
        ),
        booked=Booked(
            arrival_code="QGA9D1F5ZB7G3QS",
            plate="FT482KN",
            containers=(_ASTER,),
            opens=timedelta(minutes=20),
        ),
        verdicts=("REFER",),
        codes=("slightly_early",),
    ),
    Act(
        title="another container",
        truck=TruckPlan(
            plate="4821 KLM",
            style=PlateStyle.ES,
            containers=(ContainerPlan(number=_OTHER, livery="aster"),),
            seed=4,
        ),
        booked=Booked(
            arrival_code="QGA2T6R8MX4E1KA", plate="4821KLM", containers=(_BOREAL,)
        ),
        verdicts=("STOP",),
        codes=("container_other",),
    ),
    Act(
        title="hold after the GO",
        truck=TruckPlan(
            plate="84-BKX-6",
            style=PlateStyle.NL,
            containers=(
                ContainerPlan(number=_BOREAL, size_type="45R1", livery="boreal"),
            ),
            seed=5,
        ),
        booked=Booked(
            arrival_code="QGA5H0V3NC8S7WJ", plate="84BKX6", containers=(_BOREAL,)
        ),
        late_hold=True,
        verdicts=("GO", "REFER"),
        codes=("hold_arrived",),
    ),
    Act(
        title="replays a spent pass",
        truck=TruckPlan(
            plate="KX21 VRN",
            containers=(ContainerPlan(number=_TERN, livery="tern"),),
            seed=6,
        ),
        booked=None,
        shows=Shows.SPENT_PASS,
        verdicts=("STOP",),
        codes=("pass_spent",),
    ),
    Act(
        title="empty chassis",
        truck=TruckPlan(
            plate="BRA2E19", style=PlateStyle.BR, light=Light.NIGHT, seed=7
        ),
        booked=Booked(arrival_code="QGA8Z2X6KD0M4PB", plate="BRA2E19", containers=()),
        verdicts=("GO",),
    ),
    Act(
        title="customs hold",
        truck=TruckPlan(
            plate="8KTR 274",
            style=PlateStyle.US,
            containers=(
                ContainerPlan(number=_SOLMAR, livery="solmar", doors=Layout.TWO_LINES),
            ),
            light=Light.NIGHT,
            seed=8,
        ),
        booked=Booked(
            arrival_code="QGA1B7J9QF3N6TZ", plate="8KTR274", containers=(_SOLMAR,)
        ),
        customs_hold=True,
        verdicts=("STOP",),
        codes=("customs_hold",),
    ),
    Act(
        title="plate under mud",
        truck=TruckPlan(
            plate="LN70 TBH",
            containers=(ContainerPlan(number=_TERN, livery="tern"),),
            light=Light.NIGHT,
            mud=True,
            seed=9,
        ),
        booked=Booked(
            arrival_code="QGA6C4Y0GW5H2RV", plate="LN70TBH", containers=(_TERN,)
        ),
        verdicts=("REFER",),
        codes=("plate_unread",),
    ),
    Act(
        title="rain, code on paper",
        truck=TruckPlan(
            plate="B LT 5530",
            style=PlateStyle.DE,
            containers=(
                ContainerPlan(number=_NORDHAV, size_type="42G1", livery="nordhav"),
            ),
            light=Light.NIGHT,
            weather=Weather.RAIN,
            qr="QGA3P5D7VK1X9EM",
            qr_on=CodeCarrier.PAPER,
            seed=10,
        ),
        booked=Booked(
            arrival_code="QGA3P5D7VK1X9EM", plate="BLT5530", containers=(_NORDHAV,)
        ),
        shows=Shows.CAMERA,
        verdicts=("GO",),
    ),
)
