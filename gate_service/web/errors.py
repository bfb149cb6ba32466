"""The one table from refusals of the domain to HTTP, and the handlers that use it."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from gate_service.domain import errors as domain
from gate_service.web.auth import UnauthenticatedError
from gate_service.web.problems import Problem, ProblemResponse
from gate_service.web.templates import problem_page, wants_page
from gate_service.web.validation import invalid_request

# The first row whose class matches wins: subclasses stand above their parents.
TABLE: tuple[tuple[type[Exception], int, str], ...] = (
    (UnauthenticatedError, 401, "no-key"),
    (domain.NotYoursError, 403, "not-yours"),
    (domain.UnknownLaneError, 404, "unknown-lane"),
    (domain.UnknownAppointmentError, 404, "unknown-appointment"),
    (domain.UnknownVisitError, 404, "unknown-visit"),
    (domain.UnknownHoldError, 404, "unknown-hold"),
    (domain.NotFoundError, 404, "not-found"),
    (domain.InvalidInputError, 422, "invalid-input"),
    (domain.PassError, 409, "pass-refused"),
    (domain.SequenceGapError, 409, "sequence-gap"),
    (domain.StateConflictError, 409, "state-conflict"),
    (domain.GateError, 409, "refused"),
)
_MEMBERS = ("field", "expected", "code")
"""Attributes of a refusal that the problem repeats."""


def problem_of(error: Exception) -> Problem:
    """Return the problem that *error* is answered with.

    Raises StopIteration for an error that no row names.
    """
    status, name = next((s, n) for kind, s, n in TABLE if isinstance(error, kind))
    more = {key: getattr(error, key) for key in _MEMBERS if hasattr(error, key)}
    return Problem(status, name, str(error), more)
