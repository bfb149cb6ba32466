"""What somebody wears is known by looks that agree, and forgotten without them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision.gear import Evidence
from vision.scene import Worn

WORN, MISSING, UNSEEN = Worn.WORN, Worn.MISSING, Worn.UNSEEN


def known(*looks: Worn, rate: float = 5.0) -> Worn:
    """Say what is known after *looks*, *rate* a second."""
    evidence = Evidence(0.0)
    for index, look in enumerate(looks):
        evidence = evidence.after(look, index / rate)
    return evidence.known


@pytest.mark.parametrize("rate", [2.0, 5.0, 10.0])
@pytest.mark.parametrize(
    ("looks", "says"),
    [
        pytest.param([MISSING], UNSEEN, id="one look"),
        pytest.param([MISSING] * 4, MISSING, id="four looks"),
        pytest.param([WORN] * 4, WORN, id="four looks with"),
        pytest.param([WORN] * 9 + [MISSING], WORN, id="one that differs"),
        pytest.param([WORN, MISSING] * 9, UNSEEN, id="looks that do not agree"),
        pytest.param([WORN] * 9 + [UNSEEN] * 80, UNSEEN, id="turned away for long"),
        pytest.param([MISSING] * 9 + [UNSEEN], MISSING, id="hidden for a look"),
        pytest.param([MISSING] * 9 + [WORN] * 60, WORN, id="put on"),
    ],
)
def test_looks_that_agree_make_it_known(
    looks: list[Worn], says: Worn, rate: float
) -> None:
    assert known(*looks, rate=rate) is says


@settings(deadline=None)
@given(st.lists(st.sampled_from([WORN, UNSEEN]), max_size=30))
def test_what_was_never_seen_missing_is_not_missing(looks: list[Worn]) -> None:
    evidence = Evidence(0.0)
    for index, look in enumerate(looks):
        evidence = evidence.after(look, index / 5)
        assert MISSING not in {evidence.known, evidence.last}


def test_what_was_known_last_outlasts_a_turn() -> None:
    evidence = Evidence(0.0)
    for index, look in enumerate([MISSING] * 9 + [UNSEEN] * 60):
        evidence = evidence.after(look, index / 5)
    assert (evidence.known, evidence.last) == (UNSEEN, MISSING)
