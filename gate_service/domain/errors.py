"""Refusals of the gate domain. None of them knows of HTTP."""

from dataclasses import dataclass
from datetime import datetime


class GateError(Exception):
    """A request that the gate refuses; the message is meant for its caller."""


class NotFoundError(GateError):
    """Nothing of that name is on file."""


class UnknownLaneError(NotFoundError):
    """No lane of that name belongs to this site."""


class UnknownAppointmentError(NotFoundError):
    """No appointment of that id or arrival code is on file."""


class UnknownRightError(NotFoundError):
    """No carrier has a right on file for that container."""


class UnknownVisitError(NotFoundError):
    """No visit of that id is on file."""


class UnknownHoldError(NotFoundError):
    """No hold of that id is on file."""


class UnknownRiskRuleError(NotFoundError):
    """No risk rule of that id is on file."""


class UnknownRiskHitError(NotFoundError):
    """No hit of a risk rule of that id is on file."""


class UnknownImportError(NotFoundError):
    """No import of that id is on file."""


class UnknownYardError(NotFoundError):
    """No yard of that name belongs to this site."""


class UnknownCameraError(NotFoundError):
    """No camera of that name has sent anything from this yard."""


class UnknownDriverError(NotFoundError):
    """No driver of that id is on file, or the driver was forgotten."""


class UnknownAlertError(NotFoundError):
    """No alert of that id is on file."""


class InvalidInputError(GateError):
    """A value that was refused, with the field it stood in."""

    def __init__(self, field: str, message: str) -> None:
        """Keep the *field* for the edge to point at."""
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that was refused: where it stood (``containers.0.number``) and why."""

    field: str
    message: str


class InvalidFaultsError(InvalidInputError):
    """All the values that were refused at once; it reads as the first of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the *faults*, at least one, for the edge to point at each."""
        super().__init__(faults[0].field, faults[0].message)
        self.faults = faults


class StateConflictError(GateError):
    """The visit, hold or command is not in a state that allows this."""


class StaleVersionError(GateError):
    """What is to be changed was changed by another since its caller read it."""


class NotYoursError(GateError):
    """The caller's role or name does not own this."""


class UnknownAuthorityError(NotYoursError):
    """The site knows no authority of that name."""


class ContainerOutError(StateConflictError):
    """The container has left: on *visit*, at *left*."""

    def __init__(self, container: str, visit: str, left: datetime) -> None:
        """Keep what the caller must know."""
        super().__init__(f"{container} left at {left:%Y-%m-%dT%H:%M:%SZ}")
        self.left = left.isoformat()
        self.visit = visit


class TokenRefusedError(GateError):
    """A token that is not given; ``code`` is the error of RFC 6749, section 5.2."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the *code* for the answer."""
        super().__init__(message)
        self.code = code


class PassError(GateError):
    """A clearance pass that is refused; ``code`` names why.

    Codes: ``not_ours``, ``malformed``, ``forged``, ``expired``, ``revoked``,
    ``spent``, ``other_lane``.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the *code* for rules and problem details."""
        super().__init__(message)
        self.code = code


class UnknownPassError(NotFoundError):
    """No clearance pass of that id was issued here."""


class UnknownCommandError(NotFoundError):
    """No barrier command of that id belongs to this lane."""


class UnknownWatchEntryError(NotFoundError):
    """No watch-list entry of that id is on file."""


class UnknownKeyError(NotFoundError):
    """No API key of that id was issued."""


class UnknownSubscriberError(NotFoundError):
    """No subscriber of that id is told of events."""


class UnknownEvidenceError(NotFoundError):
    """No evidence of that digest is kept."""


class StorageFullError(GateError):
    """The disk has no room for evidence; what is stored stays as it is."""


class SequenceGapError(GateError):
    """A batch begins beyond the next ``expected`` sequence number of its source."""

    def __init__(self, expected: int) -> None:
        """Keep the *expected* number for the lane to resume from."""
        super().__init__(f"expected sequence {expected} next")
        self.expected = expected


class OverrideRefusedError(StateConflictError):
    """What persons wanted is forbidden; the message tells all that forbids it."""

    def __init__(self, against: tuple[str, ...]) -> None:
        """Word *against*, what forbids it, one beside the other."""
        super().__init__("; ".join(against))
        self.against = against


class ImpossibleMoveError(StateConflictError):
    """A visit cannot go from its state to the one asked for."""
