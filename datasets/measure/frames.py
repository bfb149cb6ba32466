"""Frames with one container number, for measuring speed: rendered or real."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from datasets.cameras import READING_CAMERAS
from datasets.labels import LabelledPhoto, LabelsError, container_photos
from datasets.motion import Pose
from datasets.samples import sample_plan
from datasets.scenes import LaneView
from datasets.truth import Kind, TextTruth
from pipelines.photos import load_photo
from vision.strips import Image

WIDTH, HEIGHT = 1920, 1080
_WHOLE = 0.98
"""Share of a number that must be visible for it to be counted on."""


@dataclass(frozen=True, slots=True)
class LabelledFrame:
    """An (H, W, 3) BGR image and the number on it."""

    image: Image
    label: LabelledPhoto


def rendered_frames(
    count: int, *, seed: int = 0, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> tuple[LabelledFrame, ...]:
    """Render frames of a lane, *size* pixels, that show one whole number, no plate."""
    return tuple(islice(_rendered(seed, size), count))


def real_frames(data: Path, count: int) -> tuple[LabelledFrame, ...]:
    """Load labelled container photos of 1920 x 1080 pixels, spread over their set.

    Raises LabelsError where there are none, ReadError for a broken one.
    """
    photos = container_photos(data)
    step = max(1, len(photos) // count)
    chosen = [*photos[::step], *photos]
    frames = []
    for photo in dict.fromkeys(chosen):
        image = load_photo(photo.path)
        if image.shape[:2] == (HEIGHT, WIDTH):
            frames.append(LabelledFrame(image, photo))
        if len(frames) == count:
            break
    if not frames:
        message = f"{data}: no photos of {WIDTH} x {HEIGHT} pixels"
        raise LabelsError(message)
    return tuple(frames)


def _rendered(seed: int, size: tuple[int, int]) -> Iterator[LabelledFrame]:
    """Take the cameras in turn, each with the next truck that shows it one number."""
    width, height = size
    cameras = [replace(c, width=width, height=height) for c in READING_CAMERAS[1:]]
    number = seed
    while True:
        plan, camera = sample_plan(number), cameras[number % len(cameras)]
        view, pose = LaneView(plan, camera), Pose(0.0)
        texts = view.truth(pose) if plan.containers else ()
        numbers = [text for text in texts if text.kind is Kind.CONTAINER]
        if _one_whole(texts, numbers):
            yield LabelledFrame(view.frame(pose, number), _label(numbers[0], number))
        number += 1


def _one_whole(texts: tuple[TextTruth, ...], numbers: list[TextTruth]) -> bool:
    whole = len(numbers) == 1 and numbers[0].visible >= _WHOLE and numbers[0].legible
    return whole and not any(text.kind is Kind.PLATE for text in texts)


def _label(text: TextTruth, number: int) -> LabelledPhoto:
    return LabelledPhoto(
        path=Path(f"rendered-{number:06d}"),
        group="rendered",
        text=text.text,
        layout="" if text.layout is None else text.layout,
        box=text.box,
    )
