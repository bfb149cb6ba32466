"""Subscribers on the wire: who is told, how they fare, and what they were not told."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from gate_service.domain.subscriptions import SubscriptionRequest
from gate_service.domain.telling import (
    DeadLetter,
    Form,
    Health,
    Means,
    Standing,
    Subscriber,
)
from gate_service.web.schemas.base import Answered, Asked, example

_Short = Annotated[
    str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")
]
_Url = Annotated[str, StringConstraints(max_length=2000)]
_Type = Annotated[str, StringConstraints(max_length=64)]


class SubscriberBody(Asked):
    """A webhook to tell; ``types`` are names such as ``hold.*``, and none means all.

    ``since`` is the number of the event behind which it begins, 0 for all there ever
    were; null for what happens from now on.
    """

    model_config = example(
        name="TOS",
        url="https://tos.example/events",
        types=["visit.*", "hold.*"],
        form="cloudevents",
        since=None,
    )

    name: _Short
    url: _Url
    types: list[_Type] = Field(default=[], max_length=50)
    form: Form = Form.CLOUDEVENTS
    since: int | None = Field(default=None, ge=0, lt=2**53)

    def request(self) -> SubscriptionRequest:
        """Return it for the use case, which names all its faults."""
        return SubscriptionRequest(
            name=self.name,
            url=self.url,
            types=tuple(self.types),
            form=self.form,
            since=self.since,
        )


class SubscriberAnswer(Answered):
    """A subscriber and how it fares, without its secret.

    ``lag_events`` counts events of the chain that are still to come, told or not, and
    ``lag_seconds`` is the age of the oldest. ``trouble`` is the last failure, empty
    while all is well.
    """

    model_config = example(
        id="0197f2b4-ab00-7000-8000-6b5c4d3e2f1a",
        name="TOS",
        means="webhook",
        url="https://tos.example/events",
        form="cloudevents",
        types=["visit.*", "hold.*"],
        authority=None,
        standing="active",
        added="2026-05-04T06:00:00Z",
        cursor=1204,
        lag_events=0,
        lag_seconds=0.0,
        tries=0,
        next_try=None,
        trouble="",
        dead_letters=0,
        told="2026-05-04T08:15:02Z",
    )

    id: str
    name: str
    means: Means
    url: str
    form: Form
    types: list[str]
    authority: str | None
    standing: Standing
    added: datetime
    cursor: int
    lag_events: int
    lag_seconds: float
    tries: int
    next_try: datetime | None
    trouble: str
    dead_letters: int
    told: datetime | None

    @classmethod
    def of(cls, health: Health) -> "SubscriberAnswer":
        """Return it as it is listed."""
        whom, progress = health.subscriber, health.progress
        return cls(
            id=whom.id,
            name=whom.name,
            means=whom.means,
            url=whom.url,
            form=whom.form,
            types=list(whom.types),
            authority=whom.authority,
            standing=whom.standing,
            added=whom.added,
            cursor=progress.cursor,
            lag_events=health.events,
            lag_seconds=round(health.seconds, 3),
            tries=progress.tries,
            next_try=progress.next_try,
            trouble=progress.trouble,
            dead_letters=health.dead,
            told=progress.told,
        )


class SecretAnswer(Answered):
    """A subscriber's new secret, shown this once."""

    model_config = example(
        id="0197f2b4-ab00-7000-8000-6b5c4d3e2f1a",
        secret="whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfKzXkmGA0=",  # noqa: S106 - an example
    )

    id: str
    secret: str

    @classmethod
    def of(cls, subscriber: Subscriber) -> "SecretAnswer":
        """Return the newest secret."""
        return cls(id=subscriber.id, secret=subscriber.secrets[0].text)


class ReplayAnswer(Answered):
    """From where a subscriber is told again."""

    model_config = example(cursor=1000)

    cursor: int


class DeadLetterAnswer(Answered):
    """An event that a subscriber was not told of; ``again`` while it is sent again."""

    model_config = example(
        id="0197f2b4-ab00-7000-8000-6b5c4d3e2f1a-1204",
        event=1204,
        name="visit.gated_out",
        subject="0197f2b4-cd00-7000-8000-6b5c4d3e2f1a",
        at="2026-05-04T08:15:02Z",
        why="https://tos.example/events answered 422",
        again=False,
    )

    id: str
    event: int
    name: str
    subject: str
    at: datetime
    why: str
    again: bool

    @classmethod
    def of(cls, letter: DeadLetter) -> "DeadLetterAnswer":
        """Return it as it is listed."""
        return cls.model_validate(letter)


class SentAgainAnswer(Answered):
    """How many dead letters are sent again."""

    model_config = example(asked=3)

    asked: int
