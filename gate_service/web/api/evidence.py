"""Evidence: images and clips by their SHA-256, from lanes and yards, for staff."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from starlette.responses import FileResponse

from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import InvalidInputError, NotYoursError
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Digest

router = APIRouter(prefix="/api/v1/evidence", tags=["evidence"], responses=ALWAYS)
JPEG, MP4 = "image/jpeg", "video/mp4"
_BYTES, _CLIP = "(the bytes of a JPEG)", "(the bytes of an MP4)"
_EXAMPLES = {JPEG: {"example": _BYTES}, MP4: {"example": _CLIP}}
_WATCHERS = (Role.OFFICER, Role.ADMIN)
_HEAD = 12  # bytes that tell what a file is


def is_jpeg(body: bytes) -> bool:
    """Say whether *body* begins as a JPEG does."""
    return body.startswith(b"\xff\xd8\xff")


def is_mp4(body: bytes) -> bool:
    """Say whether *body* begins as an MP4 does."""
    return body[4:8] == b"ftyp"


@router.put(
    "/{digest}",
    dependencies=[Depends(allow(Role.LANE, Role.YARD))],
    response_class=Response,
    responses={
        200: {"description": "It was kept before"},
        201: {"description": "It is kept now"},
        **refusals(413, 507),
    },
    openapi_extra={"requestBody": {"content": _EXAMPLES}},
)
def keep_evidence(
    digest: Digest,
    body: Annotated[bytes, Body(media_type=JPEG, examples=[_BYTES])],
    gate: GateHere,
) -> Response:
    """Keep a JPEG of at most 4 MiB or an MP4 of at most 64 MiB under its SHA-256."""
    if not (is_jpeg(body) or is_mp4(body)):
        msg = "the body is neither a JPEG image nor an MP4 clip"
        raise InvalidInputError(field="body", message=msg)
    return Response(status_code=201 if gate.keep_evidence(digest, body) else 200)


@router.get(
    "/{digest}",
    response_class=Response,
    responses={
        200: {"description": "The image or clip", "content": _EXAMPLES},
        206: {"description": "The part of it that `Range` asks for"},
        **refusals(404),
    },
)
def read_evidence(
    digest: Digest,
    gate: GateHere,
    caller: Annotated[Caller, Depends(allow(*STAFF))],
) -> Response:
    """Read an image or clip, or a part of it; its address never changes its content.

    Clips show people at work: they are for officers and administrators.
    """
    path = gate.evidence_file(digest)
    with path.open("rb") as file:
        kind = MP4 if is_mp4(file.read(_HEAD)) else JPEG
    if kind == MP4 and caller.role not in _WATCHERS:
        msg = f"A key with the role {caller.role} may not see clips of a yard."
        raise NotYoursError(msg)
    kept = {"Cache-Control": "private, max-age=31536000, immutable"}
    return FileResponse(path, media_type=kind, headers=kept)
