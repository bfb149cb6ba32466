"""``Idempotency-Key``: a post that is sent twice is done once and answered alike.

As draft-ietf-httpapi-idempotency-key-header says: the same key with another body is
422, one whose first call is under way 409. Answers are kept for 24 hours, by caller.
"""

import hashlib
import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gate_service.application.gate import Gate
from gate_service.application.tokens import owner_of
from gate_service.domain.calls import Asked, KeptAnswer, Question
from gate_service.web.problems import Problem, ProblemResponse

_HEADER = "idempotency-key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_METHODS = {"POST", "PATCH"}
_SECRET = ("/api/v1/keys", "/api/v1/subscribers")
"""Where answers hold secrets: those are not kept."""
_KEPT_HEADERS = ("content-type", "location", "etag", "link")
_MOST = 1 << 20
_REFUSED = {
    Asked.OTHER: Problem(
        422,
        "idempotency-key-reused",
        "This Idempotency-Key was used for another request: take a new one.",
    ),
    Asked.UNDER_WAY: Problem(
        409,
        "idempotency-key-under-way",
        "The first request with this Idempotency-Key is not answered yet: ask again.",
    ),
}
_BAD_KEY = Problem(
    400,
    "idempotency-key-invalid",
    "An Idempotency-Key has 1 to 255 printable characters and no blanks.",
)


Keep = Callable[[KeptAnswer | None], Awaitable[None]]
"""Takes the answer before it goes out; None is not to be kept."""


class Replays:
    """ASGI middleware behind the doorkeeper, which says who calls."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Wrap *app*; *gate* keeps the answers."""
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what has no key; else answer once, and again from what is kept."""
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        if _KEY.fullmatch(key) is None:
            await ProblemResponse(_BAD_KEY)(scope, receive, send)
            return
        try:
            body = await _whole(receive)
        except HTTPException as error:  # the body's cap
            problem = Problem(error.status_code, "too-large", error.detail)
            await ProblemResponse(problem)(scope, receive, send)
            return
        await self._once(_Call(scope, body, receive, send), key)

    async def _once(self, call: "_Call", key: str) -> None:
        question, once = call.question(key), self._gate.customs.once
        known = await run_in_threadpool(once.begin, question)
        if isinstance(known, KeptAnswer):
            await call.answer(_replayed(known))
            return
        if known is not Asked.NEW:
            await call.answer(ProblemResponse(_REFUSED[known]))
            return

        async def keep(answer: KeptAnswer | None) -> None:
            if answer is None:
                await run_in_threadpool(once.drop, question)
            else:
                await run_in_threadpool(once.finish, question, answer)

        try:
            await call.ask(self._app, keep)
        except Exception:
            if not call.answered:
                await run_in_threadpool(once.drop, question)
            raise


class _Call:
    """One request whose body is whole, and its answer held back until it is kept."""

    def __init__(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        self._scope, self._body = scope, body
        self._receive, self._send = receive, send
        self._given = self.answered = False
        self._held: list[Message] = []
        self._keep: Keep | None = None

    def question(self, key: str) -> Question:
        """Say what is asked, and by whom."""
        scope = self._scope
        kind = Headers(scope=scope).get("content-type", "")
        said = [scope["method"], scope["path"], scope["query_string"].decode(), kind]
        digest = hashlib.sha256("\n".join(said).encode() + b"\n" + self._body)
        owner = owner_of(scope["state"]["caller"])
        return Question(owner=owner, key=key, fingerprint=digest.hexdigest())

    async def ask(self, app: ASGIApp, keep: "Keep") -> None:
        """Ask *app*; its answer goes out once *keep* has kept it.

        What the app does behind its answer is not waited for.
        """
        self._keep = keep
        await app(self._scope, self._once_more, self._hold)

    def _worth_keeping(self) -> KeptAnswer | None:
        start, *parts = self._held
        body = b"".join(part.get("body", b"") for part in parts)
        if start["status"] >= 500 or len(body) > _MOST:
            return None
        told = Headers(raw=start["headers"])
        headers = {name: told[name] for name in _KEPT_HEADERS if name in told}
        return KeptAnswer(status=start["status"], headers=headers, body=body)

    async def answer(self, response: Response) -> None:
        """Send another answer."""
        await response(self._scope, self._receive, self._send)

    async def _once_more(self) -> Message:
        if self._given:
            return await self._receive()
        self._given = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def _hold(self, message: Message) -> None:
        self._held.append(message)
        if message["type"] != "http.response.body" or message.get("more_body", False):
            return
        if self._keep is not None:
            await self._keep(self._worth_keeping())
        self.answered = True
        for held in self._held:
            await self._send(held)


def _key(scope: Scope) -> str | None:
    """Give the key of a post that may be kept; quotes around it are the draft's."""
    if scope["type"] != "http" or scope["method"] not in _METHODS:
        return None
    if scope["path"].startswith(_SECRET) or "caller" not in scope.get("state", {}):
        return None
    key = Headers(scope=scope).get(_HEADER)
    if key is None:
        return None
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _replayed(answer: KeptAnswer) -> Response:
    headers = {**answer.headers, "Idempotent-Replayed": "true"}
    return Response(answer.body, answer.status, headers)
