"""``[gate.offline]``: what lanes may decide alone while the link is down."""

from pydantic import Field

from gate_service.sections.base import Section


class Offline(Section):
    """``minutes`` that a bundle is good, ``every`` seconds a new one is made.

    ``most``: trucks that are looked at for one bundle, the next to come.
    """

    minutes: float = Field(default=60.0, gt=0, le=1440)
    every: float = Field(default=20.0, ge=0, le=3600)
    most: int = Field(default=2000, ge=1, le=20_000)
