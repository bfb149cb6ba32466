"""The rendered lane on air: one RTSP channel a camera, fed with clips made before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from datasets.cameras import CAMERAS
from datasets.clips import ClipKey, Progress, Studio, render_clips
from datasets.motion import Pace
from datasets.motion import Stage as Part
from datasets.plans import TruckPlan
from pipelines.channel import Channel, Clip
from pipelines.clips import load_clip, write_clip

_STUDIO = Studio(write_clip=write_clip, encoder="x264 veryfast q21")

Views = Mapping[str, Clip]
"""One clip a camera, by the camera's name."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What every camera shows of one truck, and of the empty lane in its light."""

    empty: Views
    arrive: Views
    stand: Views
    leave: Views

    @property
    def driving_in(self) -> float:
        """Seconds from the first frame of the truck until it stands."""
        return max(len(clip) for clip in self.arrive.values()) / Pace().fps


@dataclass(frozen=True, slots=True)
class Stage:
    """The channels of the lane's cameras."""

    channels: Mapping[str, Channel]

    def rest(self, scene: Scene) -> None:
        """Show the empty lane, in the light of *scene*."""
        self._play(scene.empty)

    def enter(self, scene: Scene) -> None:
        """Let the truck drive in and stand."""
        self._play(scene.arrive, scene.stand)

    def leave(self, scene: Scene) -> None:
        """Let the truck drive on; the empty lane stays."""
        self._play(scene.leave, scene.empty)

    def _play(self, now: Views, then: Views | None = None) -> None:
        for camera, channel in self.channels.items():
            channel.play(now[camera], (then or now)[camera], now=True)


def prepare(
    plans: Sequence[TruckPlan], folder: Path, progress: Progress
) -> tuple[Scene, ...]:
    """Render the clips that are missing in *folder*; return one scene a truck."""
    index = render_clips(plans, folder, _STUDIO, progress=progress)
    loaded = {path: load_clip(path) for path in set(index.values())}

    def views(plan: TruckPlan, part: Part, truck: int | None) -> Views:
        return {
            camera.name: loaded[
                index[ClipKey(camera.name, part, truck, plan.light, plan.weather)]
            ]
            for camera in CAMERAS
        }

    return tuple(
        Scene(
            empty=views(plan, Part.EMPTY, None),
            arrive=views(plan, Part.ARRIVE, truck),
            stand=views(plan, Part.STAND, truck),
            leave=views(plan, Part.LEAVE, truck),
        )
        for truck, plan in enumerate(plans)
    )


def on_air(scene: Scene) -> Stage:
    """Return a stage that shows the empty lane of *scene*."""
    fps = Pace().fps
    return Stage({name: Channel(clip, fps) for name, clip in scene.empty.items()})
