"""What all bodies share: strict objects, bounded texts, times with an offset."""

from datetime import UTC, datetime
from typing import Annotated, cast

from fastapi import Query
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic.config import JsonDict

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=_PRINTABLE)
]
"""A short text such as a reference or a person's or firm's name."""

Text = Annotated[str, StringConstraints(max_length=1000, pattern=_PRINTABLE)]
"""A sentence or a scanned code."""

LaneId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A lane's name as it stands in URLs."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
"""An identifier that the gate gave out."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in lower-case hex."""

At = Annotated[
    AwareDatetime,
    Field(ge=datetime(1900, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC)),
]
"""A time with its offset, far enough from both ends of the calendar to reckon with.

A lane whose clock has lost its battery says 1970, and is still heard.
"""

Limit = Annotated[int, Query(ge=1, le=1000)]
"""How many to list at most."""


class Asked(BaseModel):
    """A request body: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answered(BaseModel):
    """A response body, read off a domain object's attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


def example(**values: object) -> ConfigDict:
    """Give a model its example, which a test holds to be valid."""
    return ConfigDict(json_schema_extra={"examples": [cast("JsonDict", values)]})
