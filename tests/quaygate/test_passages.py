from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from pipelines.frames import Frame, SourceError
from quaygate.passages import passages
from tests.support.text import container
from vision.results import Kind, Readings
from vision.strips import Image
from vision.yuv import Picture

FIRST, SECOND = "CSQU3054383", "MRDU4172069"


def frames(shades: Iterable[tuple[float, int]]) -> Iterator[Frame]:
    """One grey frame for each of (seconds, brightness)."""
    chroma = np.full((2, 2), 128, np.uint8)
    for seconds, shade in shades:
        yield Frame(
            camera="clip",
            at=datetime(2026, 5, 4, tzinfo=UTC),
            seconds=seconds,
            picture=Picture(np.full((4, 4), shade, np.uint8), (chroma, chroma)),
        )


def look(image: Image, *, wants: frozenset[Kind]) -> Readings:
    """Read the first number in dark frames, the second in bright ones, else none."""
    shade = int(image.mean())
    if 60 < shade < 190:
        return Readings()
    number = FIRST if shade <= 60 else SECOND
    return Readings(containers=(container(number=number),))


def numbers(shades: Iterable[tuple[float, int]]) -> list[list[str]]:
    return [
        [c.number for c in readings.containers]
        for readings in passages(frames(shades), look, gap=2.0)
    ]


def test_frames_close_in_time_are_one_passage() -> None:
    assert numbers([(0.0, 20), (0.5, 128), (1.0, 20)]) == [[FIRST]]


def test_a_gap_without_readings_ends_a_passage() -> None:
    seen = [(0.0, 20), (1.0, 128), (2.5, 128), (3.0, 235)]

    assert numbers(seen) == [[FIRST], [SECOND]]


def test_a_passage_is_given_once_its_gap_has_passed() -> None:
    pending = passages(frames([(0.0, 20), (2.0, 128), (9.0, 235)]), look, gap=2.0)

    assert next(pending).containers[0].number == FIRST


def test_frames_without_readings_give_nothing() -> None:
    assert numbers([(0.0, 128), (5.0, 128)]) == []


@pytest.mark.parametrize("end", [KeyboardInterrupt(), SourceError("gone")])
def test_a_passage_that_is_cut_off_is_given_first(end: BaseException) -> None:
    def cut_off() -> Iterator[Frame]:
        yield from frames([(0.0, 20)])
        raise end

    given = passages(cut_off(), look)

    assert next(given).containers[0].number == FIRST
    with pytest.raises(type(end)):
        next(given)


def test_a_picture_that_was_just_read_is_not_read_again() -> None:
    looks: list[int] = []

    def counted(image: Image, *, wants: frozenset[Kind]) -> Readings:
        looks.append(int(image.mean()))
        return look(image, wants=wants)

    seen = list(passages(frames([(0.0, 20), (0.3, 21), (0.6, 50), (0.9, 20)]), counted))

    assert len(looks) == 3
    assert len(seen) == 1
