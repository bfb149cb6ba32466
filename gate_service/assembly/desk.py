"""The use cases of the clerk desk, put together."""

from gate_service.application.attend import Attend
from gate_service.application.desk import Desk
from gate_service.application.desk_cases import Cases
from gate_service.application.desk_claim import Claim, GiveBack, TidyDesk
from gate_service.application.desk_correct import Correct
from gate_service.application.desk_labels import Labels
from gate_service.application.desk_queue import LookAtDesk
from gate_service.application.desk_resolve import Confirm, Resolve
from gate_service.application.desk_talk import NoteTalk
from gate_service.assembly.parts import Parts
from gate_service.domain.evidence import EvidenceStore


def desk(parts: Parts, attend: Attend, images: EvidenceStore) -> Desk:
    """Put them together; *attend* judges trucks as the lanes' own does."""
    stored, site, clock = parts.stored, parts.site, parts.clock
    cases = Cases(site=site, clock=clock, new_id=parts.ids)
    correct = Correct(transactions=stored, attend=attend, cases=cases)
    resolve = Resolve(transactions=stored, attend=attend, cases=cases)
    return Desk(
        transactions=stored,
        look=LookAtDesk(transactions=stored, site=site, clock=clock),
        claim=Claim(transactions=stored, cases=cases),
        give_back=GiveBack(transactions=stored, cases=cases),
        correct=correct,
        resolve=resolve,
        confirm=Confirm(
            transactions=stored, cases=cases, resolve=resolve, correct=correct
        ),
        labels=Labels(transactions=stored, images=images),
        note_talk=NoteTalk(transactions=stored, site=site, clock=clock),
        tidy=TidyDesk(transactions=stored, cases=cases),
    )
