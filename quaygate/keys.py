"""`quaygate keys`: the keys that sign passes, and the API keys of callers."""

import argparse

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gate_service.application.gate import Gate
from gate_service.domain.callers import KeyId
from gate_service.domain.signing_keys import KeyPhase
from gate_service.settings import GateSettings
from quaygate.errors import CommandError
from quaygate.opened import opened

_MEANS = {
    KeyPhase.PUBLISHED: "verifies; will sign",
    KeyPhase.SIGNING: "signs and verifies",
    KeyPhase.VERIFYING: "verifies what it signed",
    KeyPhase.RETIRED: "refused",
}


def change_keys(settings: GateSettings, chosen: argparse.Namespace) -> int:
    """Carry out one of them beside a gate that may be running."""
    match chosen.action:
        case "revoke":
            with opened(settings) as gate:
                gate.keys.revoke(KeyId(chosen.id))
            print(f"{chosen.id}: revoked")  # noqa: T201 - the answer
        case "rotate":
            _rotate(settings, chosen.grace)
        case "retire":
            _retire(settings, chosen.kid)
        case _:
            with opened(settings) as gate:
                _list(gate)
    return 0


def _rotate(settings: GateSettings, grace: float) -> None:
    with opened(settings) as gate:
        key = gate.offline.signing_keys.rotate(grace)
    print(  # noqa: T201 - the answer
        f"{key.kid}: published, signs from {key.signs:%Y-%m-%d %H:%M:%S} UTC on"
    )


def _retire(settings: GateSettings, kid: str) -> None:
    """Retire the one key whose id begins with *kid*."""
    with opened(settings) as gate:
        keys = [key.kid for key, _ in gate.offline.signing_keys.listed()]
        meant = [each for each in keys if kid and each.startswith(kid)]
        if len(meant) > 1:
            msg = f"{kid} is the beginning of several keys: {', '.join(meant)}"
            raise CommandError(msg)
        retired = gate.offline.signing_keys.retire(meant[0] if meant else kid)
    print(f"{retired.kid}: retired, what it signed is refused")  # noqa: T201 - the answer


def _list(gate: Gate) -> None:
    signing = Table("key", "signs from", "now", title="Signing keys", box=box.SIMPLE)
    for key, phase in gate.offline.signing_keys.listed():
        since = "the beginning" if key.signs.year < 2000 else f"{key.signs:%F %T} UTC"
        signing.add_row(key.kid, since, f"{phase}: {_MEANS[phase]}")
    callers = Table(
        "id", "role", "scope", "name", "issued", "revoked", title="API keys"
    )
    callers.box = box.SIMPLE
    for each in gate.keys.listed():
        caller, gone = each.caller, each.revoked
        callers.add_row(
            each.id,
            caller.role,
            Text(caller.scope or ""),
            Text(caller.name),
            f"{each.issued:%F %R}",
            f"{gone:%F %R}" if gone else "",
        )
    console = Console()
    console.print(signing)
    console.print(callers)
