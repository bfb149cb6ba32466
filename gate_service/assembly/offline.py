"""What lets lanes decide alone, put together."""

from gate_service.adapters.key_ring import FolderKeyRing
from gate_service.application.attend import Attend
from gate_service.application.make_bundle import MakeBundle
from gate_service.application.offline import LookAtLanes, Offline, Resume
from gate_service.application.reconcile import Reconcile
from gate_service.application.rotate_keys import SigningKeys
from gate_service.assembly.parts import Parts


def offline(parts: Parts, attend: Attend, ring: FolderKeyRing) -> Offline:
    """Put it together; *ring* is the signer of *parts*, with its folder."""
    stored, clock = parts.stored, parts.clock
    return Offline(
        bundle=MakeBundle(
            transactions=stored,
            site=parts.site,
            locate=attend.locate,
            judge=attend.judge,
            signer=ring,
            seal=ring,
            clock=clock,
        ),
        decisions=LookAtLanes(transactions=stored, site=parts.site),
        resume=Resume(
            transactions=stored,
            site=parts.site,
            reconcile=Reconcile(attend=attend, clock=clock),
            clock=clock,
        ),
        signing_keys=SigningKeys(transactions=stored, ring=ring, clock=clock),
    )
