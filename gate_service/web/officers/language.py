"""The language of the officers' pages: the site's own until an officer chooses."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse

from gate_service.web.access import allow
from gate_service.web.api.alerts import WATCHING
from gate_service.web.login import local_path
from gate_service.web.texts import Wording, office_wordings

_COOKIE = "quaygate_language"
_YEAR = 365 * 24 * 3600  # seconds

router = APIRouter(
    prefix="/officers/language",
    include_in_schema=False,
    dependencies=[Depends(allow(*WATCHING))],
)


def spoken(request: Request) -> Wording:
    """Return the language that was chosen, or the site's own."""
    chosen = request.cookies.get(_COOKIE, "")
    own: str = request.app.state.language
    return office_wordings().get(chosen) or office_wordings()[own]


@router.get("/{code}")
def choose_language(
    code: str,
    next_: Annotated[str, Query(alias="next", max_length=8000)] = "/officers",
) -> RedirectResponse:
    """Keep the language in a cookie and go back; one that we lack changes nothing."""
    answer = RedirectResponse(local_path(next_), 303)
    if code in office_wordings():
        answer.set_cookie(_COOKIE, code, max_age=_YEAR, samesite="strict")
    return answer
