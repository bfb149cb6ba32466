"""Pages from the Jinja templates of this package; every value is escaped."""

from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from gate_service.web.menu import is_here, menu_here
from gate_service.web.problems import Problem
from gate_service.web.site_clock import site_time


def _moment(at: datetime | None) -> str:
    """Word a time for clerks and officers: UTC to the second; a dash for None."""
    return "-" if at is None else at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _local(at: datetime | None) -> str:
    """Word a time for the control room, by the site's own clock."""
    return "-" if at is None else site_time(at).strftime("%Y-%m-%d %H:%M:%S")


_HEADINGS = {
    403: "Not with your key",
    404: "Not found",
    405: "Not found",
    409: "Not as things stand",
    413: "Too large",
    422: "Not understood",
    429: "Too often",
}
"""Statuses for people, where HTTP's own words are jargon."""

_PAGES = Environment(
    loader=PackageLoader("gate_service.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.filters["moment"] = _moment
_PAGES.filters["local"] = _local
_PAGES.globals["menu"] = menu_here
_PAGES.globals["is_here"] = is_here


def render(template: str, **values: object) -> str:
    """Fill *template*; a name that it lacks is an error."""
    return _PAGES.get_template(template).render(**values)


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Answer with *template* filled."""
    return HTMLResponse(render(template, **values), status)


def wants_page(request: Request) -> bool:
    """Tell a person's browser from a program: by path, then by ``Accept``."""
    accepts = request.headers.get("accept", "")
    return not request.url.path.startswith("/api/") and "text/html" in accepts


def problem_page(request: Request, problem: Problem) -> HTMLResponse:
    """Answer a person: with the login page where a key is missing."""
    if problem.status == 401:
        return page("login.html", 401, next=_target(request), refused=None)
    heading = _HEADINGS.get(problem.status, problem.title)
    return page("problem.html", problem.status, problem=problem, heading=heading)


def _target(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query
