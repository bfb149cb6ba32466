"""`quaygate serve`, `keys` and `verify`: the gate service of a site file."""

import json
import logging
import socket
from datetime import UTC, datetime
from pathlib import Path

from gate_service.adapters.passes import revoked_in, verify_offline
from gate_service.domain.callers import Role
from gate_service.domain.errors import PassError
from gate_service.domain.passes import PassId, PublicKey
from gate_service.settings import GateSettings
from gate_service.web.app import create_app
from gate_service.web.server import gate_server
from quaygate.errors import CommandError
from quaygate.opened import opened

_log = logging.getLogger(__name__)


def serve(settings: GateSettings) -> int:
    """Run the gate service until it is told to stop."""
    _refuse_taken_port(settings.host, settings.port)
    with opened(settings) as gate:
        app = create_app(gate)
        _log.info("gate service on http://%s:%s", settings.host, settings.port)
        gate_server(app, host=settings.host, port=settings.port).run()
    return 0


def issue_key(settings: GateSettings, role: str, name: str, scope: str | None) -> str:
    """Make an API key and return its secret, which is shown only now."""
    roles = [str(known) for known in Role]
    if role not in roles:
        msg = f"unknown role {role!r}; the roles are: {', '.join(roles)}"
        raise CommandError(msg)
    with opened(settings) as gate:
        return gate.keys.issue(Role(role), name, scope)


def verify(text: str, keys: Path, status: Path | None) -> str:
    """Check a pass with nothing but the public *keys* and say what it says.

    *keys* is the answer of ``GET /api/v1/passes/keys``, kept in a file, *status*
    that of ``GET /api/v1/passes/status-list``: the signed list of revoked passes.
    """
    known = _public_keys(keys)
    try:
        revoked = _revoked(status, known) if status else frozenset[PassId]()
        claims = verify_offline(text.strip(), known, datetime.now(UTC), revoked=revoked)
    except PassError as error:
        raise CommandError(str(error)) from error
    boxes = ", ".join(claims.containers) or "no container"
    return f"{claims.verdict} for {claims.plate} with {boxes}, until {claims.expires}"


def _public_keys(path: Path) -> tuple[PublicKey, ...]:
    """Read a JSON Web Key Set (RFC 7517)."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["keys"]
        return tuple(PublicKey(each["kid"], each) for each in found)
    except OSError as error:
        msg = f"cannot read the public keys in {path}: {error.strerror}"
        raise CommandError(msg) from error
    except (ValueError, TypeError, KeyError) as error:
        msg = f"{path} holds no public keys: GET /api/v1/passes/keys answers with them"
        raise CommandError(msg) from error


def _revoked(path: Path, keys: tuple[PublicKey, ...]) -> frozenset[PassId]:
    """Read the signed status list; PassError where it is not signed by *keys*."""
    try:
        text = str(json.loads(path.read_text(encoding="utf-8"))["text"])
    except OSError as error:
        msg = f"cannot read the status list in {path}: {error.strerror}"
        raise CommandError(msg) from error
    except (ValueError, TypeError, KeyError) as error:
        where = "GET /api/v1/passes/status-list"
        msg = f"{path} holds no status list: {where} answers with it"
        raise CommandError(msg) from error
    return revoked_in(text, keys)[1]


def _refuse_taken_port(host: str, port: int) -> None:
    """Say in time, and in one line, that somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = "end what listens there, or set another port in [gate]"
            msg = f"cannot listen on {host}:{port}: {error.strerror} ({hint})"
            raise CommandError(msg) from error
