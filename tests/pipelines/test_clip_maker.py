"""Clips are made once they have ended, and what fails is said."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from pipelines.clip_maker import ClipJob, ClipMaker, Tape
from pipelines.encoder import FrameEncoder
from pipelines.proofs import Media
from pipelines.retention import Retention
from pipelines.ring import Ring
from pipelines.trail import HeadTrail
from pipelines.yard_messages import ClipMade
from pipelines.yard_time import YardTime
from tests.support.pipes import HandClock, frame

pytest.importorskip("gi", reason="GStreamer's Python binding is not installed")
pytestmark = [pytest.mark.gstreamer]

BEGAN = 1000.0


@dataclass
class Studio:
    """A camera's ring of 30 seconds, and what makes clips of it."""

    folder: Path
    ring: Ring = field(default_factory=lambda: Ring(keep=15.0))
    trail: HeadTrail = field(default_factory=HeadTrail)
    made: list[ClipMade] = field(default_factory=list)
    maker: ClipMaker = field(init=False)

    def __post_init__(self) -> None:
        retention = Retention(
            folder=self.folder / "clips",
            days=30,
            most=10_000_000,
            floor_days=3,
            now=lambda: 0.0,
            reserve=0,
        )
        self.maker = ClipMaker(
            tapes={"quay": Tape(self.ring, self.trail)},
            retention=retention,
            time=YardTime(HandClock()),
            tell=self.made.append,
        )

    def film(self, seconds: float, begin: float = BEGAN) -> None:
        with FrameEncoder((160, 90), wait=True) as encoder:
            for index in range(round(seconds * 10)):
                luma = np.full((90, 160), 40 + index % 150, np.uint8)
                for unit in encoder.see(frame("quay", begin + index / 10, luma)):
                    self.ring.add(unit)
            for unit in encoder.finish():
                self.ring.add(unit)

    def ask(self, begin: float, end: float, *, last: bool = False) -> None:
        job = ClipJob(
            begin=BEGAN + begin,
            end=BEGAN + end,
            incident="i-1",
            camera="quay",
            last=last,
        )
        self.maker.ask(job)


@pytest.fixture(name="studio")
def filled_studio(tmp_path: Path) -> Studio:
    studio = Studio(tmp_path)
    studio.film(14.0)
    return studio


def files(studio: Studio) -> list[str]:
    return sorted(path.name for path in (studio.folder / "clips").iterdir())


def test_a_clip_is_made_once_its_end_has_passed(studio: Studio) -> None:
    studio.ask(3.0, 12.0)
    studio.maker.make_due(BEGAN + 11.9)
    assert studio.made == []
    studio.maker.make_due(BEGAN + 12.0)
    (made,) = studio.made
    assert made.incident == "i-1"
    assert made.clip.media is Media.MP4
    assert made.blurred is not None
    assert files(studio) == ["i-1-first-blurred.mp4", "i-1-first.mp4"]
    assert (studio.folder / "clips" / "i-1-first.mp4").read_bytes() == made.clip.body


def test_what_a_clip_needs_is_kept_until_its_last_job(studio: Studio) -> None:
    studio.ask(5.0, 15.0)
    studio.film(26.0, BEGAN + 14.0)
    assert studio.ring.cut(0.0, BEGAN + 100)[0].seconds <= BEGAN + 5.0
    studio.ask(5.0, 35.0, last=True)
    studio.maker.make_due(BEGAN + 40.0)
    studio.film(1.0, BEGAN + 40.0)
    assert studio.ring.cut(0.0, BEGAN + 100)[0].seconds > BEGAN + 20.0
    assert len(studio.made) == 2


def test_no_room_is_a_fault_until_there_is_some(studio: Studio) -> None:
    usual = studio.maker.retention
    studio.maker.retention = replace(usual, most=10)
    studio.ask(3.0, 12.0)
    studio.maker.make_due(BEGAN + 20)
    assert studio.made == []
    assert studio.maker.fault is not None
    assert studio.maker.fault.startswith("clips cannot be recorded: recordings of")
    studio.maker.retention = usual
    studio.ask(3.0, 12.0)
    studio.maker.make_due(BEGAN + 20)
    assert studio.maker.fault is None
    assert len(studio.made) == 1


def test_a_time_that_was_not_kept_is_a_fault(studio: Studio) -> None:
    studio.ask(-100.0, -90.0)
    studio.maker.make_due(BEGAN + 20)
    assert studio.made == []
    assert (
        studio.maker.fault
        == "clips cannot be recorded: no picture of that time was kept"
    )


def test_a_copy_that_fails_costs_the_copy_alone(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr("pipelines.clip_maker.write_blurred", refuse)
    studio.ask(3.0, 12.0)
    studio.maker.make_due(BEGAN + 20)
    (made,) = studio.made
    assert made.blurred is None
    assert studio.maker.fault is None
