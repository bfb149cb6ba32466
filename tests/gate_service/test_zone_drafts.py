"""A drawn zone: every fault at once, and TOML that reads back as what was drawn."""

import tomllib

import pytest

from gate_service.web.officers.drafts import Draft, draft_faults, draft_toml

SQUARE = "0.1, 0.2\n0.8, 0.2\n0.8, 0.9\n0.1, 0.9"


def draft(**changes: object) -> Draft:
    return Draft.model_validate({"name": "Apron", "corners": SQUARE, **changes})


def written(drawn: Draft, yard: str = "north", camera: str = "quay") -> object:
    """Read the TOML back, as the site file would."""
    told = tomllib.loads(draft_toml(drawn, yard, camera))
    return told["yards"][yard]["cameras"][camera]["zones"][drawn.name]


def test_a_drawn_zone_has_no_faults_and_reads_back() -> None:
    assert draft_faults(draft()) == []
    assert written(draft()) == {
        "corners": [[0.1, 0.2], [0.8, 0.2], [0.8, 0.9], [0.1, 0.9]],
        "admits": [],
        "severity": "medium",
    }


def test_every_rule_reads_back() -> None:
    ruled = draft(
        admits=("vehicle",),
        gear=("helmet", "vest"),
        dwell="20",
        crowd="3",
        hours="Mon-Fri,Sun 06:00-22:00; 23:00-01:30",
        severity="severe",
        cooldown="0",
        inertia="5",
        line="0.2, 0.5\n0.7, 0.5",
        allowed="right-to-left",
    )
    assert draft_faults(ruled) == []
    assert written(ruled) == {
        "corners": [[0.1, 0.2], [0.8, 0.2], [0.8, 0.9], [0.1, 0.9]],
        "admits": ["vehicle"],
        "gear": ["helmet", "vest"],
        "dwell": 20,
        "crowd": 3,
        "cooldown": 0,
        "inertia": 5,
        "hours": ["Mon-Fri,Sun 06:00-22:00", "23:00-01:30"],
        "severity": "severe",
        "line": {"from": [0.2, 0.5], "to": [0.7, 0.5], "allowed": "right-to-left"},
    }


@pytest.mark.parametrize(
    "name", ["Crane 3", "a.b", 'the "wide" one', "泊位 4", "back\\slash", "del\x7fete"]
)
def test_any_name_reads_back(name: str) -> None:
    assert isinstance(written(draft(name=name), 'y"1', "c.2"), dict)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({"name": " "}, "needs a name", id="no name"),
        pytest.param({"corners": ""}, "three corners or more", id="no corners"),
        pytest.param({"corners": "0.1, 0.1\n0.9"}, "'0.9' is no corner", id="half one"),
        pytest.param({"corners": "0, 0\n1, 1\n1, 0\n0, 1"}, "cross", id="crossing"),
        pytest.param({"corners": "0, 0\n1.2, 1\n1, 0"}, "outside", id="outside"),
        pytest.param({"corners": "nan, 0\n1, 1\n1, 0"}, "outside", id="no number"),
        pytest.param({"corners": "0, 0\n.5, .5\n1, 1"}, "one line", id="in a line"),
        pytest.param({"dwell": "long"}, "dwell is a number", id="no seconds"),
        pytest.param({"dwell": "0"}, "dwell is too small", id="no time at all"),
        pytest.param({"crowd": "2.5"}, "crowd is a whole number", id="half a person"),
        pytest.param({"crowd": "0"}, "crowd is too small", id="nobody"),
        pytest.param({"inertia": "-1"}, "inertia is a whole number", id="below zero"),
        pytest.param({"hours": "noon"}, "'noon' is no time", id="no hours"),
        pytest.param({"hours": "Mon 06:00-25:00"}, "is no time", id="no such hour"),
        pytest.param({"line": "0, 0"}, "two different points", id="half a line"),
        pytest.param({"line": "0, 0\n0, 0"}, "two different points", id="no line"),
        pytest.param({"line": "0, 0\n2, 0"}, "outside", id="line outside"),
        pytest.param({"line": "here\nthere"}, "is no corner", id="line of words"),
    ],
)
def test_a_fault_is_said_in_a_sentence(changes: dict[str, str], fault: str) -> None:
    (said,) = draft_faults(draft(**changes))
    assert fault in said
    assert said.endswith(".")


def test_all_faults_are_said_at_once() -> None:
    assert len(draft_faults(draft(name="", corners="", dwell="x", hours="y"))) == 4
