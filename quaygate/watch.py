"""`quaygate lane`: one lane's cameras, watched until told to stop."""

from models.runtime import ModelError
from models.settings import ModelSettings
from pipelines.frames import SourceError
from pipelines.interlock import See
from pipelines.link_settings import SettingsError
from pipelines.looks import default_look
from pipelines.main import run_lane
from pipelines.outbox import OutboxError
from pipelines.settings import LaneSettings
from pipelines.yard_look import CameraLook, YardLook
from quaygate.errors import CommandError
from quaygate.stopping import told_to_stop
from vision.truck import fuse_truck


def watch(name: str, settings: LaneSettings, models: ModelSettings) -> int:
    """Run the lane with those models until SIGTERM or Ctrl-C."""
    stop = told_to_stop()
    try:
        look = default_look(settings=models)
        see = _see(settings, models)
        run_lane(name, settings, look=look, fuse=fuse_truck, see=see, stop=stop)
    except (ModelError, OutboxError, SettingsError, SourceError) as error:
        raise CommandError(str(error)) from error
    return 0


def _see(settings: LaneSettings, models: ModelSettings) -> See | None:
    """Open what looks for people in the barrier's zone, where the lane has one."""
    if settings.barrier_zone is None:
        return None
    look = YardLook.load(models)
    return CameraLook(look, [settings.barrier_zone.corners])
