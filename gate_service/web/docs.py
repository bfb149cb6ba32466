"""The API's reference: the OpenAPI file, and a page that needs no network."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse

from gate_service.web.access import EVERYONE, allow
from gate_service.web.rendering import page

router = APIRouter(include_in_schema=False, dependencies=[Depends(allow(*EVERYONE))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path, ready to be printed."""

    method: str
    path: str
    tag: str
    summary: str
    description: str
    body: str | None
    answers: tuple[tuple[str, str, str | None], ...]
    """Status, meaning and example."""


@router.get("/openapi.json")
def description(request: Request) -> JSONResponse:
    """Return the OpenAPI description."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def reference(request: Request) -> HTMLResponse:
    """Print every operation with its examples."""
    schema = request.app.openapi()
    operations = list(operations_of(schema))
    return page("docs.html", about=schema["info"], operations=operations)


def operations_of(schema: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield every operation of an OpenAPI *schema* in its order."""
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {})
            yield Operation(
                method=method.upper(),
                path=path,
                tag=told["tags"][0],
                summary=told["summary"],
                description=told.get("description", ""),
                body=_printed(example_of(body, schema)),
                answers=tuple(
                    (status, answer["description"], _printed(_answer(answer, schema)))
                    for status, answer in sorted(told["responses"].items())
                ),
            )


def example_of(content: Mapping[str, Any], schema: Mapping[str, Any]) -> object:
    """Return the example of a body's *content*, or None where it has none."""
    for media in content.values():
        if "example" in media:
            return media["example"]
        return _schema_example(media.get("schema", {}), schema)
    return None


def _answer(answer: Mapping[str, Any], schema: Mapping[str, Any]) -> object:
    return example_of(answer.get("content", {}), schema)


def _schema_example(of: Mapping[str, Any], schema: Mapping[str, Any]) -> object:
    """Follow references and lists down to a model's own example."""
    if "$ref" in of:
        name = of["$ref"].rsplit("/", 1)[1]
        return _schema_example(schema["components"]["schemas"][name], schema)
    if "examples" in of:
        return of["examples"][0]
    if of.get("type") == "array":
        one = _schema_example(of["items"], schema)
        return None if one is None else [one]
    return None


def _printed(example: object) -> str | None:
    if example is None or isinstance(example, str):
        return example
    return json.dumps(example, indent=2, ensure_ascii=False)
