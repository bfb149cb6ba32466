"""The use cases of customs and of programs' calls, put together."""

import time

from gate_service.application.customs import Customs, LookAtCustoms
from gate_service.application.hear import Hear
from gate_service.application.holds import PlaceHold
from gate_service.application.kept_answers import AnswerOnce
from gate_service.application.keys import Keys
from gate_service.application.manifests import ReadManifests, ReceiveManifest
from gate_service.application.risk import AddRiskRule, EndRiskRule, ReleaseHit
from gate_service.application.tokens import Tokens
from gate_service.assembly.parts import Parts


def customs_of(parts: Parts, place_hold: PlaceHold, keys: Keys) -> Customs:
    """Put them together."""
    stored, site, clock, new_id = parts.stored, parts.site, parts.clock, parts.ids
    return Customs(
        hear=Hear(transactions=stored, site=site, clock=clock),
        add_rule=AddRiskRule(
            transactions=stored, site=site, clock=clock, new_id=new_id
        ),
        end_rule=EndRiskRule(transactions=stored, clock=clock),
        release_hit=ReleaseHit(transactions=stored, clock=clock),
        receive=ReceiveManifest(
            transactions=stored, site=site, clock=clock, new_id=new_id
        ),
        read=ReadManifests(
            transactions=stored,
            place_hold=place_hold,
            clock=clock,
            new_id=new_id,
            pause=time.sleep,
        ),
        look=LookAtCustoms(stored),
        tokens=Tokens(transactions=stored, keys=keys, clock=clock, random=parts.random),
        once=AnswerOnce(transactions=stored, clock=clock),
        clock=clock,
    )
