"""A yard's side: events and pictures in; cameras, zones and live views out."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from gate_service.domain.callers import Role
from gate_service.domain.errors import InvalidInputError
from gate_service.domain.lane_events import BatchReceipt
from gate_service.domain.safety import YardName
from gate_service.web.access import GateHere, allow
from gate_service.web.api.alerts import WATCHING
from gate_service.web.api.evidence import JPEG, is_jpeg
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.live_view import MEDIA_TYPE, live_parts
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.pictures import Pictures, Place
from gate_service.web.schemas.base import LaneId, Name
from gate_service.web.schemas.batches import ReceiptAnswer
from gate_service.web.schemas.yard_batches import YardBatchBody
from gate_service.web.schemas.yards import PictureReceipt, YardAnswer

router = APIRouter(prefix="/api/v1/yards", tags=["yards"], responses=ALWAYS)
_YARD = [Depends(allow(Role.YARD))]
_WATCHING = [Depends(allow(*WATCHING))]
_CAMERA = "/{yard}/cameras/{camera}"
_BYTES = "(the bytes of a JPEG)"


@router.get("", dependencies=_WATCHING)
def list_yards(gate: GateHere) -> list[YardAnswer]:
    """List the yards with their cameras and zones as they may be believed now."""
    now = gate.safety.clock()
    return [YardAnswer.of(state, now) for state in gate.safety.look.yards()]


@router.post(
    "/{yard}/events",
    dependencies=_YARD,
    response_model=ReceiptAnswer,
    responses=refusals(404, 409, 413),
)
def report_yard_events(
    yard: LaneId, body: YardBatchBody, gate: GateHere
) -> BatchReceipt:
    """Take a batch of yard events, as often as it is sent."""
    name = YardName(yard)
    return gate.safety.report(name, body.source, body.yard_events(name))


def place_of(yard: LaneId, camera: Name, gate: GateHere) -> Place:
    """Return which camera the path names; UnknownYardError."""
    gate.site.yard(YardName(yard))
    return yard, camera


def pictures_of(request: Request) -> Pictures:
    """Return the app's pictures."""
    pictures: Pictures = request.app.state.pictures
    return pictures


Where = Annotated[Place, Depends(place_of)]
PicturesHere = Annotated[Pictures, Depends(pictures_of)]


@router.put(_CAMERA + "/picture", dependencies=_YARD, responses=refusals(404, 413))
async def keep_the_newest_picture(
    place: Where,
    image: Annotated[bytes, Body(media_type=JPEG, examples=[_BYTES])],
    pictures: PicturesHere,
) -> PictureReceipt:
    """Show a JPEG of at most 1 MiB; it is kept in memory until the next one."""
    if not is_jpeg(image):
        msg = "the body is not a JPEG image"
        raise InvalidInputError(field="body", message=msg)
    return PictureReceipt(every=pictures.put(place, image))


@router.get(
    _CAMERA + "/picture",
    dependencies=_WATCHING,
    response_class=Response,
    responses={
        200: {
            "description": "The picture; `Age` says how many seconds ago it came",
            "content": {JPEG: {"example": _BYTES}},
        },
        **refusals(404),
    },
)
async def read_the_newest_picture(place: Where, pictures: PicturesHere) -> Response:
    """Read the newest picture of a camera."""
    picture = pictures.newest(place)
    age = {"Age": str(int(pictures.age(picture)))}
    return Response(picture.body, media_type=JPEG, headers=age)


@router.get(
    _CAMERA + "/live",
    dependencies=_WATCHING,
    response_class=Response,
    responses={
        200: {
            "description": "JPEGs, each in the place of the last",
            "content": {"multipart/x-mixed-replace": {"example": _BYTES}},
        },
        **refusals(404),
    },
)
async def watch_a_camera(
    place: Where, pictures: PicturesHere, gate: GateHere, request: Request
) -> Response:
    """Watch a camera, five pictures a second; it ends where no new ones come."""
    pictures.newest(place)
    hub: Hub = request.app.state.hub

    async def goes_on() -> bool:
        with suppress(UnauthenticatedError):
            await run_in_threadpool(authenticate, gate, request.state.secret)
            return not hub.closed
        return False

    parts = live_parts(pictures, place, goes_on)
    return StreamingResponse(parts, media_type=MEDIA_TYPE)
