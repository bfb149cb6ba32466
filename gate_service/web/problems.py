"""Problem details (RFC 9457): what every refused request is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal: an HTTP status, a stable short name and a sentence.

    ``name`` becomes the last part of ``type``; ``more`` holds further members
    such as ``field``, ``expected`` or ``code``.
    """

    status: int
    name: str
    detail: str
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def members(self) -> dict[str, object]:
        """Return the JSON members in the order of the RFC."""
        return {
            "type": f"urn:quaygate:problem:{self.name}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }


class ProblemResponse(JSONResponse):
    """A problem as ``application/problem+json``."""

    media_type = MEDIA_TYPE

    def __init__(
        self, problem: Problem, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with *problem* and its status."""
        super().__init__(problem.members(), problem.status, headers)
