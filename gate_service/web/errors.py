"""The one table from refusals of the domain to HTTP, and the handlers that use it."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from gate_service.domain import errors as domain
from gate_service.web.problems import Problem, ProblemResponse
from gate_service.web.rendering import problem_page, wants_page
from gate_service.web.validation import MOST, invalid_request


class UnauthenticatedError(domain.GateError):
    """The request came without a key that is known."""


class InsufficientScopeError(domain.NotYoursError):
    """The token's scopes do not open this."""


# The first row whose class matches wins: subclasses stand above their parents.
TABLE: tuple[tuple[type[domain.GateError], int, str], ...] = (
    (UnauthenticatedError, 401, "no-key"),
    (InsufficientScopeError, 403, "insufficient-scope"),
    (domain.UnknownAuthorityError, 403, "unknown-authority"),
    (domain.NotYoursError, 403, "not-yours"),
    (domain.UnknownLaneError, 404, "unknown-lane"),
    (domain.UnknownAppointmentError, 404, "unknown-appointment"),
    (domain.UnknownDriverError, 404, "unknown-driver"),
    (domain.UnknownRightError, 404, "unknown-right"),
    (domain.UnknownVisitError, 404, "unknown-visit"),
    (domain.UnknownHoldError, 404, "unknown-hold"),
    (domain.UnknownRiskRuleError, 404, "unknown-risk-rule"),
    (domain.UnknownRiskHitError, 404, "unknown-risk-hit"),
    (domain.UnknownImportError, 404, "unknown-import"),
    (domain.UnknownPassError, 404, "unknown-pass"),
    (domain.UnknownCommandError, 404, "unknown-command"),
    (domain.UnknownWatchEntryError, 404, "unknown-watch-entry"),
    (domain.UnknownKeyError, 404, "unknown-key"),
    (domain.UnknownSubscriberError, 404, "unknown-subscriber"),
    (domain.UnknownEvidenceError, 404, "unknown-evidence"),
    (domain.UnknownYardError, 404, "unknown-yard"),
    (domain.UnknownCameraError, 404, "unknown-camera"),
    (domain.UnknownAlertError, 404, "unknown-alert"),
    (domain.UnknownDriverError, 404, "unknown-driver"),
    (domain.NotFoundError, 404, "not-found"),
    (domain.InvalidFaultsError, 422, "invalid-input"),
    (domain.InvalidInputError, 422, "invalid-input"),
    (domain.PassError, 409, "pass-refused"),
    (domain.SequenceGapError, 409, "sequence-gap"),
    (domain.OverrideRefusedError, 409, "override-refused"),
    (domain.StaleVersionError, 412, "stale-version"),
    (domain.ContainerOutError, 409, "container-out"),
    (domain.StateConflictError, 409, "state-conflict"),
    (domain.StorageFullError, 507, "storage-full"),
    (domain.GateError, 409, "refused"),
)
_MEMBERS = ("field", "expected", "code", "left", "visit")
"""Attributes of a refusal that the problem repeats."""
_HTTP = {
    400: "The body cannot be read as what its Content-Type says it is.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
}
"""Sentences for what the framework refuses in two words."""
_NOT_PASSES = {"not_ours", "malformed", "forged"}
"""Codes of a pass error that blame the text, not what became of the pass."""


def problem_of(error: domain.GateError) -> Problem:
    """Return the problem that *error* is answered with."""
    status, name = next((s, n) for kind, s, n in TABLE if isinstance(error, kind))
    more = {key: getattr(error, key) for key in _MEMBERS if hasattr(error, key)}
    if more.get("code") in _NOT_PASSES:
        status = 422
    if isinstance(error, domain.InvalidFaultsError) and len(error.faults) > 1:
        more["errors"] = [
            {"field": each.field, "detail": _sentence(each.message)}
            for each in error.faults[:MOST]
        ]
    return Problem(status, name, _sentence(str(error)), more)


def refusal(request: Request, error: domain.GateError) -> Response:
    """Answer *error* as a page to a person and as a problem to a program."""
    return _answer(request, problem_of(error))


def install_handlers(app: FastAPI) -> None:
    """Answer every refusal of *app* with problem details."""

    @app.exception_handler(domain.GateError)
    async def refused(request: Request, error: domain.GateError) -> Response:
        return refusal(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, invalid_request(error.errors()))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        name = "too-large" if error.status_code == 413 else "http"
        detail = _HTTP.get(error.status_code) or _sentence(error.detail)
        answer = _answer(request, Problem(error.status_code, name, detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def failed(request: Request, _: Exception) -> Response:
        # Starlette raises it again after this answer, for the server to log.
        detail = "The gate could not do this. Nothing was changed."
        return _answer(request, Problem(500, "failed", detail))


def _answer(request: Request, problem: Problem) -> Response:
    if wants_page(request):
        return problem_page(request, problem)
    return ProblemResponse(problem, _challenge(problem))


def _challenge(problem: Problem) -> dict[str, str] | None:
    """Say how to be let in, as RFC 6750 has it."""
    if problem.status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if problem.name == "insufficient-scope":
        return {"WWW-Authenticate": 'Bearer error="insufficient_scope"'}
    return None


def _sentence(message: str) -> str:
    """Make a domain message a sentence: capital first, full stop last."""
    text = message[:1].upper() + message[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
