"""The description of the API is complete, and its examples are true."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest
from pydantic import BaseModel

from gate_service.web import schemas
from gate_service.web.app import create_app
from gate_service.web.docs import example_of, operations_of
from gate_service.web.problems import MEDIA_TYPE
from tests.support.shown_gate import ShownGate

SCHEMA: dict[str, Any] = create_app(ShownGate().as_gate()).openapi()
OPERATIONS = [
    pytest.param(method, path, operation, id=f"{method} {path}")
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]
EVERY_OPERATION = pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
WITHOUT_KEY = {"/healthz"}


def models() -> list[type[BaseModel]]:
    """Every body of the API."""
    names = [each.name for each in pkgutil.iter_modules(schemas.__path__)]
    modules = [import_module(f"{schemas.__name__}.{name}") for name in names]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, BaseModel)
        and kind.__module__ == module.__name__
        and kind.__name__ not in {"Asked", "Answered", "_Event"}
    ]


@pytest.mark.parametrize("model", models())
def test_every_example_is_valid(model: type[BaseModel]) -> None:
    (example,) = model.model_json_schema()["examples"]
    model.model_validate(example)


@EVERY_OPERATION
def test_every_operation_says_what_it_does(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]


@EVERY_OPERATION
def test_every_body_has_an_example(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    contents = [body["content"] for body in bodies if body.get("content")]
    assert all(example_of(content, SCHEMA) is not None for content in contents)


@EVERY_OPERATION
def test_every_answer_with_a_body_is_typed(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    good = [a for s, a in operation["responses"].items() if s in {"200", "201"}]
    silent = "204" in operation["responses"] or method == "put"
    assert silent or all(answer["content"] for answer in good)


@EVERY_OPERATION
def test_every_refusal_is_a_typed_problem(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    refused = {s: a for s, a in operation["responses"].items() if s.startswith("4")}
    wanted = set() if path in WITHOUT_KEY else {"401", "403", "422"}
    wanted |= {"404"} if "{" in path and path != "/api/v1/evidence/{digest}" else set()
    wanted |= {"413"} if "requestBody" in operation else set()
    assert wanted <= set(refused)
    for answer in refused.values():
        schema = answer["content"][MEDIA_TYPE]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}


@EVERY_OPERATION
def test_every_operation_names_its_security(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    named = {name for scheme in operation.get("security", []) for name in scheme}
    assert named == (set() if path in WITHOUT_KEY else {"ApiKey", "BrowserKey"})


def test_the_reference_prints_every_operation() -> None:
    printed = [(each.method.lower(), each.path) for each in operations_of(SCHEMA)]
    assert printed == [param.values[:2] for param in OPERATIONS]
