"""The ring of the last coded pictures, and what is cut out of it."""

import pytest

from pipelines.coded import CodedUnit
from pipelines.ring import Ring

CAPS = "video/x-h264, stream-format=(string)avc"


def unit(seconds: float, *, key: bool = False, caps: str = CAPS) -> CodedUnit:
    at = round(seconds * 1e9)
    return CodedUnit(data=bytes(10), caps=caps, shown=at, decoded=at, key=key)


def filled(ring: Ring, seconds: int, *, every: int = 10, begin: int = 0) -> Ring:
    """Ten pictures a second, a key one *every* so many."""
    for index in range(begin * 10, seconds * 10):
        ring.add(unit(index / 10, key=index % every == 0))
    return ring


def times(units: tuple[CodedUnit, ...]) -> tuple[float, float]:
    return units[0].seconds, units[-1].seconds


def test_a_cut_begins_with_the_key_picture_before_it() -> None:
    cut = filled(Ring(), 20, every=20).cut(11.5, 14.0)
    assert times(cut) == (10.0, 14.0)
    assert cut[0].key


def test_the_ring_keeps_its_seconds_and_no_stretch_more() -> None:
    ring = filled(Ring(keep=5.0), 60)
    assert times(ring.cut(0.0, 100.0)) == (54.0, 59.9)


def test_what_is_pinned_is_kept_until_it_is_let_go() -> None:
    ring = Ring(keep=5.0)
    ring.pin("incident", 12.5)
    filled(ring, 60)
    assert ring.cut(0.0, 100.0)[0].seconds == 12.0
    ring.unpin("incident")
    filled(ring, 61, begin=60)
    assert ring.cut(0.0, 100.0)[0].seconds == 55.0


def test_the_ring_never_holds_more_than_its_bytes_even_where_pinned() -> None:
    ring = Ring(keep=5.0, most=200)
    ring.pin("incident", 0.0)
    filled(ring, 60)
    assert times(ring.cut(0.0, 100.0)) == (58.0, 59.9)


def test_a_stream_without_key_pictures_is_not_kept_for_ever() -> None:
    ring = Ring(most=200)
    filled(ring, 60, every=10_000)
    assert ring.cut(0.0, 100.0) == ()


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(
            [unit(60.0, key=True), unit(60.1)], id="the camera was away meanwhile"
        ),
        pytest.param(
            [
                unit(10.0, key=True, caps="video/x-h265"),
                unit(10.1, caps="video/x-h265"),
            ],
            id="the camera changed its coding",
        ),
    ],
)
def test_a_cut_has_one_coding_and_no_hole(later: list[CodedUnit]) -> None:
    ring = filled(Ring(keep=100.0), 10)
    for each in later:
        ring.add(each)
    assert times(ring.cut(5.0, 100.0)) == (5.0, 9.9)
