"""The overview's figures for Prometheus, in its text format, at /metrics.

Counters go on from the gate's first event, over restarts. Gauges of times and rates
are over the last 24 hours, as on the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector, CollectorRegistry

from gate_service.domain.archive_ports import Counts
from gate_service.domain.callers import Role
from gate_service.domain.counting import COUNTED
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.overview import Figures, Overview
from gate_service.domain.spread import Spread
from gate_service.web.access import allow
from gate_service.web.overview.board import Board
from gate_service.web.overview.pages import board_of
from gate_service.web.ticking import Ticking

router = APIRouter(include_in_schema=False)
_SCRAPERS = (Role.OFFICER, Role.ADMIN)
_AHEAD = 6  # slots of the forecast


@router.get("/metrics", dependencies=[Depends(allow(*_SCRAPERS))])
def metrics(request: Request, board: Annotated[Board, Depends(board_of)]) -> Response:
    """Give everything in the format that the scraper asks for."""
    ticking: Ticking = request.app.state.ticking
    registry = CollectorRegistry(auto_describe=False)
    collected = Collected(board.newest(), board.look.counts(), ticking.age)
    registry.register(collected)
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(registry), media_type=kind)


@dataclass(frozen=True, slots=True, eq=False)
class Collected(Collector):
    """One look as metric families; ``tick_age`` None before the first tick."""

    over: Overview
    counts: Counts
    tick_age: float | None

    def collect(self) -> Iterable[Metric]:
        """Yield every family."""
        yield from _counters(self.counts)
        yield from _lanes(self.over)
        yield from _queue(self.over)
        yield from _figures(self.over.figures)
        yield from _forecast(self.over)
        yield _gauge("chain_events", "Events of the audit chain.", self.over.event)
        if self.tick_age is not None:
            about = "Seconds since the gate's clock work went well last."
            yield _gauge("tick_age_seconds", about, self.tick_age)


def _counters(counts: Counts) -> Iterator[Metric]:
    for name, (about, labels) in COUNTED.items():
        family = CounterMetricFamily(f"quaygate_{name}", about, labels=labels)
        for (kind, *values), number in sorted(counts.items()):
            if kind == name:
                family.add_metric(values, number)
        yield family


def _lanes(over: Overview) -> Iterator[Metric]:
    phases = _family("lane_phase", "1 for what a lane shows.", "lane", "phase")
    stands = _family("lane_occupied_seconds", "How long a truck has stood.", "lane")
    live = _family("camera_live", "1 for a camera that delivers.", "lane", "camera")
    for each in over.lanes:
        lane = each.view.lane
        for phase in KioskPhase:
            phases.add_metric([lane, phase], each.view.phase is phase)
        since = (over.at - each.since).total_seconds() if each.since else 0.0
        stands.add_metric([lane], max(0.0, since))
        for camera in each.view.cameras:
            live.add_metric([lane, camera.camera], camera.state == "live")
    yield from (phases, stands, live)


def _queue(over: Overview) -> Iterator[Metric]:
    waits = [(over.at - each.since).total_seconds() for each in over.waiting]
    yield _gauge("referred_waiting", "Referred trucks that wait.", len(waits))
    about = "How long the one that waits longest has waited."
    yield _gauge("referred_longest_seconds", about, max(waits, default=0.0))
    yield _gauge("trucks_inside", "Trucks on the terminal.", over.inside)


def _figures(figures: Figures) -> Iterator[Metric]:
    yield _spread("turn_seconds", "Gate-in to gate-out, last 24 h.", figures.turn)
    about = "Stop to first decision, last 24 h."
    yield _spread("lane_seconds", about, figures.lane_time)
    worked, waited = figures.clerks.worked, figures.clerks.waited
    yield _gauge("desk_cases", "Cases that clerks ended, last 24 h.", worked.count)
    yield _spread("desk_work_seconds", "A clerk's work on a case, last 24 h.", worked)
    about = "A truck's wait until its case was ended, last 24 h."
    yield _spread("desk_wait_seconds", about, waited)
    shares = (
        ("single_stop_ratio", "Trucks that one stop was enough for, last 24 h."),
        ("stale_customs_ratio", "Decisions without customs heard, last 24 h."),
    )
    for (name, about), share in zip(
        shares, (figures.single_stop, figures.stale_customs), strict=True
    ):
        if share.rate is not None:
            yield _gauge(name, about, share.rate)
    reads = _family("readings", "Readings, last 24 h.", "lane", "kind", "trust")
    rates = _family("read_ratio", "Texts read, last 24 h.", "lane", "kind")
    for each in figures.reads:
        for trust, number in each.trusts.items():
            reads.add_metric([each.lane, each.kind, trust], number)
        if each.read.rate is not None:
            rates.add_metric([each.lane, each.kind], each.read.rate)
    yield from (reads, rates)


def _forecast(over: Overview) -> Iterator[Metric]:
    """Yield the slots from now on; ``slot`` 0 is the present one."""
    booked = _family("slot_booked", "Trucks booked for a slot.", "slot")
    came = _family("slot_came", "Booked trucks that have come.", "slot")
    capacity = _family("slot_capacity", "Trucks that fit into a slot.", "slot")
    begun = sum(each.begins <= over.at for each in over.arrivals)
    for number, each in enumerate(over.arrivals[max(0, begun - 1) :][:_AHEAD]):
        booked.add_metric([str(number)], each.booked)
        came.add_metric([str(number)], each.came)
        if each.capacity is not None:
            capacity.add_metric([str(number)], each.capacity)
    yield from (booked, came, capacity)


def _family(name: str, about: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"quaygate_{name}", about, labels=labels)


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"quaygate_{name}", about, value=value)


def _spread(name: str, about: str, spread: Spread) -> GaugeMetricFamily:
    family = _family(name, about, "quantile")
    for quantile, value in (("0.5", spread.median), ("0.9", spread.p90)):
        if value is not None:
            family.add_metric([quantile], value)
    return family
