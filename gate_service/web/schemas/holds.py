"""Holds and watch-list entries: what authorities and officers order."""

from datetime import datetime

from pydantic import Field

from gate_service.domain.customs import HoldOrder
from gate_service.domain.watchlist import WatchKind, WatchLevel, WatchRequest
from gate_service.web.schemas.base import Answered, Asked, Name, Text, example

_HOLD = {
    "container": "CSQU3054383",
    "reference": "HOLD-2026-0815",
    "reason": "papers incomplete",
    "order": "hold",
}
_WATCH = {
    "kind": "plate",
    "value": "AB12CDE",
    "level": "soft",
    "note": "ask for the driver's papers",
}


class HoldBody(Asked):
    """A hold under the caller's own authority, which its key names."""

    model_config = example(**_HOLD)

    container: str = Field(max_length=40, description="ISO 6346, with its check digit")
    reference: Name
    reason: Text = ""
    order: HoldOrder = HoldOrder.HOLD
    anyway: bool = Field(default=False, description="Even if the container has left")


class ReleaseBody(Asked):
    """The authority's own reference of a release, which is kept."""

    model_config = example(reference="REL-2026-0911")

    reference: Name


class HoldAnswer(Answered):
    """A hold; ``released`` is null while it stands.

    ``release`` is the reference that it was lifted under. ``left`` is null, or when the
    container had left by: such a hold came too late.
    """

    model_config = example(
        id="0197f2b4-8a00-7000-8000-9f8e7d6c5b4a",
        authority="customs-gb",
        **_HOLD,
        placed="2026-05-04T06:30:00Z",
        placed_by="customs desk 3",
        released=None,
        released_by=None,
        release=None,
        left=None,
    )

    id: str
    authority: str
    container: str
    reference: str
    reason: str
    order: HoldOrder
    placed: datetime
    placed_by: str
    released: datetime | None
    released_by: str | None
    release: str | None
    left: datetime | None


class WatchBody(Asked):
    """A plate or container to look out for; soft refers, hard stops."""

    model_config = example(**_WATCH)

    kind: WatchKind
    value: str = Field(min_length=1, max_length=40)
    level: WatchLevel
    note: Text = ""

    def request(self) -> WatchRequest:
        """Return the domain's request."""
        return WatchRequest(
            kind=self.kind, value=self.value, level=self.level, note=self.note
        )


class WatchAnswer(Answered):
    """A watch-list entry; ``removed`` is null while it counts."""

    model_config = example(
        id="0197f2b4-9a00-7000-8000-5a4b3c2d1e0f",
        **_WATCH,
        added="2026-05-04T06:00:00Z",
        added_by="officer 12",
        removed=None,
    )

    id: str
    kind: WatchKind
    value: str
    level: WatchLevel
    note: str
    added: datetime
    added_by: str
    removed: datetime | None
