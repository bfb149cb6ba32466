"""Long lists: ``limit``, an opaque ``cursor``, and a link to go on (RFC 8288)."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response

from gate_service.domain.errors import InvalidInputError
from gate_service.domain.pages import Cut, Page

_LONG = 50
"""Lines of one page for people."""
_Value = TypeVar("_Value")
_FORM = re.compile(r"p:(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page was asked for; ``next`` tells where the one behind it is."""

    cut: Cut
    request: Request
    response: Response

    def next(self, number: int | None) -> None:
        """Link to the page from *number* on; None links to none."""
        if number is None:
            return
        there = self.request.url.include_query_params(
            cursor=cursor_of(number), limit=self.cut.limit
        )
        address = f"{there.path}?{there.query}"
        self.response.headers["Link"] = f'<{address}>; rel="next"'


def paging(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most")] = 100,
    cursor: Annotated[
        str | None,
        Query(max_length=60, description="Where to go on: from the `Link` before"),
    ] = None,
) -> Paging:
    """Read the page that is asked for; InvalidInputError for a made-up cursor."""
    before = None if cursor is None else number_of(cursor)
    return Paging(Cut(limit, before), request, response)


PagingHere = Annotated[Paging, Depends(paging)]


def cursor_of(number: int) -> str:
    """Write a store's number as a cursor.

    >>> number_of(cursor_of(42))
    42
    """
    return base64.urlsafe_b64encode(f"p:{number}".encode()).decode().rstrip("=")


def number_of(cursor: str) -> int:
    """Read a cursor; InvalidInputError for a text that is none."""
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        found = _FORM.fullmatch(text)
    except (binascii.Error, ValueError):
        found = None
    if found is None:
        msg = "this cursor was not given by this list; begin without one"
        raise InvalidInputError(field="cursor", message=msg)
    return int(found[1])


CursorHere = Annotated[str, Query(max_length=60)]
"""Where a page for people goes on; empty for its beginning."""


def cut_of(cursor: str) -> Cut:
    """Read where a list goes on; empty for its beginning."""
    return Cut(_LONG, number_of(cursor) if cursor else None)


def older(path: str, shown: Page[_Value], **asked: str) -> str | None:
    """Link to what is behind the page that is shown; None where nothing is."""
    if shown.next is None:
        return None
    return f"{path}?{urlencode({**asked, 'cursor': cursor_of(shown.next)})}"
