"""API keys as they are issued, and the service's health."""

from gate_service.domain.callers import Role
from gate_service.web.schemas.base import Answered, Asked, Name, example


class KeyBody(Asked):
    """A key to issue; ``scope`` is a lane, an authority or a haulier."""

    model_config = example(role="kiosk", name="kiosk of lane 1", scope="lane-1")

    role: Role
    name: Name
    scope: Name | None = None


class KeyAnswer(Answered):
    """The secret, shown this once."""

    model_config = example(secret="qgk_9Zr0mUu3xkqJ2v5cVd7yQh1sTt8wXb4n")  # noqa: S106 - an example

    secret: str


class HealthAnswer(Answered):
    """Whether the service can decide; ``tick_age`` in seconds, null before any."""

    model_config = example(database="ok", tick="ok", tick_age=0.4)

    database: str
    tick: str
    tick_age: float | None
