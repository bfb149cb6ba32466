"""What the kiosk shows of a lane, in one language, with nothing that is silent."""

from dataclasses import dataclass

from markupsafe import Markup

from gate_service.domain.decisions import Decision, ReferTarget
from gate_service.domain.lanes import KioskPhase, LaneView
from gate_service.web.codes import qr_svg
from gate_service.web.rendering import render
from gate_service.web.site_clock import site_time
from gate_service.web.texts import Wording

_NOT_YET = {KioskPhase.REFER, KioskPhase.STOP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The worded content of one screen. None and () leave their place empty."""

    phase: str
    word: str
    say: str
    route: str | None
    until: str | None
    reasons: tuple[str, ...]
    notice: str | None
    clerk_called: bool
    attended: bool
    qr: Markup | None


def screen_of(view: LaneView, wording: Wording) -> Screen:
    """Word *view* for the driver; only reasons meant for drivers are taken."""
    phase = view.phase.value.lower()
    go = view.phase is KioskPhase.GO
    decision = view.decision if view.phase in _NOT_YET else None
    return Screen(
        phase=phase,
        word=wording(f"{phase}.word"),
        say=_say(view, decision, wording),
        route=view.route if go and view.route else None,
        until=_until(decision),
        reasons=_reasons(decision, wording),
        # GO is GO: no word beside it that a driver could stay for.
        notice=wording.notice(view.notice) if view.notice and not go else None,
        clerk_called=view.clerk_called and not go and not view.attended,
        attended=view.attended and not go,
        # segno draws it from its own numbers: no text of anybody's is in it.
        qr=Markup(qr_svg(view.pass_text)) if go and view.pass_text else None,  # noqa: S704
    )


def rendered(view: LaneView, wording: Wording) -> str:
    """Return the ``main`` element that the page's script swaps in."""
    return render("screen.html", screen=screen_of(view, wording), say=wording)


def _say(view: LaneView, decision: Decision | None, wording: Wording) -> str:
    if decision is None or decision.target is None:
        return wording(f"{view.phase.value.lower()}.say")
    if (view.clerk_called or view.attended) and decision.target is ReferTarget.CLERK:
        return ""  # the notice that a clerk was called says it already
    return wording(f"target.{decision.target}")


def _reasons(decision: Decision | None, wording: Wording) -> tuple[str, ...]:
    """Word each reason once, in the rules' order.

    With silent reasons alone the driver reads of a routine check, as for any
    reason that has no words of its own.
    """
    if decision is None:
        return ()
    codes = [reason.code for reason in decision.shown_to_driver] or ["other"]
    return tuple(dict.fromkeys(wording.reason(code) for code in codes))


def _until(decision: Decision | None) -> str | None:
    """Hours and minutes, by the site's own clock, for a truck sent elsewhere."""
    if decision is None or decision.until is None:
        return None
    if decision.target in {None, ReferTarget.CLERK}:
        return None
    return site_time(decision.until).strftime("%H:%M")
