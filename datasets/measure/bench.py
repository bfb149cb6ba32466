"""How long reading a frame takes: repeats of everything in turn, medians of them.

Whatever is compared runs in the same round, one after the other, so that a machine
that is busy for a while is busy for all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from datasets.measure.fair import judge_rival_container
from datasets.measure.frames import LabelledFrame
from datasets.measure.machine import cores
from datasets.measure.rivals import Rival
from datasets.measure.runs import OURS, timed
from datasets.measure.scores import judge_container
from datasets.measure.stages import StageTimes, staged
from datasets.measure.summary import Cost, Share
from pipelines.look import EVERYTHING, Look
from vision.results import Readings
from vision.strips import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """One way of reading frames: median milliseconds a frame, and how many are right.

    ``callers`` frames are read at a time. ``wall`` is the clock's time a frame,
    ``cpu`` the work of all cores a frame.
    """

    reader: str
    callers: int
    wall: float
    cpu: float
    exact: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What was measured. ``stages`` are medians a frame, of one caller."""

    frames: int
    repeats: int
    speeds: tuple[Speed, ...]
    stages: Mapping[str, float]
    per_reading: float | None
    readings: float

    @property
    def ratios(self) -> Mapping[str, float]:
        """How many times longer each rival takes a frame, all cores at work."""
        ours = min(speed.wall for speed in self.speeds if speed.reader == OURS)
        return {s.reader: s.wall / ours for s in self.speeds if s.reader != OURS}


@dataclass(slots=True)
class _Laps:
    """Milliseconds a frame of each repeat, and what was read in the last one."""

    costs: list[Cost] = field(default_factory=list)
    exact: Share = field(default_factory=lambda: Share(0, 0))

    def add(self, cost: Cost, right: Sequence[bool]) -> None:
        """Keep one repeat over all frames."""
        self.costs.append(Cost(cost.wall / len(right), cost.cpu / len(right)))
        self.exact = Share(sum(right), len(right))


def bench(
    frames: Sequence[LabelledFrame],
    look: Look,
    rivals: Mapping[str, Rival],
    *,
    repeats: int,
    tell: Callable[[int, int], None],
) -> Bench:
    """Read all frames with one caller, with one a core, and with every rival.

    *look* works on one thread a call. Raises ModelError where it could not look.
    """
    callers = cores()
    laps = {(OURS, 1): _Laps(), (OURS, callers): _Laps()}
    laps |= {(name, 1): _Laps() for name in rivals}
    stages: list[StageTimes] = []
    _warm_up(frames[0].image, look, rivals)
    for repeat in range(repeats):
        laps[OURS, 1].add(*_lap(frames, look, 1))
        if callers > 1:
            laps[OURS, callers].add(*_lap(frames, look, callers))
        for name, rival in rivals.items():
            laps[name, 1].add(*_rival_lap(frames, rival))
        stages += [staged(partial(_read, look, frame))[1] for frame in frames]
        tell(repeat + 1, repeats)
    speeds = tuple(_speed(*way, lap) for way, lap in laps.items())
    return Bench(
        frames=len(frames),
        repeats=repeats,
        speeds=speeds,
        stages=_medians([each.milliseconds for each in stages]),
        per_reading=_per_reading(stages),
        readings=median(each.readings for each in stages),
    )


def _warm_up(image: Image, look: Look, rivals: Mapping[str, Rival]) -> None:
    look(image, wants=EVERYTHING)
    for rival in rivals.values():
        rival(image)


def _read(look: Look, frame: LabelledFrame) -> Readings:
    return look(frame.image, wants=EVERYTHING)


def _lap(
    frames: Sequence[LabelledFrame], look: Look, callers: int
) -> tuple[Cost, list[bool]]:
    """Read all frames, *callers* at a time; say which were read right."""
    with ThreadPoolExecutor(callers) as pool:
        read, cost = timed(lambda: list(pool.map(partial(_read, look), frames)))
    pairs = zip(read, frames, strict=True)
    return cost, [judge_container(r, frame.label).exact for r, frame in pairs]


def _rival_lap(
    frames: Sequence[LabelledFrame], rival: Rival
) -> tuple[Cost, list[bool]]:
    read, cost = timed(lambda: [rival(frame.image) for frame in frames])
    pairs = zip(read, frames, strict=True)
    return cost, [judge_rival_container(r, frame.label).exact for r, frame in pairs]


def _speed(reader: str, callers: int, laps: _Laps) -> Speed:
    return Speed(
        reader=reader,
        callers=callers,
        wall=median(cost.wall for cost in laps.costs),
        cpu=median(cost.cpu for cost in laps.costs),
        exact=laps.exact,
    )


def _per_reading(stages: Sequence[StageTimes]) -> float | None:
    """Give the median milliseconds a reading, of the frames with any."""
    each = [one.per_reading for one in stages if one.per_reading is not None]
    return median(each) if each else None


def _medians(times: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Give the median of each stage, the longest first."""
    stages = {stage for each in times for stage in each}
    spent = {s: median(each.get(s, 0.0) for each in times) for s in stages}
    return dict(sorted(spent.items(), key=lambda pair: -pair[1]))
