"""Validation errors in plain sentences: the field's name and what it must be."""

from collections.abc import Mapping, Sequence
from typing import Any

from gate_service.web.problems import Problem

_MUST = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be a text",
    "string_unicode": "must be a text of valid Unicode",
    "string_too_short": "is too short: at least {min_length} characters",
    "string_too_long": "is too long: at most {max_length} characters",
    "string_pattern_mismatch": "has characters or a form that is not allowed",
    "too_short": "has too few entries: at least {min_length}",
    "too_long": "has too many entries: at most {max_length}",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "union_tag_invalid": "must be one of {expected_tags} in its type",
    "union_tag_not_found": "has no type",
    "timezone_aware": "must be a time with its offset, such as 2026-05-04T08:15:00Z",
}
_TIME = "must be a time such as 2026-05-04T08:15:00Z"
_BODY = {
    "model_attributes_type": "must be a JSON object, sent as application/json",
    "json_invalid": "is not valid JSON",
    "missing": "is missing",
}
MOST = 20
"""Faults that are told at most: a body of a megabyte has room for many more."""
_LONGEST = 100
_PLACES = {"body", "query", "path", "header", "cookie"}


def invalid_request(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Word *errors* (as pydantic lists them) and lead with the first."""
    worded = [{"field": _field(e), "detail": _sentence(e)} for e in errors[:MOST]]
    first = worded[0]
    more: dict[str, object] = {"field": first["field"]}
    if len(worded) > 1:
        more["errors"] = worded
    return Problem(422, "invalid-input", first["detail"], more)


def _sentence(error: Mapping[str, Any]) -> str:
    kind, field = str(error["type"]), _field(error)
    if field == "body" and kind in _BODY:
        return f"The body {_BODY[kind]}."
    default = _TIME if kind.startswith("datetime") else "is not valid"
    must = _MUST.get(kind, default).format_map(error.get("ctx") or {})
    return f"The field '{field}' {must}."


def _field(error: Mapping[str, Any]) -> str:
    """Join a location to ``containers.0.number``; the body itself is ``body``."""
    loc: Sequence[str | int] = error["loc"]
    if error["type"] == "json_invalid":
        return "body"
    if len(loc) > 1 and loc[0] in _PLACES:
        loc = loc[1:]
    return ".".join(str(part) for part in loc)[:_LONGEST]
