"""What the site agreed with customs."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from gate_service.domain.customs import CustomsTerms
from gate_service.sections.base import Section

_Authority = Annotated[str, Field(min_length=1, max_length=100)]


class Customs(Section):
    """``stale_after``: seconds until a silent authority refers every truck.

    ``authorities`` empty: whichever an API key names. ``manifest_required``: containers
    that no manifest names are referred.
    """

    authorities: frozenset[_Authority] = frozenset()
    stale_after: float | None = Field(default=None, ge=1, le=30 * 86400)
    manifest_required: bool = False

    @model_validator(mode="after")
    def _says_whose_silence(self) -> Self:
        if self.stale_after is not None and not self.authorities:
            msg = "stale_after needs authorities: whose silence counts?"
            raise ValueError(msg)
        return self

    def terms(self) -> CustomsTerms:
        """Give what the use cases need to know."""
        return CustomsTerms(
            authorities=self.authorities,
            stale_after=self.stale_after,
            manifest_required=self.manifest_required,
        )
