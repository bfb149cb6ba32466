"""When an authority was heard from."""

from datetime import datetime

from gate_service.web.schemas.base import Answered, example


class HeardAnswer(Answered):
    """A sign of life; ``stale_after`` seconds of silence refer trucks, null: never."""

    model_config = example(
        authority="customs-gb", heard="2026-05-04T08:15:02Z", stale_after=300.0
    )

    authority: str
    heard: datetime | None
    stale_after: float | None
