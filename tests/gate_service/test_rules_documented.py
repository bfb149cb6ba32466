"""docs/rules.md says everything that the rules may say, and every threshold."""

from dataclasses import fields
from pathlib import Path

import pytest

from gate_service.domain.decisions import RuleCode
from gate_service.domain.measuring import FORMS, PLACARDS, SIDES
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.sensors import Instrument
from gate_service.web.texts import wordings

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
CODES = [
    key.removeprefix("reason.")
    for key in wordings()["en"].texts
    if key.startswith("reason.") and key != "reason.other"
]


@pytest.mark.parametrize("code", CODES)
def test_every_objection_is_on_the_page(code: str) -> None:
    assert f"`{code}`" in PAGE


@pytest.mark.parametrize("rule", RuleCode)
def test_every_rule_is_on_the_page(rule: RuleCode) -> None:
    assert f"\n| {rule} " in PAGE


@pytest.mark.parametrize("threshold", [each.name for each in fields(RuleSet)])
def test_every_threshold_is_on_the_page(threshold: str) -> None:
    assert f"`{threshold}`" in PAGE


@pytest.mark.parametrize("instrument", Instrument)
def test_every_instrument_is_on_the_page_with_its_states(
    instrument: Instrument,
) -> None:
    row = next(line for line in PAGE.splitlines() if f"| `{instrument}` |" in line)
    form = FORMS[instrument]

    assert all(f"`{word}`" in row for word in (*form.values, *form.states))


def test_every_side_is_on_the_page() -> None:
    assert all(f"`{side}`" in PAGE for side in SIDES)


def test_a_placard_may_leave_its_division_out() -> None:
    assert {each.split(".")[0] for each in PLACARDS} <= PLACARDS
