"""Gate: every use case of the service in one place, for pages and APIs to call."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gate_service.application.archive import Archive
from gate_service.application.barrier import TakeCommand, WaitingCommands
from gate_service.application.book import Book, Cancel
from gate_service.application.customs import Customs
from gate_service.application.decide_again import DecideAgain
from gate_service.application.declarations import Declarations
from gate_service.application.desk import Desk
from gate_service.application.holds import PlaceHold, ReleaseHold
from gate_service.application.keys import Keys
from gate_service.application.look_up import LookUp
from gate_service.application.offline import Offline
from gate_service.application.passes import (
    PublicKeys,
    RevokePass,
    SpendPass,
    StatusList,
    VerifyPass,
)
from gate_service.application.present import CallClerk, Present
from gate_service.application.receive import Receive
from gate_service.application.ruling import Ruling
from gate_service.application.safety import Safety
from gate_service.application.show_lane import ShowLane
from gate_service.application.telling import Telling
from gate_service.application.tick import Tick
from gate_service.application.watch import Unwatch, Watch
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.safety import YardName
from gate_service.domain.site import Site
from gate_service.domain.visits import LaneName

Subscribe = Callable[[Callable[[LaneName | YardName], None]], Callable[[], None]]
"""Takes a callback, gives its unsubscriber. The callback runs after each committed
change of a lane or yard, on the thread that made it, and must return at once."""

Close = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Put together by ``gate_service.main.open_gate``.

    Every call is one transaction and safe from any thread. Refusals are the
    exceptions of ``gate_service.domain.errors``.
    """

    site: Site
    book: Book
    cancel: Cancel
    receive: Receive
    images: EvidenceStore
    present: Present
    call_clerk: CallClerk
    place_hold: PlaceHold
    release_hold: ReleaseHold
    watch: Watch
    unwatch: Unwatch
    verify_pass: VerifyPass
    spend_pass: SpendPass
    revoke_pass: RevokePass
    public_keys: PublicKeys
    status_list: StatusList
    commands: WaitingCommands
    take_command: TakeCommand
    decide_again: DecideAgain
    lane_view: ShowLane
    look_up: LookUp
    tick: Tick
    keys: Keys
    safety: Safety
    telling: Telling
    ruling: Ruling
    desk: Desk
    declarations: Declarations
    archive: Archive
    customs: Customs
    offline: Offline
    subscribe: Subscribe
    close: Close

    def keep_evidence(self, digest: str, body: bytes) -> bool:
        """Keep an image or clip under its SHA-256; true when new, InvalidInputError."""
        return self.images.keep(digest, body)

    def evidence(self, digest: str) -> bytes:
        """Give an image or clip; UnknownEvidenceError."""
        return self.images.get(digest)

    def evidence_file(self, digest: str) -> Path:
        """Say where an image or clip is; UnknownEvidenceError."""
        return self.images.path(digest)
