"""How near a vehicle comes to a person, in metres, and how soon they would meet."""

from dataclasses import dataclass

from vision.incidents import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Proximity:
    """When a vehicle that moves is too near to a person. Raises ValueError.

    It is where it is nearer than ``metres``, or would reach the person within
    ``contact`` seconds if both went on as they do. One slower than ``speed``, in
    metres a second, stands: people may walk up to it.
    """

    metres: float = 5.0
    contact: float = 3.0
    speed: float = 1.0
    severity: Severity = Severity.SEVERE
    cooldown: float = 60.0
    inertia: int = 3

    def __post_init__(self) -> None:
        """Refuse limits that can never or always be met."""
        if not (self.metres > 0 and self.contact > 0 and self.speed > 0):
            message = "metres, contact and speed of proximity are more than 0"
            raise ValueError(message)
        if not self.cooldown >= 0 or self.inertia < 1:
            message = "proximity has a cooldown of 0 s or more, an inertia of 1 or more"
            raise ValueError(message)
