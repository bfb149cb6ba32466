"""The gate of a site file, opened for one command; what it refuses is said aloud."""

from collections.abc import Iterator
from contextlib import contextmanager

from gate_service.adapters.channels.secrets import ChannelSetupError
from gate_service.adapters.database.transactions import DatabaseError
from gate_service.adapters.policy_file import PolicyError
from gate_service.adapters.signing_key import SigningKeyError
from gate_service.application.gate import Gate
from gate_service.domain.errors import GateError
from gate_service.main import open_gate
from gate_service.settings import GateSettings
from quaygate.errors import CommandError


@contextmanager
def opened(settings: GateSettings) -> Iterator[Gate]:
    """Open the gate of *settings*; what it refuses becomes a CommandError."""
    try:
        gate = open_gate(settings)
    except ChannelSetupError as error:
        raise CommandError(str(error)) from error
    except PolicyError as error:
        msg = f"{settings.policy}: {'; '.join(error.lines)}"
        raise CommandError(msg) from error
    except (DatabaseError, SigningKeyError, OSError) as error:
        msg = f"cannot open the gate's data in {settings.data}: {error}"
        raise CommandError(msg) from error
    try:
        yield gate
    except GateError as error:
        raise CommandError(str(error)) from error
    finally:
        gate.close()
