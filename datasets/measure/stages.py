"""Where the time of a look goes: its stages, seen by name while it runs."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import TypeVar

_T = TypeVar("_T")
_REST, _FIND = "rest", "find"

STAGES: Mapping[str, str] = {
    "models.detector.Detector.__call__": "find",
    "models.text.PaddleTextReader.find": "find",
    "pipelines.crops.cut": "rectify",
    "vision.rectify.strip": "rectify",
    "vision.strips.straighten": "rectify",
    "vision.strips.unstack": "rectify",
    "vision.bands.without_band": "rectify",
    "models.reader.LineReader.__call__": "read",
    "models.text.PaddleTextReader.recognise": "read",
    "models.text.PaddleTextReader._line": "read",
    "vision.ctc.Alphabet.fold": "decode",
    "vision.ctc.decode": "decode",
    "vision.ctc.spaced": "decode",
    "vision.ctc.one_per_cell": "decode",
    "vision.line_reading.spell_number": "decode",
    "vision.line_reading.spell_plate": "decode",
    "vision.line_reading.spell_size_type": "decode",
    "vision.spelling.spell": "decode",
    "vision.assemble.containers": "decode",
    "vision.assemble.container_candidates": "decode",
    "vision.assemble.hints": "decode",
    "vision.plates.plates": "decode",
    "vision.fuse.fuse": "decode",
}
"""Which stage a function belongs to; what it calls belongs to it, too, until one that
is named here is called. The whole of a look that is in none of them is ``rest``."""
READINGS = frozenset(
    {"models.reader.LineReader.__call__", "models.text.PaddleTextReader.recognise"}
)
"""The functions that give one reading, however many strips they need."""


@dataclass(frozen=True, slots=True)
class StageTimes:
    """Milliseconds of work by stage, and how many readings were made."""

    milliseconds: Mapping[str, float]
    readings: int

    @property
    def per_reading(self) -> float | None:
        """Milliseconds to rectify, read and decode one line; None without any."""
        spent = sum(
            self.milliseconds.get(s, 0.0) for s in ("rectify", "read", "decode")
        )
        return spent / self.readings if self.readings else None


def staged(
    work: Callable[[], _T], now: Callable[[], float] = time.thread_time
) -> tuple[_T, StageTimes]:
    """Do *work* twice in this thread and say in which stages its time went.

    The second time, whatever the interpreter calls is watched. What is counted is this
    thread's own work: on a machine that is busy, a stage does not take the time that
    others had.
    """
    began = now()
    work()
    whole = (now() - began) * 1000
    clock = _Clock(now)
    before = sys.getprofile()
    clock.lap()
    sys.setprofile(clock.watch)
    try:
        result = work()
    finally:
        sys.setprofile(before)
    clock.lap()
    spent = _unhindered(clock.milliseconds, whole)
    return result, StageTimes(spent, clock.readings)


def _unhindered(watched: Mapping[str, float], whole: float) -> dict[str, float]:
    """Take off what watching cost, so that stages add up to the *whole* without it.

    It costs what is written in Python most, and the detector nothing.
    """
    find = watched.get(_FIND, 0.0)
    slowed = sum(watched.values()) - find
    share = max(0.0, whole - find) / slowed if slowed else 1.0
    return {s: ms if s == _FIND else ms * share for s, ms in watched.items()}


@dataclass(slots=True)
class _Clock:
    """A stack of stages; time runs for the one on top."""

    now: Callable[[], float]
    milliseconds: dict[str, float] = field(default_factory=dict)
    readings: int = 0
    _stack: list[str] = field(default_factory=lambda: [_REST])
    _since: float | None = None
    _names: dict[CodeType, str] = field(default_factory=dict)

    def watch(self, frame: FrameType, event: str, _: object) -> None:
        """Follow one call or return of a Python function."""
        if event not in {"call", "return"}:
            return
        stage = STAGES.get(name := self._name(frame))
        if stage is None:
            return
        self.lap()
        if event == "call":
            self.readings += name in READINGS
            self._stack.append(stage)
        elif len(self._stack) > 1:
            self._stack.pop()

    def lap(self) -> None:
        """Give the time since the last lap to the stage on top."""
        now = self.now()
        if self._since is not None:
            stage, spent = self._stack[-1], (now - self._since) * 1000
            self.milliseconds[stage] = self.milliseconds.get(stage, 0.0) + spent
        self._since = now

    def _name(self, frame: FrameType) -> str:
        code = frame.f_code
        if code not in self._names:
            module = frame.f_globals.get("__name__", "")
            self._names[code] = f"{module}.{code.co_qualname}"
        return self._names[code]
