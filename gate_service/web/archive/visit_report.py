"""The report of one visit: what, when, why, with digests and its place in the chain."""

from collections.abc import Iterator
from datetime import datetime

from gate_service.domain.decisions import Reason
from gate_service.domain.dossier import Dossier
from gate_service.domain.visits import Evidence
from gate_service.web.archive.report import Part, Report
from gate_service.web.archive.timeline import Step, timeline_of


def visit_report(dossier: Dossier) -> Report:
    """Write a visit down; the driver alone where the dossier names one."""
    visit = dossier.visit
    steps = timeline_of(dossier)
    images = tuple(e for p in dossier.passages.values() for e in p.evidence)
    path = f"/visits/{visit.id}/report"
    return Report(
        title=f"Visit {visit.id}",
        about="Every step is an event of the audit chain, by its number and hash.",
        facts=tuple(_facts(dossier)),
        parts=tuple(
            part
            for part in (_decision(dossier), _steps(steps), _images(images))
            if part.rows
        ),
        forms=(("PDF", f"{path}?format=pdf"), ("Visit", f"/visits/{visit.id}")),
    )


def moment(at: datetime | None) -> str:
    """Word a time: UTC to the second."""
    return "-" if at is None else at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    visit, booked = dossier.visit, dossier.appointment
    plate = visit.plate or (booked.plate if booked else None)
    yield "State", str(visit.state)
    yield "Decision", str(visit.decision.verdict) if visit.decision else "-"
    yield "Plate", plate or "-"
    yield "Containers in", ", ".join(visit.containers) or "-"
    if booked:
        yield "Appointment", f"{booked.reference}, {booked.haulier}"
        yield "Window", f"{moment(booked.opens)} to {moment(booked.closes)}"
        yield "Expected in", ", ".join(c.number for c in booked.containers) or "-"
        if booked.leaves_with is not None:
            out = ", ".join(c.number for c in booked.leaves_with)
            yield "Expected out", out or "-"
    if dossier.driver:
        driver = dossier.driver
        yield "Driver", f"{driver.name}, licence {driver.licence}"
    if decision := visit.decision:
        rules = f"{decision.rules_version}, {decision.rules_hash[:16]}"
        yield "Rules, version and hash", rules
    if own := [event for event in dossier.events if event.visit == visit.id]:
        yield "First event", f"{own[0].id}, {own[0].hash}"
        yield "Last event", f"{own[-1].id}, {own[-1].hash}"


def _decision(dossier: Dossier) -> Part:
    decision = dossier.visit.decision
    title = f"Decision of {moment(decision.at)}" if decision else "Decision"
    return Part(
        title=title,
        head=("Rule", "Outcome", "Code", "Detail"),
        rows=tuple(map(_reason, decision.reasons)) if decision else (),
    )


def _reason(reason: Reason) -> tuple[str, ...]:
    mode = "" if reason.mode == "live" else f" ({reason.mode})"
    outcome = str(reason.outcome).replace("_", " ")
    return str(reason.rule), outcome + mode, reason.code, reason.detail


def _steps(steps: tuple[Step, ...]) -> Part:
    return Part(
        title="Steps",
        head=("Time", "Lane", "What", "Event", "Hash"),
        rows=tuple(
            (
                moment(step.at),
                step.lane,
                "; ".join(
                    (step.text + (f", by {step.by}" if step.by else ""), *step.details)
                ),
                "" if step.event is None else str(step.event),
                step.hash[:16],
            )
            for step in steps
        ),
        wide=2,
    )


def _images(images: tuple[Evidence, ...]) -> Part:
    return Part(
        title="Pictures and their SHA-256",
        head=("Time", "Camera", "Kind", "SHA-256"),
        rows=tuple((moment(e.at), e.camera, e.kind, e.digest) for e in images),
        images=images,
    )
