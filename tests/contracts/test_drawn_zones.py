"""What the drawing board writes is what the yard's part of the site file takes."""

import tomllib

import pytest

from gate_service.web.officers.drafts import Draft, draft_faults, draft_toml

settings = pytest.importorskip(
    "pipelines.yard_settings", reason="this checkout has no yard process"
)
CORNERS = "0.1, 0.2\n0.8, 0.2\n0.8, 0.9\n0.1, 0.9"
CROSSING = "0.1, 0.2\n0.8, 0.9\n0.8, 0.2\n0.1, 0.9"


def draft(**changes: object) -> Draft:
    return Draft.model_validate({"name": "Apron", "corners": CORNERS, **changes})


def taken(drawn: Draft) -> bool:
    """Say whether the site file takes what the board writes."""
    told = tomllib.loads(draft_toml(drawn, "north", "quay"))
    table = told["yards"]["north"]["cameras"]["quay"]["zones"][drawn.name]
    try:
        settings.ZoneSettings.model_validate(table)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="corners alone"),
        pytest.param({"admits": ("person",), "gear": ("helmet", "vest")}, id="gear"),
        pytest.param({"dwell": "20.5", "crowd": "3"}, id="limits"),
        pytest.param({"cooldown": "0", "inertia": "1"}, id="the least"),
        pytest.param({"hours": "Mon-Wed,Sat 22:00-06:00; 12:00-24:00"}, id="hours"),
        pytest.param({"line": "0.2, 0.5\n0.7, 0.5"}, id="line"),
        pytest.param({"severity": "severe"}, id="severity"),
    ],
)
def test_what_the_board_calls_right_the_site_file_takes(
    changes: dict[str, object],
) -> None:
    assert draft_faults(draft(**changes)) == []
    assert taken(draft(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"corners": CROSSING}, id="crossing"),
        pytest.param({"corners": "0, 0\n1, 1"}, id="two corners"),
        pytest.param({"corners": "0, 0\n2, 1\n1, 0"}, id="outside"),
        pytest.param({"dwell": "0"}, id="no time"),
        pytest.param({"crowd": "0"}, id="nobody"),
        pytest.param({"inertia": "0"}, id="no look"),
        pytest.param({"hours": "noon-midnight"}, id="hours in words"),
        pytest.param({"line": "0.2, 0.5\n0.2, 0.5"}, id="no line"),
    ],
)
def test_what_the_site_file_refuses_the_board_calls_wrong(
    changes: dict[str, object],
) -> None:
    assert not taken(draft(**changes))
    assert draft_faults(draft(**changes)) != []
