"""The use cases of declarations, put together."""

from gate_service.application.change import Change
from gate_service.application.declarations import Declarations, ListDeclared
from gate_service.application.declare import Check
from gate_service.application.drivers import ListDrivers, SetStanding
from gate_service.application.name_holder import NameHolder
from gate_service.application.rights import ListRights, PassRight
from gate_service.application.slots import ListSlots
from gate_service.assembly.parts import Parts


def declarations(parts: Parts) -> Declarations:
    """Put them together."""
    stored, site, clock = parts.stored, parts.site, parts.clock
    return Declarations(
        check=Check(transactions=stored, site=site, clock=clock),
        change=Change(transactions=stored, site=site, clock=clock, new_id=parts.ids),
        listed=ListDeclared(stored),
        slots=ListSlots(transactions=stored, site=site, clock=clock),
        drivers=ListDrivers(stored),
        set_standing=SetStanding(transactions=stored, clock=clock),
        rights=ListRights(stored),
        name_holder=NameHolder(transactions=stored, clock=clock),
        pass_right=PassRight(transactions=stored, site=site, clock=clock),
        clock=clock,
    )
