"""What adapters read off a canonical event's data."""

from collections.abc import Mapping, Sequence
from typing import Any

from gate_service.domain.canonical import CanonicalEvent

_EMPTY: Mapping[str, Any] = {}


def part(event: CanonicalEvent, name: str) -> Mapping[str, Any]:
    """Give a member of the data that is an object; an empty one where it is not."""
    found = event.data.get(name)
    return found if isinstance(found, dict) else _EMPTY


def containers(event: CanonicalEvent) -> Sequence[Mapping[str, Any]]:
    """Give the containers that the truck carries."""
    found = event.data.get("containers")
    return found if isinstance(found, list) else ()


def held(event: CanonicalEvent) -> Sequence[Mapping[str, Any]]:
    """Give the container of a hold, as if a truck carried it."""
    number = part(event, "hold").get("container")
    return [{"number": number, "size_type": None, "laden": None}] if number else []
