"""Short-lived tokens for programs: OAuth 2 client credentials (RFC 6749, 4.4)."""

import base64
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from gate_service.application.keys import Keys
from gate_service.application.record import Clock, RandomBytes, record
from gate_service.domain.callers import ApiKey, Caller
from gate_service.domain.calls import Grant, Token
from gate_service.domain.errors import TokenRefusedError, UnknownKeyError
from gate_service.domain.ports import Transactions
from gate_service.domain.scopes import ROLE_SCOPES

PREFIX = "qgt_"
"""What tells a token from an API key."""
LIFE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The register of tokens. A token ends with its key."""

    transactions: Transactions
    keys: Keys
    clock: Clock
    random: RandomBytes

    def issue(
        self, client: str, secret: str, scopes: Collection[str]
    ) -> tuple[str, Token]:
        """Give a token's text and what is kept of it; no scopes asks for them all.

        *client* is the id of an API key and *secret* the key. TokenRefusedError.
        """
        key = self.keys.issued(secret)
        if key is None or key.id != client:
            _refuse("invalid_client", "this client or its secret is not known")
        granted = _granted(key, scopes)
        text = PREFIX + base64.b32encode(self.random(25)).decode().lower()
        token = Token(
            digest=_digest(text),
            key=key.id,
            scopes=granted,
            expires=self.clock() + LIFE,
        )
        with self.transactions.write() as store:
            store.tokens.add(token)
            record(
                store,
                self.clock(),
                "token.issued",
                key=key.id,
                scopes=sorted(granted),
            )
        return text, token

    def authenticate(self, text: str) -> Grant | None:
        """Give who calls with the token *text*, and its scopes; None if it is no good.

        The end of its key is the end of the token.
        """
        with self.transactions.read() as store:
            token = store.tokens.find(_digest(text))
            if token is None or token.expires <= self.clock():
                return None
            try:
                key = store.keys.get(token.key)
            except UnknownKeyError:
                return None
        return Grant(key.caller, token.scopes) if key.revoked is None else None


def owner_of(caller: Caller) -> str:
    """Name *caller* in one short text, the same for each of its tokens."""
    said = f"{caller.role}\n{caller.scope or ''}\n{caller.name}"
    return hashlib.sha256(said.encode()).hexdigest()


def _granted(key: ApiKey, scopes: Collection[str]) -> frozenset[str]:
    may = ROLE_SCOPES.get(key.caller.role)
    if may is None:
        msg = f"a key with the role {key.caller.role} is used as it is, without a token"
        _refuse("unauthorized_client", msg)
    if others := sorted(set(scopes) - may):
        _refuse("invalid_scope", f"not for this client: {' '.join(others)[:200]}")
    return frozenset(scopes) or may


def _refuse(code: str, message: str) -> NoReturn:
    raise TokenRefusedError(code, message)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
