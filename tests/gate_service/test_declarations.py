"""Declarations: all faults at once, and what is right in the terminal's spelling."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gate_service.domain.bookings import DeclaredDriver
from gate_service.domain.cargo import read_containers
from gate_service.domain.dangerous import IMDG_CLASSES, dangerous_goods
from gate_service.domain.declarations import (
    DeclarationRules,
    read_declaration,
    window_faults,
)
from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.domain.visits import DangerousGoods, ExpectedContainer
from tests.support.gates import BOX, CLERK, NOON, OTHER_BOX, GateAtWork, booking

RULES = DeclarationRules()
HOUR = timedelta(hours=1)


def fields(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.field for fault in faults]


def box(number: str = BOX, **told: object) -> ExpectedContainer:
    return replace(ExpectedContainer(number, "22G1"), **told)  # type: ignore[arg-type]  # a builder


def test_every_fault_is_told_at_once_and_nothing_is_kept(work: GateAtWork) -> None:
    wrong = booking(
        "  ",
        plate="?",
        trailer="T" * 20,
        lane="in-9",
        terminal="XXXXX",
        containers=(box("CSQU3054384", vgm=-1.0), box(BOX), box(BOX)),
        closes=NOON - 2 * HOUR,
        declared=DeclaredDriver("", "?", "call me"),
    )
    with pytest.raises(InvalidFaultsError) as caught:
        work.gate.book(wrong, CLERK)

    assert fields(caught.value.faults) == [
        "reference",
        "plate",
        "trailer",
        "driver.name",
        "driver.licence",
        "driver.phone",
        "containers.0.number",
        "containers.0.vgm",
        "containers.2.number",
        "terminal",
        "lane",
        "closes",
        "closes",
    ]
    assert work.gate.look_up.appointments() == ()
    assert work.gate.declarations.drivers(None) == ()
    assert work.kinds() == []


def test_a_declaration_is_read_in_the_terminal_s_spelling() -> None:
    asked = booking(
        trailer="tr 1-2345",
        containers=(
            box(
                "csqu 305438-3",
                seals=(" gb 123 456 ",),
                dangerous=(DangerousGoods("un 1263", " 3 "),),
                commodity=" paint ",
            ),
        ),
        declared=DeclaredDriver("  Ana   Ruiz ", "ruiz 80-1152", " "),
    )
    told, faults = read_declaration(asked, RULES)

    assert faults == ()
    assert told.trailer == "TR12345"
    assert told.driver == DeclaredDriver("Ana Ruiz", "RUIZ80-1152", None)
    assert told.containers == (
        box(
            seals=("GB123456",),
            dangerous=(DangerousGoods("1263", "3"),),
            commodity="paint",
        ),
    )


@pytest.mark.parametrize("imdg", sorted(IMDG_CLASSES))
def test_every_class_of_the_imdg_code_is_taken(imdg: str) -> None:
    un = "0004" if imdg.startswith("1.") else "1263"

    assert dangerous_goods("it", DangerousGoods(un, imdg))[1] == ()


@pytest.mark.parametrize(
    ("un", "imdg", "wrong"),
    [
        pytest.param("126", "3", ["it.un"], id="three digits"),
        pytest.param("0000", "3", ["it.un"], id="no number"),
        pytest.param("١٢٦٣", "3", ["it.un"], id="other digits"),
        pytest.param("1263", "10", ["it.imdg"], id="no class"),
        pytest.param("1263", "2", ["it.imdg"], id="a class without its division"),
        pytest.param("1263", "1.1", ["it.imdg"], id="no explosive"),
        pytest.param("0004", "3", ["it.imdg"], id="an explosive"),
        pytest.param("", "", ["it.un", "it.imdg"], id="both"),
    ],
)
def test_what_the_imdg_code_does_not_know_is_refused(
    un: str, imdg: str, wrong: list[str]
) -> None:
    assert fields(dangerous_goods("it", DangerousGoods(un, imdg))[1]) == wrong


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"size_type": "22G1X"}, "c.0.size_type"),
        ({"seals": ("A1",)}, "c.0.seals.0"),
        ({"seals": ("GB123", "gb 123")}, "c.0.seals.1"),
        ({"seals": tuple(f"GB{n}00" for n in range(7))}, "c.0.seals"),
        ({"vgm": 0.0}, "c.0.vgm"),
        ({"vgm": 60_001.0}, "c.0.vgm"),
        ({"vgm": float("nan")}, "c.0.vgm"),
        ({"vgm": float("inf")}, "c.0.vgm"),
        ({"commodity": "a\nb"}, "c.0.commodity"),
        ({"dangerous": (DangerousGoods("1263", "3"),) * 21}, "c.0.dangerous"),
    ],
)
def test_a_container_s_faults_have_their_field(
    told: dict[str, object], wrong: str
) -> None:
    containers = [replace(box(), **told)]  # type: ignore[arg-type]  # a table
    faults = read_containers("c", containers, heaviest=60_000.0, weighed=False)[1]

    assert fields(faults) == [wrong]


def test_full_containers_need_their_mass_where_the_site_says_so() -> None:
    rules = DeclarationRules(weighed=True)
    asked = booking(
        containers=(box(), box(OTHER_BOX, empty=True)), leaves_with=(box(),)
    )

    assert fields(read_declaration(asked, rules)[1]) == ["containers.0.vgm"]
    assert read_declaration(asked, RULES)[1] == ()


@pytest.mark.parametrize(
    ("opens", "closes", "wrong"),
    [
        pytest.param(-2 * HOUR, -HOUR, ["closes"], id="over"),
        pytest.param(HOUR, HOUR, ["closes"], id="no time at all"),
        pytest.param(HOUR, timedelta(days=40), ["closes"], id="too long"),
        pytest.param(timedelta(days=400), timedelta(days=401), ["opens"], id="far off"),
        pytest.param(-HOUR, HOUR, [], id="open now"),
    ],
)
def test_a_window_lies_ahead_and_is_no_longer_than_it_may_be(
    opens: timedelta, closes: timedelta, wrong: list[str]
) -> None:
    faults = tuple(window_faults(NOON + opens, NOON + closes, NOON, RULES))

    assert fields(faults) == wrong


def test_times_without_a_zone_are_refused_each_by_itself() -> None:
    naive = datetime(2026, 5, 4, 13)  # noqa: DTZ001 - the fault
    faults = tuple(window_faults(naive, naive, NOON, RULES))

    assert fields(faults) == ["opens", "closes"]
