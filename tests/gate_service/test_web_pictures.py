"""A camera's newest picture and its live view: the newest only, never an old one."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from gate_service.domain.callers import Role
from gate_service.domain.errors import InvalidInputError, UnknownCameraError
from gate_service.web.app import create_app
from gate_service.web.live_view import live_parts
from gate_service.web.pictures import BLIND, UNWATCHED, WATCHED, Pictures
from tests.support.real_gate import JPEG, Keys, fresh_gate
from tests.support.serving import serving

PLACE = ("yard-1", "row-12")
PATH = "/api/v1/yards/yard-1/cameras/row-12"


@dataclass
class Time:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def always() -> bool:
    return True


async def first_part(parts: AsyncIterator[bytes]) -> bytes:
    assert await anext(parts) == b"--picture\r\n"
    return await anext(parts)


def test_nobody_looks_until_somebody_does_and_not_long_after() -> None:
    time = Time()
    pictures = Pictures(time)
    waits = [pictures.put(PLACE, JPEG)]
    pictures.newest(PLACE)
    waits.append(pictures.put(PLACE, JPEG))
    time.now = 6.0
    waits.append(pictures.put(PLACE, JPEG))
    assert waits == [UNWATCHED, WATCHED, UNWATCHED]


def test_looking_at_one_camera_wakes_no_other() -> None:
    pictures = Pictures(Time())
    for name in ("a", "b"):
        pictures.put(("yard-1", name), JPEG)
    pictures.newest(("yard-1", "a"))
    assert pictures.put(("yard-1", "b"), JPEG) == UNWATCHED


def test_a_camera_without_a_picture_is_not_known() -> None:
    with pytest.raises(UnknownCameraError, match="row-12"):
        Pictures(Time()).newest(PLACE)


def test_a_yard_cannot_fill_the_memory_with_cameras() -> None:
    pictures = Pictures(Time())
    for number in range(200):
        pictures.put(("yard-1", f"c-{number}"), JPEG)
    with pytest.raises(InvalidInputError, match="at most 200 cameras"):
        pictures.put(("yard-1", "one more"), JPEG)
    pictures.put(("yard-2", "c"), JPEG)


def test_a_slow_viewer_gets_the_newest_picture_next() -> None:
    async def watch() -> bytes:
        pictures = Pictures(Time())
        pictures.put(PLACE, b"one")
        parts = live_parts(pictures, PLACE, always)
        await first_part(parts)
        for body in (b"two", b"three", b"four"):
            pictures.put(PLACE, body)
        return await anext(parts)

    part = asyncio.run(watch())
    assert part.startswith(b"Content-Type: image/jpeg\r\nContent-Length: 4\r\n\r\nfour")
    assert part.endswith(b"\r\n--picture\r\n")


def test_a_picture_is_sent_once() -> None:
    async def watch() -> None:
        pictures = Pictures(Time())
        for body in (b"one", b"two", b"three"):
            pictures.put(PLACE, body)
        parts = live_parts(pictures, PLACE, always)
        await first_part(parts)
        await asyncio.wait_for(anext(parts), 0.1)

    with pytest.raises(TimeoutError):
        asyncio.run(watch())


def test_a_viewer_waits_for_the_next_picture() -> None:
    async def watch() -> bytes:
        pictures = Pictures(Time())
        pictures.put(PLACE, b"one")
        parts = live_parts(pictures, PLACE, always)
        await first_part(parts)
        asyncio.get_running_loop().call_later(0.02, pictures.put, PLACE, b"two")
        return await anext(parts)

    assert b"two" in asyncio.run(watch())


def test_a_view_of_a_blind_camera_ends() -> None:
    async def watch() -> bytes | None:
        time = Time()
        pictures = Pictures(time)
        pictures.put(PLACE, JPEG)
        parts = live_parts(pictures, PLACE, always)
        await first_part(parts)
        time.now = BLIND + 1
        return await anext(parts, None)

    assert asyncio.run(watch()) is None


def test_a_view_ends_when_it_may_not_go_on() -> None:
    async def never() -> bool:
        return False

    async def watch() -> list[bytes]:
        pictures = Pictures(Time())
        pictures.put(PLACE, JPEG)
        return [part async for part in live_parts(pictures, PLACE, never)]

    assert asyncio.run(watch()) == [b"--picture\r\n"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Keys]]:
    gate = fresh_gate(tmp_path)
    keys = Keys(gate)
    with serving(create_app(gate)) as address:
        yield address, keys
    gate.close()


def send(address: str, keys: Keys, body: bytes = JPEG) -> httpx2.Response:
    headers = keys.bearer(Role.YARD) | {"Content-Type": "image/jpeg"}
    return httpx2.put(f"{address}{PATH}/picture", content=body, headers=headers)


def test_a_picture_is_shown_and_its_age_told(served: tuple[str, Keys]) -> None:
    address, keys = served
    assert send(address, keys).json() == {"every": 10.0}
    headers = keys.bearer(Role.OFFICER)
    got = httpx2.get(f"{address}{PATH}/picture", headers=headers)
    assert (got.content, got.headers["content-type"]) == (JPEG, "image/jpeg")
    assert got.headers["age"].isdecimal()
    assert send(address, keys).json() == {"every": 0.2}


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"GIF89a", 422), (JPEG.ljust((1 << 20) + 1, b"\0"), 413)],
)
def test_what_is_no_small_picture_is_refused(
    served: tuple[str, Keys], body: bytes, status: int
) -> None:
    assert send(*served, body=body).status_code == status


@pytest.mark.parametrize("end", ["picture", "live"])
def test_a_camera_that_has_sent_nothing_is_not_found(
    served: tuple[str, Keys], end: str
) -> None:
    address, keys = served
    headers = keys.bearer(Role.OFFICER)
    got = httpx2.get(f"{address}{PATH}/{end}", headers=headers)
    assert (got.status_code, got.json()["type"]) == (
        404,
        "urn:quaygate:problem:unknown-camera",
    )


def test_an_unknown_yard_keeps_no_picture(served: tuple[str, Keys]) -> None:
    address, keys = served
    path = "/api/v1/yards/moon/cameras/c/picture"
    got = httpx2.get(f"{address}{path}", headers=keys.bearer(Role.OFFICER))
    assert got.json()["type"] == "urn:quaygate:problem:unknown-yard"


def test_a_live_view_follows_and_a_stopping_server_ends_it(
    served: tuple[str, Keys],
) -> None:
    address, keys = served
    send(address, keys)
    url, headers = f"{address}{PATH}/live", keys.bearer(Role.OFFICER)
    with httpx2.stream("GET", url, headers=headers, timeout=10) as answer:
        kind = answer.headers["content-type"]
        chunks = answer.iter_raw()
        seen = b""
        while seen.count(JPEG) < 1:
            seen += next(chunks)
        send(address, keys)
        while seen.count(JPEG) < 2:
            seen += next(chunks)
    assert kind == "multipart/x-mixed-replace; boundary=picture"
    assert seen.startswith(b"--picture\r\nContent-Type: image/jpeg\r\n")
