"""How long personal data are kept, and who reads the metrics."""

from pydantic import Field

from gate_service.sections.base import Section


class Personal(Section):
    """``days`` that plates, images and drivers are kept after a visit's end.

    Without it they are kept until somebody asks for their deletion.
    """

    days: float | None = Field(default=None, ge=1, le=36500)


class Metrics(Section):
    """``loopback``: programs on this machine read /metrics without a key.

    Not behind a proxy on the same machine: whoever it lets through seems to be here.
    """

    loopback: bool = False
