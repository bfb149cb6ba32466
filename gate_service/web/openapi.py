"""The OpenAPI description: problem details as the typed answer of every refusal."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from starlette.types import Lifespan

from gate_service.web.doorkeeper import COOKIE
from gate_service.web.problems import MEDIA_TYPE, Problem

_ABOUT = (
    "Appointments, lanes, visits, holds, clearance passes and yard safety of one gate. "
    "Every call but /healthz needs an API key, or a token that /oauth/token gives for "
    "one; every refusal is a problem (RFC 9457). A POST may carry an Idempotency-Key; "
    "what is read alone has an ETag; lists go on at the Link rel=next."
)
_REFUSALS: Mapping[int, tuple[str, Problem]] = {
    401: (
        "No key, or none that is known",
        Problem(401, "no-key", "This API key is not known or was revoked."),
    ),
    403: (
        "The key's role or scope does not allow this",
        Problem(403, "not-yours", "A key with the role lane may not do this."),
    ),
    404: (
        "Nothing of that name is on file",
        Problem(404, "unknown-lane", "No lane 'lane-9' belongs to this site."),
    ),
    409: (
        "The state of things does not allow this",
        Problem(409, "pass-refused", "This pass was spent before.", {"code": "spent"}),
    ),
    412: (
        "It was changed since it was read",
        Problem(412, "stale-version", "This was changed since: it is version 3 now."),
    ),
    413: (
        "The body is too large",
        Problem(413, "too-large", "The body is too large: at most 1 MiB."),
    ),
    422: (
        "A value was refused",
        Problem(
            422, "invalid-input", "The field 'plate' is missing.", {"field": "plate"}
        ),
    ),
    507: (
        "The disk is full",
        Problem(507, "storage-full", "The disk has no room for evidence."),
    ),
}
_PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "urn:quaygate:problem:NAME"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One sentence for its caller"},
        "field": {"type": "string", "description": "The value that was refused"},
        "expected": {"type": "integer", "description": "The next sequence number"},
        "left": {"type": "string", "description": "When a container left"},
        "visit": {"type": "string", "description": "The visit that it left on"},
        "code": {"type": "string", "description": "Why a pass was refused"},
        "errors": {
            "type": "array",
            "description": "All fields, where more than one was refused",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_KEYS = {
    "ApiKey": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "BrowserKey": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "The same key, as the login page sets it.",
    },
}
"""What the doorkeeper takes, the one or the other."""


def _documented(description: str, problem: Problem) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {MEDIA_TYPE: {"schema": schema, "example": problem.members()}}
    return {"description": description, "content": content}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route that may be refused with *statuses*."""
    return {status: _documented(*_REFUSALS[status]) for status in statuses}


WITHOUT_KEY: dict[str, Any] = {"security": []}
"""The ``openapi_extra`` of a route that is open to all."""

ALWAYS = refusals(401, 403, 422)
"""What every route under /api/v1 may answer."""


class QuaygateApi(FastAPI):
    """The application, with the problem schema in its description.

    FastAPI's own pages are off: they load scripts from elsewhere, and lanes lose
    the internet.
    """

    def __init__(self, lifespan: Lifespan[FastAPI]) -> None:
        """Make an app without routes."""
        super().__init__(
            title="Quaygate",
            version="1",
            description=_ABOUT,
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            generate_unique_id_function=lambda route: route.name,
            lifespan=lifespan,
            telemetry={"tracing": False, "metrics": False, "logs": False},
        )

    def openapi(self) -> dict[str, Any]:
        """Describe the API, with problems typed and the keys that open it."""
        schema = super().openapi()
        schema["components"]["schemas"]["Problem"] = _PROBLEM_SCHEMA
        schema["components"]["securitySchemes"] = _KEYS
        for methods in schema["paths"].values():
            for operation in methods.values():
                operation["summary"] = operation["summary"].capitalize()
                operation.setdefault("security", [{name: []} for name in _KEYS])
        return schema
