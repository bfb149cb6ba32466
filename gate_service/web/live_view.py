"""A camera's live view: JPEG after JPEG, for as long as they are new."""

from collections.abc import AsyncIterator, Awaitable, Callable

from gate_service.web.pictures import BLIND, Picture, Pictures, Place

MEDIA_TYPE = "multipart/x-mixed-replace; boundary=picture"
_BOUNDARY = b"--picture\r\n"
_CHECK = 2.0  # seconds between questions whether to go on
_PATIENCE = 1.0


async def live_parts(
    pictures: Pictures, place: Place, goes_on: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """Yield the newest picture whenever the viewer has taken the last one.

    Each part ends with the next one's boundary: a browser shows a picture only when
    that has come. The view ends where no new picture comes for BLIND seconds.
    """
    yield _BOUNDARY
    number, checked = 0, None
    while True:
        if checked is None or pictures.now() - checked >= _CHECK:
            if not await goes_on():
                return
            checked = pictures.now()
        picture = await pictures.behind(place, number, _PATIENCE)
        if pictures.age(picture) > BLIND:
            return
        if picture.number > number:
            number = picture.number
            yield _part(picture)


def _part(picture: Picture) -> bytes:
    head = f"Content-Type: image/jpeg\r\nContent-Length: {len(picture.body)}\r\n\r\n"
    return head.encode() + picture.body + b"\r\n" + _BOUNDARY
