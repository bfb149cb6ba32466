"""A camera that cannot see is told within three seconds; a busy or dim yard is not."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.support.lens_pictures import (
    Picture,
    Trouble,
    breathed_on,
    covered,
    grainy,
    knocked,
    lenses,
    lit,
    rain,
    sprayed,
    truck,
    turned_away,
    yard,
)
from vision.lens import Lens, LensWatch
from vision.results import Box

VIDEO = Path(__file__).parents[2].parent / "shared" / "data" / "video"
TROUBLES: dict[str, tuple[Trouble, Lens]] = {
    "no light": (lambda p: lit(p, 0.03), Lens.DARK),
    "something pale before it": (covered, Lens.COVERED),
    "a milky bag over it": (breathed_on, Lens.COVERED),
    "dark paint": (sprayed, Lens.SPRAYED),
    "pale paint": (lambda p: sprayed(p, level=180.0), Lens.SPRAYED),
    "knocked aside": (knocked, Lens.MOVED),
    "knocked a little": (lambda p: knocked(p, 5), Lens.MOVED),
    "turned on its mount": (lambda p: knocked(p, 0, turn=9.0), Lens.MOVED),
    "turned away": (turned_away, Lens.MOVED),
}


def told_after(pictures: Sequence[Picture], begins: int, rate: float) -> float:
    """Give the seconds from look *begins* until the lens is told not to be clear."""
    told = lenses(pictures, rate)
    assert set(told[:begins]) == {Lens.CLEAR}
    index = next(i for i, lens in enumerate(told) if lens is not Lens.CLEAR)
    return (index - begins + 1) / rate


@pytest.mark.parametrize("rate", [2, 5, 10])
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_what_keeps_a_camera_from_seeing_is_told_within_three_seconds(
    trouble: tuple[Trouble, Lens], rate: int
) -> None:
    befalls, lens = trouble
    begins = 5 * rate
    pictures = [*[yard()] * begins, *[befalls(yard())] * 4 * rate]
    assert told_after(grainy(pictures), begins, rate) <= 3.0
    assert lenses(grainy(pictures), rate)[-1] is lens


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_it_is_told_in_the_rain_at_dusk(trouble: tuple[Trouble, Lens]) -> None:
    befalls, _ = trouble
    rng = np.random.default_rng(3)
    dusk = [lit(yard(), 0.4)] * 30
    pictures = [rain(p, rng, 25) for p in dusk] + [befalls(p) for p in dusk[:20]]
    assert told_after(grainy(pictures, 2.0), 30, 5) <= 3.0


@pytest.mark.parametrize("rate", [2, 5, 10])
def test_a_picture_that_does_not_even_flicker_is_frozen(rate: int) -> None:
    moving = grainy([yard()] * 5 * rate)
    pictures = [*moving, *[moving[-1]] * 4 * rate]
    assert told_after(pictures, 5 * rate, rate) <= 3.0
    assert lenses(pictures, rate)[-1] is Lens.FROZEN


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_camera_that_sees_again_is_clear_again(trouble: tuple[Trouble, Lens]) -> None:
    befalls, lens = trouble
    pictures = [*[yard()] * 25, *[befalls(yard())] * 50, *[yard()] * 10]
    told = lenses(grainy(pictures))
    assert told[74] is lens
    assert told[-1] is Lens.CLEAR


def test_a_frozen_camera_that_goes_on_is_clear_again() -> None:
    moving = grainy([yard()] * 35)
    pictures = [*moving[:25], *[moving[24]] * 20, *moving[25:]]
    told = lenses(pictures)
    assert told[44] is Lens.FROZEN
    assert told[-1] is Lens.CLEAR


def passing(length: int, seconds: float, corrugated: float = 8.0) -> list[Picture]:
    """Let a truck pass the camera in so many seconds."""
    looks = round(seconds * 5)
    ways = np.linspace(-length, 160, looks)
    return [truck(round(x), length, yard(), corrugated) for x in ways]


def quiet(looks: int = 25) -> list[Picture]:
    return [yard()] * looks


_RAIN = np.random.default_rng(5)
_SHAKES = np.random.default_rng(6).integers(-1, 2, 60)
NO_TROUBLE = {
    "nothing": quiet(60),
    "a truck passes": passing(140, 4.0),
    "a truck passes slowly": passing(140, 8.0),
    "a plain long truck fills the picture": passing(300, 7.0, corrugated=2.0),
    "night falls, lamps stay": [lit(yard(), f) for f in np.linspace(1, 0.25, 150)],
    "lights are switched on": [*[lit(yard(), 0.3)] * 30, *quiet(30)],
    "the exposure steps down": [lit(yard(), 0.5)] * 30,
    "rain": [rain(yard(), _RAIN) for _ in range(60)],
    "wind shakes the mast": [knocked(yard(), int(x)) for x in _SHAKES],
    "a stutter of a second": [*[grainy([yard()])[0]] * 5, *quiet(20)],
}


@pytest.mark.parametrize("pictures", NO_TROUBLE.values(), ids=NO_TROUBLE)
def test_a_yard_that_is_busy_wet_or_dim_is_clear(pictures: list[Picture]) -> None:
    first = lit(yard(), 0.3) if np.mean(pictures[0]) < 50 else yard()
    told = lenses(grainy([*[first] * 25, *pictures]))
    assert set(told) == {Lens.CLEAR}


def test_a_night_without_any_light_is_dark() -> None:
    dusk = [lit(yard(), f) for f in np.linspace(1, 0.02, 150)]
    told = lenses(grainy([*quiet(), *dusk, *[dusk[-1]] * 20]))
    assert set(told) == {Lens.CLEAR, Lens.DARK}
    assert told[-1] is Lens.DARK


def test_a_camera_that_starts_in_the_dark_or_covered_says_so_at_once() -> None:
    dark, pale = grainy([lit(yard(), 0.02), covered(yard()) // 8 + 100])
    assert lenses([dark]) == [Lens.DARK]
    assert lenses([pale]) == [Lens.COVERED]


def test_a_vehicle_that_is_known_to_stand_before_it_hides_nothing_else() -> None:
    parked = [truck(20, 90, yard(), corrugated=1.0)] * 100
    pictures = grainy([*quiet(), *parked])
    known = [Box(20 / 160, 0.0, 110 / 160, 82 / 90)]
    watch = LensWatch()
    told = {watch.look(p, i / 5, behind=known) for i, p in enumerate(pictures)}
    assert told == {Lens.CLEAR}
    assert Lens.CLEAR not in lenses(pictures)[-20:]


def test_planes_are_left_alone_and_late_ones_ignored() -> None:
    pictures = grainy(quiet(2))
    for picture in pictures:
        picture.setflags(write=False)
    watch = LensWatch()
    watch.look(pictures[0], 1.0)
    assert watch.look(lit(yard(), 0.01), 1.0) is Lens.CLEAR
    assert watch.look(pictures[1], 2.0) is Lens.CLEAR


def test_a_picture_of_another_size_is_a_new_scene() -> None:
    watch = LensWatch()
    for index, picture in enumerate(grainy(quiet(20))):
        watch.look(picture, index / 5)
    wider = np.asarray(cv2.resize(turned_away(yard()), (176, 99)), np.uint8)
    told = {watch.look(p, 5 + i / 5) for i, p in enumerate(grainy([wider] * 20))}
    assert told == {Lens.CLEAR}


CLIPS = [
    "pedestrians_vtest.mp4",
    "intel_car-detection.mp4",
    "intel_worker-zone-detection_preview.gif",
    "intel_person-bicycle-car_preview.gif",
]


@cache
def looks_of(name: str) -> list[Picture]:
    """Give five small looks a second of a real clip."""
    if not VIDEO.is_dir():
        pytest.skip("no real clips in ../shared/data/video")
    clip = cv2.VideoCapture(str(VIDEO / name))
    step = (clip.get(cv2.CAP_PROP_FPS) or 10.0) / 5
    looks: list[Picture] = []
    index = 0
    while (got := clip.read())[0]:
        if index >= len(looks) * step:
            luma = cv2.cvtColor(got[1], cv2.COLOR_BGR2GRAY)
            small = cv2.resize(luma, (160, 90), interpolation=cv2.INTER_AREA)
            looks.append(np.asarray(small, np.uint8))
        index += 1
    return looks


@pytest.mark.real
@pytest.mark.parametrize("name", CLIPS)
def test_a_real_clip_is_clear_from_end_to_end(name: str) -> None:
    assert set(lenses(looks_of(name))) == {Lens.CLEAR}


@pytest.mark.real
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_real_clip_that_is_spoilt_is_told(trouble: tuple[Trouble, Lens]) -> None:
    befalls, lens = trouble
    looks = looks_of(CLIPS[0])[:120]
    pictures = [*looks[:100], *[befalls(p) for p in looks[100:]]]
    assert told_after(pictures, 100, 5) <= 3.0
    assert lenses(pictures)[-1] is lens
