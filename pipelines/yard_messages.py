"""What the threads of a yard tell its one writing thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipelines.proofs import Proof
from pipelines.yard_stills import Stills
from vision.incidents import Change


@dataclass(frozen=True, slots=True)
class Changed:
    """Incidents of one camera have changed; ``stills`` by number of those opened."""

    camera: str
    changes: tuple[Change, ...]
    stills: Mapping[int, Stills] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClipMade:
    """A clip of an incident, from ``at`` on; ``blurred`` is None where it failed."""

    incident: str
    at: datetime
    clip: Proof
    blurred: Proof | None


YardMessage = Changed | ClipMade
