"""ETags (RFC 9110) of everything that is read alone, and changes that depend on them.

What a route answers is tagged by what it says. A route that has versions of its own
sets ``ETag`` itself, and that stands.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from pydantic import BaseModel
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gate_service.domain.errors import StaleVersionError

_JSON = "application/json"
_PATHS = "/api/v1/"


def tag_of(body: bytes) -> str:
    """Tag a JSON *body* by what it says, however it is written."""
    said = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def names(header: str, tag: str) -> bool:
    """Whether a list of tags (``If-Match``, ``If-None-Match``) names *tag*.

    >>> names('"a", W/"b"', '"b"'), names("*", '"b"'), names('"a"', '"b"')
    (True, True, False)
    """
    listed = [each.strip().removeprefix("W/") for each in header.split(",")]
    return "*" in listed or tag in listed


@dataclass(frozen=True, slots=True)
class Matching:
    """What the caller has seen of what it changes; ``header`` None: anything goes."""

    header: str | None

    def check(self, shown: BaseModel) -> None:
        """Refuse with StaleVersionError where *shown* is not what was seen."""
        if self.header is None:
            return
        if not names(self.header, tag_of(shown.model_dump_json().encode())):
            msg = "this was changed since you read it: read it again"
            raise StaleVersionError(msg)


def matching(
    if_match: Annotated[
        str | None,
        Header(max_length=300, description="The `ETag` of what was read"),
    ] = None,
) -> Matching:
    """Read ``If-Match``."""
    return Matching(if_match)


MatchingHere = Annotated[Matching, Depends(matching)]


class Tagged:
    """ASGI middleware: an ``ETag`` on each JSON object read, 304 where it is known."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap *app*."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the answer to a GET of the API is held back until it is whole."""
        reads = scope["type"] == "http" and scope["method"] == "GET"
        if not (reads and scope["path"].startswith(_PATHS)):
            await self._app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match")
        await self._app(scope, receive, _Tagging(send, known).send)


class _Tagging:
    """The answer to one request."""

    def __init__(self, send: Send, known: str | None) -> None:
        self._send, self._known = send, known
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        """Hold back a JSON answer that is well; let all else go."""
        if message["type"] == "http.response.start" and _is_tagged(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._whole(self._start, b"".join(self._parts))

    async def _whole(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(raw=start["headers"])
        tag = headers.get("etag")
        if tag is None and body.startswith(b"{"):
            tag = headers["etag"] = tag_of(body)
        if tag is not None and self._known and names(self._known, tag):
            del headers["content-length"]
            start, body = {**start, "status": 304}, b""
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_tagged(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith(_JSON)
