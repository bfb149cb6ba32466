"""Play scripted scenes to the watch, and count what it missed and what it made up.

    python -m datasets.yard_check [--seeds N] [--look]

What shows comes from the scene's truth, made unsteady as a detector is, or from the
registry's detector, which is shown rendered frames. The camera's own trouble is told
as ``vision.lens`` would, a little late. It prints a line a scene.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from datasets.unsteady import USUAL, Unsteadiness, overlooked, unsteady
from datasets.yard_plans import Mishap, YardPlan
from datasets.yard_script import YardScript
from datasets.yard_scripts import YARD_SCRIPTS
from datasets.yards import YardScene, detections
from pipelines.bytetrack import ByteTrack
from pipelines.yard_look import YardLook
from vision.incidents import Cause, Change, ChangeKind, Incident
from vision.lens import Lens
from vision.ppe import scene_of
from vision.scene import Scene
from vision.tracking import Tracker
from vision.yard import Look, YardWatch

See = Callable[[float], Scene]
"""Gives what is seen at so many seconds from the start, one look after the other."""
_LATE = 2.0
"""Seconds after which a camera's trouble is noticed."""
_LENSES = {
    Mishap.KNOCKED: Lens.MOVED,
    Mishap.COVERED: Lens.COVERED,
    Mishap.SPRAYED: Lens.SPRAYED,
    Mishap.FROZEN: Lens.FROZEN,
    Mishap.DARK: Lens.DARK,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a scene ended: what was missed, and what was told without a reason."""

    script: YardScript
    missed: Counter[tuple[Cause, str | None]]
    false: Counter[tuple[Cause, str | None]]


def judged(script: YardScript, opened: Sequence[Incident]) -> Verdict:
    """Compare the incidents that were opened with those that were expected."""
    told = Counter((one.cause, one.zone) for one in opened)
    wanted = Counter({(e.cause, e.zone): e.count for e in script.expected})
    return Verdict(script, wanted - told, told - wanted)


def truth_of(script: YardScript, seed: int, how: Unsteadiness = USUAL) -> See:
    """Give what an unsteady detector sees of a scene."""
    scene, rng = YardScene(script.plan), np.random.default_rng([61, seed])
    size = script.plan.camera.width, script.plan.camera.height

    def see(at: float) -> Scene:
        shown = overlooked(detections(scene.seen(at)), at, how)
        return scene_of(unsteady(shown, size, rng, how))

    return see


def rendered(script: YardScript, look: Callable[[NDArray[np.uint8]], Scene]) -> See:
    """Give what *look* sees of the frames of a scene, (h, w, 3) BGR."""
    frames = YardScene(script.plan).frames()
    return lambda _: look(next(frames).image)


def played(
    script: YardScript, see: See, tracker: Tracker | None = None
) -> tuple[Incident, ...]:
    """Watch a scene through *see* and give the incidents that were opened, in order."""
    return tuple(
        change.incident
        for change in changes(script, see, tracker)
        if change.kind is ChangeKind.OPENED
    )


def changes(
    script: YardScript, see: See, tracker: Tracker | None = None
) -> Iterator[Change]:
    """Watch a scene through *see*; give every change as it happens."""
    plan, watch = script.plan, YardWatch(script.rules)
    tracker = ByteTrack(plan.looks) if tracker is None else tracker
    start = script.begins.timestamp()
    for at in plan.times():
        scene = see(at)
        look = Look(
            at=start + at,
            local=script.local(at),
            size=(plan.camera.width, plan.camera.height),
            tracked=tracker.update(scene.people, scene.vehicles, start + at),
            lens=_lens(plan, at),
        )
        yield from watch.look(look)
    yield from watch.end(start + plan.seconds)


def _lens(plan: YardPlan, at: float) -> Lens:
    """Say what the watch over the lens tells; it needs a moment, either way."""
    trouble = plan.trouble(at - _LATE)
    return Lens.CLEAR if trouble is None else _LENSES[trouble.what]


def main(arguments: Sequence[str] | None = None) -> int:
    """Play every scene with so many seeds; 0 where nothing was missed."""
    parser = argparse.ArgumentParser(prog="python -m datasets.yard_check")
    parser.add_argument("--seeds", type=int, default=1, help="times a scene is played")
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    parser.add_argument("--look", action="store_true", help="with the real detector")
    given = parser.parse_args(arguments)
    look = YardLook.load() if given.look else None
    missed = false = 0
    hours = 0.0
    for script in (s for s in YARD_SCRIPTS if given.only in s.name):
        for seed in range(given.seeds):
            see = rendered(script, look) if look else truth_of(script, seed)
            verdict = judged(script, played(script, see))
            missed += verdict.missed.total()
            false += verdict.false.total()
            hours += script.plan.seconds / 3600
            _tell(verdict, seed)
    rate = false / max(hours, 1e-9)
    sys.stdout.write(f"{missed} missed; {false} false in {hours:.2f} h, {rate:.2f}/h\n")
    return 1 if missed else 0


def _tell(verdict: Verdict, seed: int) -> None:
    faults = [
        f"{word} {count} x {cause} in {zone or 'all'}"
        for word, found in (("missed", verdict.missed), ("false", verdict.false))
        for (cause, zone), count in found.items()
    ]
    line = "; ".join(faults) or "as expected"
    sys.stdout.write(f"{verdict.script.name} ({seed}): {line}\n")


if __name__ == "__main__":
    raise SystemExit(main())
