"""`quaygate person forget`: a driver with plates and images, or a consignee."""

from gate_service.application.forget import Forgotten
from gate_service.domain.callers import Caller, Role
from gate_service.settings import GateSettings
from quaygate.audit import require_data
from quaygate.errors import CommandError
from quaygate.opened import opened

_OPERATOR = Caller("the command line", Role.ADMIN)


def forget_person(settings: GateSettings, licence: str, haulier: str | None) -> int:
    """Forget every driver with that licence number and say what was deleted."""
    require_data(settings)
    with opened(settings) as gate:
        forget = gate.archive.forget
        drivers = forget.named(licence.strip(), haulier)
        if not drivers:
            where = f" at {haulier}" if haulier else ""
            msg = f"no driver with this licence is on file{where}"
            raise CommandError(msg)
        for driver in drivers:
            print(_said(forget.driver(driver.id, _OPERATOR)))  # noqa: T201 - the answer
    return 0


def forget_consignee(settings: GateSettings, name: str) -> int:
    """Forget a consignee of manifests and say in how many lines."""
    require_data(settings)
    with opened(settings) as gate:
        lines = gate.archive.forget.consignees.named(name, _OPERATOR)
    print(f"consignee forgotten, in {lines} lines of manifests")  # noqa: T201 - the answer
    return 0


def _said(told: Forgotten) -> str:
    said = f"driver {told.driver}: forgotten, with plates and images of "
    said += f"{len(told.visits)} visits ({told.images} images)"
    if told.kept:
        said += f"; a hold or an alert keeps {', '.join(told.kept)}"
    return said
