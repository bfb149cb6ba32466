"""The request to be told: what it says, and everything that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from gate_service.domain.canonical import FAMILIES
from gate_service.domain.errors import Fault, InvalidFaultsError, InvalidInputError
from gate_service.domain.telling import Form

TOLD = FAMILIES | {"visit", "passage"}
"""The families of events that can be asked for."""

_PATTERN = re.compile(r"(\*|[a-z_]+)(\.[a-z_*]+)?")
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionRequest:
    """A webhook to be added; ``since`` None means "from now on"."""

    name: str
    url: str
    types: tuple[str, ...] = ()
    form: Form = Form.CLOUDEVENTS
    since: int | None = None

    def require_valid(self) -> None:
        """Refuse with all faults at once; InvalidFaultsError."""
        faults = tuple(self._faults())
        if faults:
            raise InvalidFaultsError(faults)

    def _faults(self) -> Iterator[Fault]:
        if not self.name.strip():
            yield Fault("name", "a subscriber needs a name")
        if why := _url_fault(self.url):
            yield Fault("url", why)
        if len(self.types) > _MOST:
            yield Fault("types", f"at most {_MOST} types")
        for number, each in enumerate(self.types[:_MOST]):
            if why := _type_fault(each):
                yield Fault(f"types.{number}", why)
        if self.since is not None and self.since < 0:
            yield Fault("since", "an event's number is 0 or more")


def _url_fault(text: str) -> str | None:
    """Say why *text* is no address that events can be posted to."""
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        return f"{text[:60]!r} is not an address"
    if url.scheme not in {"http", "https"} or not url.hostname or port == 0:
        return "the address must be one of http:// or https://"
    if url.username is not None or url.password is not None:
        return "the address must not hold a password: the signature says who sends"
    if url.fragment or not text.isprintable() or " " in text:
        return "the address must have no #fragment, space or control character"
    return None


def _type_fault(text: str) -> str | None:
    found = _PATTERN.fullmatch(text)
    if found is None:
        return f"{text[:40]!r} is not a type such as visit.gated_in or hold.*"
    if found[1] != "*" and found[1] not in TOLD:
        return f"no events are called {found[1]!r}; there are {', '.join(sorted(TOLD))}"
    return None


def point(text: str) -> int | datetime:
    """Read from where to tell again: an event's number or a time; InvalidInputError."""
    if text.isdecimal() and text.isascii():
        return min(int(text[:20]), 2**53)
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = "must be an event's number or a time such as 2026-05-04T08:15:00Z"
        raise InvalidInputError(field="from", message=msg)
    return found.astimezone(UTC)
