"""Archive: what was and what is, in figures and in full, in one place."""

from dataclasses import dataclass

from gate_service.application.follow import Follow
from gate_service.application.forget import Forget
from gate_service.application.look_back import LookBack
from gate_service.application.look_over import LookOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Put together by ``gate_service.main.open_gate``; safe from any thread.

    ``follow`` is called every few seconds, from a thread of its own, and
    ``forget.sweep`` about once an hour.
    """

    follow: Follow
    over: LookOver
    back: LookBack
    forget: Forget
