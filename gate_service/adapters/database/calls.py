"""API keys, tokens, and answers kept by idempotency key."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from gate_service.adapters.database.documents import Documents
from gate_service.adapters.database.tables import KEYS
from gate_service.adapters.database.tables_customs import ANSWERS, TOKENS
from gate_service.domain.callers import ApiKey, KeyId
from gate_service.domain.calls import Asked, KeptAnswer, Question, Token
from gate_service.domain.errors import UnknownKeyError

_KEYS = Documents(
    KEYS,
    TypeAdapter(ApiKey),
    lambda value: {"id": value.id, "digest": value.digest},
)
_BY_DIGEST = _KEYS.asking(KEYS.c.digest == bindparam("known"))


@dataclass(frozen=True, slots=True)
class SqlApiKeys:
    """ApiKeys port."""

    connection: Connection

    def save(self, key: ApiKey) -> None:
        """Keep a new or changed one."""
        _KEYS.save(self.connection, key)

    def get(self, wanted: KeyId) -> ApiKey:
        """Find by id."""
        found = _KEYS.find(self.connection, wanted)
        if found is None:
            msg = f"no key {wanted[:40]!r}"
            raise UnknownKeyError(msg)
        return found

    def by_digest(self, digest: str) -> ApiKey | None:
        """Find by the SHA-256 of the secret."""
        return next(iter(_KEYS.read(self.connection, _BY_DIGEST, known=digest)), None)

    def listed(self) -> tuple[ApiKey, ...]:
        """List all, oldest first."""
        return _KEYS.where(self.connection)


@dataclass(frozen=True, slots=True)
class SqlTokens:
    """Tokens port."""

    connection: Connection

    def add(self, token: Token) -> None:
        """Keep a new one."""
        row = {
            "digest": token.digest,
            "key": token.key,
            "scopes": sorted(token.scopes),
            "expires": token.expires,
        }
        self.connection.execute(insert(TOKENS).values(row))

    def find(self, digest: str) -> Token | None:
        """Find by the SHA-256 of its text."""
        query = select(TOKENS).where(TOKENS.c.digest == digest)
        row = self.connection.execute(query).first()
        if row is None:
            return None
        return Token(
            digest=row.digest,
            key=KeyId(row.key),
            scopes=frozenset(row.scopes),
            expires=row.expires,
        )

    def forget(self, expired_before: datetime) -> None:
        """Drop old ones."""
        old = TOKENS.c.expires < expired_before
        self.connection.execute(delete(TOKENS).where(old))


@dataclass(frozen=True, slots=True)
class SqlKeptAnswers:
    """KeptAnswers port."""

    connection: Connection

    def begin(
        self, question: Question, at: datetime, given_up: datetime
    ) -> KeptAnswer | Asked:
        """Claim the key; the transaction is the only writer, so the look is safe."""
        mine = _mine(question)
        row = self.connection.execute(select(ANSWERS).where(*mine)).first()
        if row is None:
            self._claim(question, at)
            return Asked.NEW
        if row.fingerprint != question.fingerprint:
            return Asked.OTHER
        if row.status is not None:
            return KeptAnswer(status=row.status, headers=row.headers, body=row.body)
        if row.at >= given_up:
            return Asked.UNDER_WAY
        self.drop(question)
        self._claim(question, at)
        return Asked.NEW

    def _claim(self, question: Question, at: datetime) -> None:
        row = {
            "owner": question.owner,
            "key": question.key,
            "fingerprint": question.fingerprint,
            "at": at,
        }
        self.connection.execute(insert(ANSWERS).values(row))

    def finish(self, question: Question, answer: KeptAnswer) -> None:
        """Keep the answer."""
        values = {
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": answer.body,
        }
        change = update(ANSWERS).where(*_mine(question)).values(values)
        self.connection.execute(change)

    def drop(self, question: Question) -> None:
        """Forget the call."""
        self.connection.execute(delete(ANSWERS).where(*_mine(question)))

    def blank(self, names: Collection[str], instead: KeptAnswer) -> int:
        """Look through all bodies: those of one day, and only when somebody asks."""
        told = [json.dumps(each, ensure_ascii=False).encode() for each in names]
        columns = (ANSWERS.c.owner, ANSWERS.c.key, ANSWERS.c.body)
        rows = self.connection.execute(select(*columns)).all()
        named = [row for row in rows if any(each in (row.body or b"") for each in told)]
        for row in named:
            question = Question(owner=row.owner, key=row.key, fingerprint="")
            self.finish(question, instead)
        return len(named)

    def forget(self, before: datetime) -> None:
        """Drop what was asked before that time."""
        self.connection.execute(delete(ANSWERS).where(ANSWERS.c.at < before))


def _mine(question: Question) -> tuple[ColumnElement[bool], ...]:
    return (ANSWERS.c.owner == question.owner, ANSWERS.c.key == question.key)
