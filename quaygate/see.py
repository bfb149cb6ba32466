"""`quaygate watch`: people and their gear in photos, incidents in videos."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from models.runtime import ModelError
from models.settings import USUAL, ModelSettings
from pipelines.addresses import without_password
from pipelines.animation import AnimationSource
from pipelines.clock import SystemClock
from pipelines.frames import FrameSource, SourceError
from pipelines.launch import SourceOptions
from pipelines.photos import ReadError, open_photo
from pipelines.sources import open_source
from pipelines.yard_look import CameraLook, YardLook
from quaygate.errors import CommandError
from quaygate.inputs import files, is_video, moves
from quaygate.see_words import IncidentSeen, PhotoSeen
from quaygate.watched import Watched, watched_for, without_zones
from vision.scene import Scene

Seen = PhotoSeen | IncidentSeen


@dataclass(frozen=True, slots=True)
class Watching:
    """How everything is looked at, and what clips are watched for."""

    look: YardLook
    watched: Watched


def watch_paths(
    paths: Sequence[str],
    *,
    as_json: bool,
    models: ModelSettings = USUAL,
    watched: Watched | None = None,
) -> int:
    """Look at every source, print one line a photo or incident, return the exit code.

    A source that cannot be looked at is named on the error output and makes the exit
    code 2; the others are looked at all the same.
    """
    try:
        look = YardLook.load(models, threads=0)
    except ModelError as error:
        raise CommandError(str(error)) from error
    watching, code = Watching(look, watched or without_zones()), 0
    for path in paths:
        for result in watch_source(path, watching):
            if isinstance(result, str):
                print(f"quaygate: {result}", file=sys.stderr)  # noqa: T201 - the answer
                code = 2
            else:
                print(result.as_json() if as_json else result.as_text(), flush=True)  # noqa: T201 - the answer
    return code


def watch_chosen(chosen: argparse.Namespace) -> int:
    """Look at what the command line names, for what it names."""
    models, watched = ModelSettings(manifest=chosen.manifest), None
    if chosen.site is not None:
        watched, models = watched_for(chosen.site, chosen.camera)
        if chosen.manifest is not None:
            models = models.model_copy(update={"manifest": chosen.manifest})
    elif chosen.camera is not None:
        msg = "--camera is one of a site file: name that with --site FILE"
        raise CommandError(msg)
    return watch_paths(
        chosen.paths, as_json=chosen.json, models=models, watched=watched
    )


def watch_source(path: str, watching: Watching) -> Iterator[Seen | str]:
    """Look at a photo, a folder, a video or an ``rtsp://`` URL.

    Yields one a photo and one an incident, and a sentence for each thing that could
    not be looked at.
    """
    if not path:
        yield "'': no such file or folder"
        return
    if "://" in path:
        yield from _clip(without_password(path), path, watching)
        return
    try:
        found = files(Path(path))
    except ReadError as error:
        yield str(error)
        return
    for file in found:
        if moves(file):
            yield from _clip(str(file), file.resolve().as_uri(), watching, file)
        else:
            yield _photo(file, watching.look)


def _photo(file: Path, look: YardLook) -> Seen | str:
    try:
        photo = open_photo(file)
        scene = look(photo.image)
    except (ModelError, ReadError) as error:
        return str(error)
    return PhotoSeen(str(file), _enlarged(scene, photo.reduced))


def _enlarged(scene: Scene, by: float) -> Scene:
    """Give the scene in pixels of a file that was made smaller to be looked at."""
    return Scene(
        tuple(replace(each, box=each.box.scaled(by)) for each in scene.people),
        tuple(replace(each, box=each.box.scaled(by)) for each in scene.vehicles),
    )


def _clip(
    source: str, url: str, watching: Watching, file: Path | None = None
) -> Iterator[Seen | str]:
    """Watch a video as fast as it can be read, a stream as it comes."""
    from quaygate.clip_watch import incidents

    shown = without_password(url)
    watched = watching.watched
    see = CameraLook(watching.look, [zone.corners for zone in watched.rules.zones])
    try:
        with _opened(shown, url, watched.looks, file) as camera:
            for incident, begun in incidents(camera.frames(), watched, see):
                yield IncidentSeen(source, incident, begun)
    except (ModelError, SourceError) as error:
        yield f"{source}: {str(error).removeprefix(f'{shown}: ')}"


def _opened(
    camera: str, url: str, looks: int, file: Path | None
) -> AbstractContextManager[FrameSource]:
    if file is not None and not is_video(file):
        return AnimationSource(camera, file, clock=SystemClock(), fps=looks)
    options = SourceOptions(fps=looks, paced=False)
    return open_source(camera, url, options=options)
