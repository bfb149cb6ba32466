"""A clerk reads what the cameras misread; the rules run again with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gate_service.application.attend import Attend
from gate_service.application.desk_cases import Cases, Standing
from gate_service.application.record import record
from gate_service.domain.callers import Caller
from gate_service.domain.corrected import corrected, own_crop
from gate_service.domain.corrections import Correction, CorrectionId, TextKind
from gate_service.domain.desk import Ending, Grounds, Proposal, Resolution
from gate_service.domain.errors import (
    Fault,
    InvalidFaultsError,
    InvalidInputError,
    StateConflictError,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.seen import SeenContainer, SeenPlate
from gate_service.domain.visits import Evidence, Passage, Visit, VisitId, VisitState
from vision.identifiers import ContainerNumber, SizeType, normalise_plate

_LONGEST = 15
"""Characters of a plate, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a clerk says of one text, as typed; see ``Correction``."""

    kind: TextKind
    read: str | None
    right: str | None
    size_type: str | None = None
    crop: str | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Correct readings of a waiting truck. Against a STOP it is a proposal only."""

    transactions: Transactions
    attend: Attend
    cases: Cases

    def __call__(self, wanted: VisitId, told: Sequence[Told], by: Caller) -> Visit:
        """Correct and decide; StateConflictError, InvalidInputError."""
        with self.transactions.write() as store:
            found = self.cases.taken(store, wanted, by)
            made = self._all_made(found.passage, told, by)
            if found.visit.state is VisitState.STOPPED:
                told_all, now = _resolution(made), self.cases.clock()
                proposal = Proposal(resolution=told_all, by=by, at=now)
                self.cases.propose(store, found.case, proposal)
                return found.visit
            return self.carry_out(store, found, made, (by,))

    def carry_out(
        self,
        store: Store,
        found: Standing,
        made: tuple[Correction, ...],
        by: tuple[Caller, ...],
    ) -> Visit:
        """Put *made* into the passage and have the rules run again."""
        passage = corrected(found.passage, *made)
        store.passages.save(passage)
        for each in made:
            self._keep(store, found, each, by)
        if found.visit.decision is not None and found.visit.decision.by:
            # A person had decided; the rules' turn, with what is known now.
            store.visits.save(replace(found.visit, decision=None))
        if found.visit.state is VisitState.STOPPED:
            after = self.attend.anew(store, found.visit, was_cleared=False)
        else:
            after = self.attend(store, passage, waited=True) or found.visit
        if after.state is VisitState.CLEARED:
            self.cases.ended(store, found.case, by, _resolution(made))
        else:
            store.desk.save(replace(found.case, visit=after.id, proposal=None))
        return after

    def _keep(
        self,
        store: Store,
        found: Standing,
        made: Correction,
        by: tuple[Caller, ...],
    ) -> None:
        store.corrections.save(made)
        record(
            store,
            self.cases.clock(),
            "desk.corrected",
            visit=found.visit.id,
            lane=found.passage.lane,
            case=found.case.id,
            correction=made.id,
            what=str(made.kind),
            by=[each.name for each in by],
        )

    def _all_made(
        self, passage: Passage, told: Sequence[Told], by: Caller
    ) -> tuple[Correction, ...]:
        """Check all that was told; what is wrong is refused at once."""
        if not told:
            msg = "there is nothing to correct"
            raise InvalidInputError(field="corrections", message=msg)
        made, faults = [], []
        for number, each in enumerate(told):
            try:
                made.append(self._made(passage, each, by))
            except InvalidInputError as error:
                field = f"corrections.{number}.{error.field}"
                faults.append(Fault(field, str(error)))
        if faults:
            raise InvalidFaultsError(tuple(faults))
        return tuple(made)

    def _made(self, passage: Passage, told: Told, by: Caller) -> Correction:
        seen = _reading(passage, told)
        if told.read is not None and seen is None:
            msg = f"the cameras read no {told.kind} {told.read[:20]!r} of this truck"
            raise StateConflictError(msg)
        right = _right(told)
        if right is None and seen is None:
            msg = "say what stands there"
            raise InvalidInputError(field="right", message=msg)
        crop, frame = _pictures(passage, told, seen)
        source = crop or seen
        return Correction(
            id=CorrectionId(self.cases.new_id()),
            passage=passage.id,
            lane=passage.lane,
            kind=told.kind,
            read=told.read,
            right=right,
            by=by.name,
            at=self.cases.clock(),
            size_type=_size_type(told),
            camera=source.camera if source else None,
            crop=crop.digest if crop else None,
            frame=frame.digest if frame else None,
            confidence=seen.confidence if seen else None,
            lines=2 if told.lines == 2 else 1,
            layout=seen.layout if isinstance(seen, SeenContainer) else None,
        )


def _resolution(made: tuple[Correction, ...]) -> Resolution:
    return Resolution(
        ending=Ending.CORRECTED, grounds=Grounds.READ_BY_EYE, corrections=made
    )


def _reading(passage: Passage, told: Told) -> SeenPlate | SeenContainer | None:
    if told.kind is TextKind.PLATE:
        return next((p for p in passage.plates if p.text == told.read), None)
    return next((c for c in passage.containers if c.number == told.read), None)


def _right(told: Told) -> str | None:
    if told.right is None or not told.right.strip():
        return None
    if told.kind is TextKind.CONTAINER:
        try:
            return ContainerNumber.parse(told.right).text
        except ValueError as error:
            raise InvalidInputError(field="right", message=str(error)) from error
    plate = normalise_plate(told.right)
    if not plate or len(plate) > _LONGEST:
        msg = f"{told.right[:20]!r} is no plate"
        raise InvalidInputError(field="right", message=msg)
    return plate


def _size_type(told: Told) -> str | None:
    if told.kind is TextKind.PLATE or not (told.size_type or "").strip():
        return None
    try:
        return str(SizeType.parse(told.size_type or ""))
    except ValueError as error:
        raise InvalidInputError(field="size_type", message=str(error)) from error


def _pictures(
    passage: Passage, told: Told, seen: SeenPlate | SeenContainer | None
) -> tuple[Evidence | None, Evidence | None]:
    """Give the crop that was named, or the only one it can be, and a whole frame."""
    crops = [each for each in passage.evidence if each.kind == told.kind]
    named = next((each for each in crops if each.digest == told.crop), None)
    crop = named or own_crop(passage, told.kind, seen)
    camera = crop.camera if crop else seen and seen.camera
    frames = [e for e in passage.evidence if (e.kind, e.camera) == ("frame", camera)]
    return crop, next(iter(frames), None)
