"""Evidence: images by their SHA-256, sent by lanes and read by staff."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from gate_service.domain.callers import Role
from gate_service.domain.errors import InvalidInputError
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Digest

router = APIRouter(prefix="/api/v1/evidence", tags=["evidence"], responses=ALWAYS)
_BODY, _JPEG = "body", "image/jpeg"
_START = b"\xff\xd8\xff"
_EXAMPLE = {"content": {_JPEG: {"example": "(the bytes of a JPEG)"}}}


@router.put(
    "/{digest}",
    dependencies=[Depends(allow(Role.LANE))],
    response_class=Response,
    responses={
        200: {"description": "It was kept before"},
        201: {"description": "It is kept now"},
        **refusals(413),
    },
)
def keep_evidence(
    digest: Digest,
    image: Annotated[bytes, Body(media_type=_JPEG, examples=["(the bytes of a JPEG)"])],
    gate: GateHere,
) -> Response:
    """Keep a JPEG of at most 4 MiB under its SHA-256."""
    if not image.startswith(_START):
        msg = "the body is not a JPEG image"
        raise InvalidInputError(_BODY, msg)
    return Response(status_code=201 if gate.keep_evidence(digest, image) else 200)


@router.get(
    "/{digest}",
    dependencies=[Depends(allow(*STAFF))],
    response_class=Response,
    responses={200: {"description": "The image", **_EXAMPLE}, **refusals(404)},
)
def read_evidence(digest: Digest, gate: GateHere) -> Response:
    """Read an image; its address never changes its content."""
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(gate.evidence(digest), media_type=_JPEG, headers=kept)
