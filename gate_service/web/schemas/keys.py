"""API keys as they are issued, and the service's health."""

from datetime import datetime

from gate_service.domain.callers import ApiKey, Role
from gate_service.web.schemas.base import Answered, Asked, Name, example


class KeyBody(Asked):
    """A key to issue; ``scope`` is a lane, yard, authority or haulier."""

    model_config = example(role="kiosk", name="kiosk of lane 1", scope="lane-1")

    role: Role
    name: Name
    scope: Name | None = None


class KeyAnswer(Answered):
    """The secret, shown this once; ``id`` and ``secret`` are an OAuth client's."""

    model_config = example(
        id="0197f2b4-ab00-7000-8000-6b5c4d3e2f1a",
        secret="qgk_9Zr0mUu3xkqJ2v5cVd7yQh1sTt8wXb4n",  # noqa: S106 - an example
    )

    id: str
    secret: str


class IssuedKeyAnswer(Answered):
    """A key that was issued, without its secret; ``revoked`` is null while it opens."""

    model_config = example(
        id="0197f2b4-ab00-7000-8000-6b5c4d3e2f1a",
        role="kiosk",
        name="kiosk of lane 1",
        scope="lane-1",
        issued="2026-05-04T06:00:00Z",
        revoked=None,
    )

    id: str
    role: Role
    name: str
    scope: str | None
    issued: datetime
    revoked: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> "IssuedKeyAnswer":
        """Return *key* as it is listed."""
        owner = key.caller
        return cls(
            id=key.id,
            role=owner.role,
            name=owner.name,
            scope=owner.scope,
            issued=key.issued,
            revoked=key.revoked,
        )


class HealthAnswer(Answered):
    """Whether the service can decide; ``tick_age`` in seconds, null before any."""

    model_config = example(database="ok", tick="ok", tick_age=0.4)

    database: str
    tick: str
    tick_age: float | None
