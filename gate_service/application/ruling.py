"""Ruling: what the rules go by, besides cameras and papers, in one place."""

from dataclasses import dataclass

from gate_service.application.measure import Measure
from gate_service.application.policy import ReloadPolicy, Replay, SweepJudgements
from gate_service.application.tell_room import TellRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Put together by ``gate_service.main.open_gate``; safe from any thread.

    ``sweep`` is called about once an hour.
    """

    measure: Measure
    room: TellRoom
    reload: ReloadPolicy
    replay: Replay
    sweep: SweepJudgements
