"""``[lanes.NAME.offline]``: whether and how a lane decides alone."""

from pathlib import Path

from pydantic import Field

from pipelines.link_settings import Frozen


class OfflineSettings(Frozen):
    """Times in seconds. Without this table a lane never decides alone.

    ``after``: the gate must have been away for so long. ``refresh``: how often the
    bundle is asked for. ``skew``: how far the lane's clock may be from the gate's.
    ``open_for``: how long a GO waits for the barrier's zone to be clear.
    ``code_memory``: how long a code counts that was shown before the truck was seen.
    ``page``: port on this machine of a page for the kiosk; None: no such page.
    """

    after: float = Field(default=15.0, ge=1, le=3600)
    refresh: float = Field(default=10.0, ge=0.1, le=3600)
    skew: float = Field(default=120.0, ge=1, le=3600)
    open_for: float = Field(default=120.0, ge=5, le=900)
    code_memory: float = Field(default=120.0, ge=1, le=900)
    bundle: Path | None = None
    page: int | None = Field(default=None, ge=0, le=65535)
