"""What nearly every use case is made of."""

from dataclasses import dataclass

from gate_service.application.record import Clock, NewId, RandomBytes
from gate_service.domain.pass_ports import PassSigner
from gate_service.domain.ports import Transactions
from gate_service.domain.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The store, the site as it is set up, and the sources of newness."""

    stored: Transactions
    site: Site
    signer: PassSigner
    clock: Clock
    ids: NewId
    random: RandomBytes
