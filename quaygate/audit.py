"""`quaygate audit`: check the hash-chained audit log, or print its end to be noted."""

from gate_service.domain.chain_check import Head
from gate_service.settings import GateSettings
from quaygate.errors import CommandError
from quaygate.opened import opened

BROKEN = 1  # the exit code of a chain that does not hold


def verify_chain(settings: GateSettings, noted: str | None) -> int:
    """Check every event, and that the *noted* head is still in its place."""
    head = _head(noted)
    require_data(settings)
    with opened(settings) as gate:
        checked = gate.archive.back.check(head)
    if checked.broken is not None:
        broken = checked.broken
        print(f"BROKEN at event {broken.event}: {broken.why}")  # noqa: T201 - the answer
        print(f"{checked.count} events before it are whole")  # noqa: T201 - the answer
        return BROKEN
    print(f"{checked.count} events, none broken")  # noqa: T201 - the answer
    print(f"head {checked.head or 'none'}")  # noqa: T201 - the answer
    return 0


def print_head(settings: GateSettings) -> int:
    """Print ``HASH@N``, to be kept where nobody who can write the database can."""
    require_data(settings)
    with opened(settings) as gate:
        head = gate.archive.back.head()
    if head is None:
        msg = "the audit chain is empty: nothing has happened yet"
        raise CommandError(msg)
    print(head)  # noqa: T201 - the answer
    return 0


def require_data(settings: GateSettings) -> None:
    """Refuse a folder that no gate has kept its data in: most likely mistyped."""
    if settings.database is None and not (settings.data / "gate.sqlite").is_file():
        msg = f"no gate has kept its data in {settings.data}: see [gate] data"
        raise CommandError(msg)


def _head(noted: str | None) -> Head | None:
    try:
        return None if noted is None else Head.parse(noted)
    except ValueError as error:
        raise CommandError(str(error)) from error
