"""The use cases of the rules' own business, put together."""

from functools import partial
from pathlib import Path

from gate_service.adapters.policy_file import read_policy
from gate_service.application.leave import Leave
from gate_service.application.measure import Measure
from gate_service.application.policy import ReloadPolicy, Replay, SweepJudgements
from gate_service.application.ruling import Ruling
from gate_service.application.tell_room import TellRoom
from gate_service.assembly.gate import attend_of
from gate_service.assembly.parts import Parts


def ruling(parts: Parts, policy: Path | None) -> Ruling:
    """Put them together; *policy* is the site's policy file, if it has one."""
    stored, site, clock = parts.stored, parts.site, parts.clock
    return Ruling(
        measure=Measure(
            transactions=stored,
            site=site,
            attend=attend_of(parts),
            leave=Leave(site=site, clock=clock, new_id=parts.ids),
            clock=clock,
        ),
        room=TellRoom(transactions=stored, clock=clock),
        reload=ReloadPolicy(
            transactions=stored,
            site=site,
            read=partial(read_policy, policy) if policy else None,
            clock=clock,
        ),
        replay=Replay(transactions=stored, clock=clock),
        sweep=SweepJudgements(transactions=stored, site=site, clock=clock),
    )
