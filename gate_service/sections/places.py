"""The lanes and yards of a gate."""

from types import MappingProxyType

from pydantic import Field

from gate_service.domain.lanes import Lane
from gate_service.domain.safety import YardName
from gate_service.domain.sensors import Instrument
from gate_service.domain.visits import Direction, LaneName
from gate_service.domain.yards import Yard
from gate_service.sections.base import Name, Seconds, Section


class GateLane(Section):
    """One lane. ``barrier_delay`` is seconds from GO until the barrier may move.

    ``instruments`` are those besides cameras; ``block`` the block it leads to.
    """

    direction: Direction = Direction.IN
    closed: bool = False
    route: str = ""
    barrier_delay: Seconds = 0.0
    instruments: frozenset[Instrument] = frozenset()
    block: Name | None = None
    reads_trailers: bool = True
    instrument_wait: Seconds = 10.0
    own_page: int | None = Field(default=None, ge=1, le=65535)


class GateYard(Section):
    """One yard. ``lanes``: the lane that a zone lies in, by the zone's name."""

    lanes: dict[str, Name] = Field(default_factory=dict)


def lane_of(name: LaneName, lane: GateLane) -> Lane:
    """Give what the use cases need to know of a lane."""
    return Lane(
        name=name,
        direction=lane.direction,
        closed=lane.closed,
        route=lane.route,
        barrier_delay=lane.barrier_delay,
        instruments=lane.instruments,
        block=lane.block,
        reads_trailers=lane.reads_trailers,
        instrument_wait=lane.instrument_wait,
        own_page=lane.own_page,
    )


def yard_of(name: YardName, yard: GateYard) -> Yard:
    """Give what the use cases need to know of a yard."""
    lanes = {zone: LaneName(lane) for zone, lane in yard.lanes.items()}
    return Yard(name=name, lanes=MappingProxyType(lanes))
