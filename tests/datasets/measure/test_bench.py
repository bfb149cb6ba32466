import json
from importlib import import_module
from threading import Lock

import numpy as np
import pytest

from datasets.measure import stages
from datasets.measure.bench import bench
from datasets.measure.frames import LabelledFrame, rendered_frames
from datasets.measure.machine import cores
from datasets.measure.report import bench_table, bench_values
from datasets.measure.rivals import Line
from tests.support.labels import photo
from tests.support.text import container
from vision.fuse import fuse
from vision.results import Box, Kind, Readings
from vision.strips import Image

FRAMES = tuple(
    LabelledFrame(np.zeros((48, 64, 3), np.uint8), photo(number))
    for number in ("CSQU3054383", "MSKU3866036")
)


class FusingLook:
    """Reads one number in every image, and spends a named stage on it."""

    def __init__(self) -> None:
        self.calls, self._lock = 0, Lock()

    def __call__(
        self,
        image: Image,  # noqa: ARG002 - sees a number in all of them
        *,
        wants: frozenset[Kind],  # noqa: ARG002 - and nothing else
    ) -> Readings:
        with self._lock:
            self.calls += 1
        return fuse([Readings(containers=(container(),))])


@pytest.mark.slow
def test_frames_are_rendered_with_one_number_in_them() -> None:
    (frame,) = rendered_frames(1, size=(480, 270))
    assert frame.image.shape == (270, 480, 3)
    assert len(frame.label.text) == 11
    assert frame.label.box is not None
    assert 0 <= frame.label.box.x0 < frame.label.box.x1 <= 480


def test_everything_is_measured_in_every_repeat() -> None:
    look, seen = FusingLook(), list[tuple[int, ...]]()

    def rival(image: Image) -> tuple[Line, ...]:
        seen.append(image.shape)
        return (Line(FRAMES[0].label.text, Box(0, 0, 9, 9)),)

    done = bench(FRAMES, look, {"rival": rival}, repeats=3, tell=lambda *_: None)

    ways = 1 + (cores() > 1) + 2  # one caller, all callers, stages twice
    assert look.calls == 1 + 3 * ways * len(FRAMES)
    assert len(seen) == 1 + 3 * len(FRAMES)
    assert done.speeds[-1].exact.count == 1
    assert set(done.ratios) == {"rival"}
    assert "decode" in done.stages
    json.dumps(bench_values(done))
    assert "rival takes" in bench_table(done)


def test_time_goes_to_the_innermost_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = stages_of_outer(monkeypatch, "rectify", alone=5)

    assert spent.milliseconds == pytest.approx({"rest": 2, "rectify": 2, "read": 1})
    assert spent.readings == 1
    assert spent.per_reading == pytest.approx(3)


def test_what_watching_costs_is_taken_off_all_but_the_detector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spent = stages_of_outer(monkeypatch, "find", alone=3)

    assert spent.milliseconds == pytest.approx(
        {"rest": 2 / 3, "find": 2, "read": 1 / 3}
    )


def stages_of_outer(
    monkeypatch: pytest.MonkeyPatch, stage: str, *, alone: int
) -> stages.StageTimes:
    """Spend *alone* milliseconds unwatched, then one between two looks at the clock.

    Watched: begin, outer 1 later, inner 2, inner back 3, outer back 4, end 5.
    """
    names = {f"{__name__}.outer": stage, f"{__name__}.inner": "read"}
    monkeypatch.setattr(stages, "STAGES", names)
    monkeypatch.setattr(stages, "READINGS", frozenset({f"{__name__}.inner"}))
    ticks = iter([0, *range(alone, 100)])
    return stages.staged(outer, lambda: next(ticks) / 1000)[1]


def outer() -> int:
    return inner()


def inner() -> int:
    return 1


@pytest.mark.parametrize("name", sorted({*stages.STAGES, *stages.READINGS}))
def test_every_function_that_is_named_as_a_stage_exists(name: str) -> None:
    folder, module, *parts = name.split(".")
    found = import_module(f"{folder}.{module}")
    for part in parts:
        found = getattr(found, part)
    assert callable(found)
