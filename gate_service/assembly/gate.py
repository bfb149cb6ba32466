"""The use cases of lanes and visits, put together with all the others."""

from dataclasses import dataclass

from gate_service.application.archive import Archive
from gate_service.application.attend import Attend
from gate_service.application.barrier import TakeCommand, WaitingCommands
from gate_service.application.book import Book, Cancel
from gate_service.application.decide_again import DecideAgain
from gate_service.application.declarations import Declarations
from gate_service.application.desk import Desk
from gate_service.application.gate import Close, Gate, Subscribe
from gate_service.application.holds import PlaceHold, ReleaseHold
from gate_service.application.judge import Judge
from gate_service.application.keys import Keys
from gate_service.application.leave import Leave
from gate_service.application.locate import Locate
from gate_service.application.look_up import LookUp
from gate_service.application.offline import Offline
from gate_service.application.passes import (
    PublicKeys,
    RevokePass,
    SpendPass,
    StatusList,
    VerifyPass,
)
from gate_service.application.present import CallClerk, Present, TakeCode
from gate_service.application.receive import Receive
from gate_service.application.reconcile import Reconcile
from gate_service.application.ruling import Ruling
from gate_service.application.safety import Safety
from gate_service.application.show_lane import ShowLane
from gate_service.application.telling import Telling
from gate_service.application.tick import Tick
from gate_service.application.watch import Unwatch, Watch
from gate_service.assembly.customs import customs_of
from gate_service.assembly.parts import Parts
from gate_service.domain.evidence import EvidenceStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Groups of use cases that are put together elsewhere."""

    safety: Safety
    telling: Telling
    ruling: Ruling
    desk: Desk
    declarations: Declarations
    archive: Archive
    offline: Offline


def gate_of(
    parts: Parts,
    groups: Groups,
    images: EvidenceStore,
    subscribe: Subscribe,
    close: Close,
) -> Gate:
    """Put everything together."""
    stored, site, signer, clock = parts.stored, parts.site, parts.signer, parts.clock
    locate = Locate(site=site, signer=signer)
    attend = attend_of(parts, locate)
    place_hold, keys = _place_hold(parts, attend), _keys(parts)
    take_code = TakeCode(locate=locate, attend=attend, clock=clock)
    return Gate(
        site=site,
        book=_book(parts),
        cancel=Cancel(transactions=stored, clock=clock),
        receive=_receive(parts, attend, take_code),
        images=images,
        present=Present(transactions=stored, site=site, take_code=take_code),
        call_clerk=CallClerk(transactions=stored, site=site, clock=clock),
        place_hold=place_hold,
        release_hold=ReleaseHold(transactions=stored, clock=clock),
        watch=Watch(transactions=stored, clock=clock, new_id=parts.ids),
        unwatch=Unwatch(transactions=stored, clock=clock),
        verify_pass=VerifyPass(transactions=stored, signer=signer, clock=clock),
        spend_pass=SpendPass(transactions=stored, signer=signer, clock=clock),
        revoke_pass=RevokePass(transactions=stored, attend=attend, clock=clock),
        public_keys=PublicKeys(signer=signer),
        status_list=StatusList(transactions=stored, signer=signer, clock=clock),
        commands=WaitingCommands(transactions=stored, site=site, clock=clock),
        take_command=TakeCommand(transactions=stored, site=site, clock=clock),
        decide_again=DecideAgain(transactions=stored, attend=attend, clock=clock),
        lane_view=ShowLane(transactions=stored, site=site),
        look_up=LookUp(stored),
        tick=Tick(transactions=stored, site=site, attend=attend, clock=clock),
        keys=keys,
        safety=groups.safety,
        telling=groups.telling,
        ruling=groups.ruling,
        desk=groups.desk,
        declarations=groups.declarations,
        archive=groups.archive,
        customs=customs_of(parts, place_hold, keys),
        offline=groups.offline,
        subscribe=subscribe,
        close=close,
    )


def attend_of(parts: Parts, locate: Locate | None = None) -> Attend:
    """Put together what judges a truck, in whatever transaction it is called."""
    locate = locate or Locate(site=parts.site, signer=parts.signer)
    judge = Judge(
        site=parts.site,
        signer=parts.signer,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )
    return Attend(locate=locate, judge=judge, clock=parts.clock, new_id=parts.ids)


def _book(parts: Parts) -> Book:
    return Book(
        transactions=parts.stored,
        site=parts.site,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )


def _receive(parts: Parts, attend: Attend, take_code: TakeCode) -> Receive:
    return Receive(
        transactions=parts.stored,
        site=parts.site,
        attend=attend,
        leave=Leave(site=parts.site, clock=parts.clock, new_id=parts.ids),
        take_code=take_code,
        reconcile=Reconcile(attend=attend, clock=parts.clock),
        clock=parts.clock,
    )


def _place_hold(parts: Parts, attend: Attend) -> PlaceHold:
    return PlaceHold(
        transactions=parts.stored,
        site=parts.site,
        attend=attend,
        clock=parts.clock,
        new_id=parts.ids,
    )


def _keys(parts: Parts) -> Keys:
    return Keys(
        transactions=parts.stored,
        site=parts.site,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )
