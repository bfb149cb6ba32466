"""OAuth 2 for programs: client credentials (RFC 6749, 4.4) and metadata (RFC 8414)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from gate_service.application.tokens import LIFE
from gate_service.domain.errors import TokenRefusedError
from gate_service.domain.scopes import ALL_SCOPES
from gate_service.web.access import GateHere

router = APIRouter(include_in_schema=False)
_FORM = "application/x-www-form-urlencoded"
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_BASIC = {"WWW-Authenticate": 'Basic realm="quaygate"'}


@dataclass(frozen=True, slots=True)
class _Client:
    """Who asks; ``id`` and ``secret`` as they were sent."""

    id: str
    secret: str


@router.post("/oauth/token")
async def issue_a_token(request: Request, gate: GateHere) -> JSONResponse:
    """Give a bearer token for an API key's id and secret."""
    try:
        form = await _form(request)
        client = _client(request, form)
        if form.get("grant_type") != "client_credentials":
            code = "unsupported_grant_type" if "grant_type" in form else _BAD
            raise _refusal(code, "grant_type must be client_credentials")
        scopes = form.get("scope", "").split()
        text, token = await run_in_threadpool(
            gate.customs.tokens.issue, client.id, client.secret, scopes
        )
    except TokenRefusedError as error:
        return _refused(error)
    answer = {
        "access_token": text,
        "token_type": "Bearer",
        "expires_in": int(LIFE.total_seconds()),
        "scope": " ".join(sorted(token.scopes)),
    }
    return JSONResponse(answer, headers=_NO_STORE)


@router.get("/.well-known/oauth-authorization-server")
def describe(request: Request) -> dict[str, object]:
    """Say where tokens are given and for what."""
    issuer = str(request.base_url).rstrip("/")
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}/oauth/token",
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic",
            "client_secret_post",
        ],
        "scopes_supported": sorted(ALL_SCOPES),
        "service_documentation": f"{issuer}/docs",
    }


_BAD, _NOBODY = "invalid_request", "invalid_client"


async def _form(request: Request) -> Mapping[str, str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise _refusal(_BAD, f"send the request as {_FORM}")
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise _refusal(_BAD, "the form cannot be read") from None
    form = dict(pairs)
    if len(form) < len(pairs):
        raise _refusal(_BAD, "a parameter is given twice")
    return form


def _client(request: Request, form: Mapping[str, str]) -> _Client:
    header = request.headers.get("authorization", "")
    posted = "client_id" in form or "client_secret" in form
    if header and "client_secret" in form:
        raise _refusal(_BAD, "the client names itself twice")
    if header:
        return _basic(header)
    if not posted:
        msg = "name the client: HTTP Basic, or client_id and client_secret"
        raise _refusal(_NOBODY, msg)
    return _Client(form.get("client_id", ""), form.get("client_secret", ""))


def _basic(header: str) -> _Client:
    scheme, _, text = header.partition(" ")
    try:
        said = base64.b64decode(text.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        said = ""
    name, colon, secret = said.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise _refusal(_NOBODY, "the Authorization is not Basic")
    return _Client(unquote_plus(name), unquote_plus(secret))


def _refused(error: TokenRefusedError) -> JSONResponse:
    unknown = error.code == _NOBODY
    body = {"error": error.code, "error_description": str(error).replace('"', "'")}
    headers = _NO_STORE | (_BASIC if unknown else {})
    return JSONResponse(body, 401 if unknown else 400, headers)


def _refusal(code: str, message: str) -> TokenRefusedError:
    return TokenRefusedError(code, message)
