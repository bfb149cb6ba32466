"""Calls of programs: short-lived tokens, and answers kept to be given again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gate_service.domain.callers import Caller, KeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of a key, good until *expires* for *scopes* of what the key may.

    ``digest`` is the SHA-256 of its text, never the text.
    """

    digest: str
    key: KeyId
    scopes: frozenset[str]
    expires: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """Who calls, and the scopes that limit it; None for an API key, which has none."""

    caller: Caller
    scopes: frozenset[str] | None = None


class Tokens(Protocol):
    """Issued tokens that have not expired long ago."""

    def add(self, token: Token) -> None:
        """Keep a new one."""

    def find(self, digest: str) -> Token | None:
        """Find by the SHA-256 of its text."""

    def forget(self, expired_before: datetime) -> None:
        """Drop those that expired before that time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A call that may be sent twice: whose, under which key, and what it asks.

    ``fingerprint`` is the SHA-256 of everything that the call says.
    """

    owner: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a call was answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Asked(StrEnum):
    """What is known of a call's key."""

    NEW = "new"
    UNDER_WAY = "under_way"
    OTHER = "other"
    """The key was used for another call."""


class KeptAnswers(Protocol):
    """Answers by owner and key."""

    def begin(
        self, question: Question, at: datetime, given_up: datetime
    ) -> KeptAnswer | Asked:
        """Claim the key in one step, or say what became of it.

        A call that began before *given_up* and was never answered is asked anew.
        """

    def finish(self, question: Question, answer: KeptAnswer) -> None:
        """Keep the answer."""

    def drop(self, question: Question) -> None:
        """Forget the call, so that it may be sent again."""

    def blank(self, names: Collection[str], instead: KeptAnswer) -> int:
        """Put *instead* where an answer has a text that is one of *names*.

        Say how many. The calls stay known: none is done a second time.
        """

    def forget(self, before: datetime) -> None:
        """Drop what was asked before that time."""


class CallStore(Protocol):
    """A part of ``Store``."""

    @property
    def tokens(self) -> Tokens:
        """Give the tokens."""

    @property
    def answers(self) -> KeptAnswers:
        """Give the kept answers."""
