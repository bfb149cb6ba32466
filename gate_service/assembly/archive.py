"""The use cases of overview and archive, put together."""

from gate_service.application.archive import Archive
from gate_service.application.follow import Follow
from gate_service.application.forget import Forget
from gate_service.application.forget_elsewhere import ForgetConsignees
from gate_service.application.look_back import LookBack
from gate_service.application.look_over import LookOver
from gate_service.assembly.parts import Parts
from gate_service.domain.evidence import EvidenceStore


def archive(parts: Parts, images: EvidenceStore) -> Archive:
    """Put them together."""
    stored, site, clock = parts.stored, parts.site, parts.clock
    follow = Follow(transactions=stored, site=site)
    return Archive(
        follow=follow,
        over=LookOver(transactions=stored, site=site, follow=follow, clock=clock),
        back=LookBack(transactions=stored, follow=follow, clock=clock),
        forget=Forget(
            transactions=stored,
            site=site,
            follow=follow,
            images=images,
            clock=clock,
            consignees=ForgetConsignees(stored, clock),
        ),
    )
