"""What all sections share: frozen, strict, names and numbers in bounds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$")]
Seconds = Annotated[float, Field(ge=0, le=365 * 86400)]
Share = Annotated[float, Field(ge=0, le=1)]


class Section(BaseModel):
    """A part of the settings: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
