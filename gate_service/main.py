"""Put the gate service together: the only module that chooses implementations."""

import secrets
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from gate_service.adapters.channels.email import MailChannel, MailServer
from gate_service.adapters.channels.mqtt import Broker, MqttChannel
from gate_service.adapters.channels.secrets import paho, secret_in, webhook_secret
from gate_service.adapters.channels.webhook import WebhookChannel
from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.adapters.evidence import EvidenceFolder
from gate_service.adapters.feed import LaneFeed
from gate_service.adapters.signing_key import signer_at
from gate_service.application.acknowledge_alert import AcknowledgeAlert
from gate_service.application.attend import Attend
from gate_service.application.barrier import TakeCommand, WaitingCommands
from gate_service.application.book import Book, Cancel
from gate_service.application.decide_again import DecideAgain
from gate_service.application.escalate import Deliver, Escalate
from gate_service.application.gate import Close, Gate, Subscribe
from gate_service.application.holds import PlaceHold, ReleaseHold
from gate_service.application.judge import Judge
from gate_service.application.keys import Keys
from gate_service.application.leave import Leave
from gate_service.application.locate import Locate
from gate_service.application.look_at_alerts import LookAtAlerts
from gate_service.application.look_up import LookUp
from gate_service.application.passes import (
    PublicKeys,
    RevokePass,
    SpendPass,
    StatusList,
    VerifyPass,
)
from gate_service.application.present import CallClerk, Present, TakeCode
from gate_service.application.raise_alert import RaiseAlert
from gate_service.application.receive import Receive
from gate_service.application.record import Clock, NewId, RandomBytes
from gate_service.application.report_incident import ReportIncident
from gate_service.application.safety import Safety
from gate_service.application.show_lane import ShowLane
from gate_service.application.sweep_evidence import SweepEvidence
from gate_service.application.tick import Tick
from gate_service.application.watch import Unwatch, Watch
from gate_service.application.watch_yards import WatchYards
from gate_service.domain.escalation import ChannelName
from gate_service.domain.evidence import EvidenceStore
from gate_service.domain.ports import PassSigner, Transactions
from gate_service.domain.safety_ports import Channel
from gate_service.domain.site import Site
from gate_service.settings import Escalation, GateSettings, Mail, Mqtt


def utc_now() -> datetime:
    """Give the present time."""
    return datetime.now(UTC)


def new_id() -> str:
    """Give a random UUID."""
    return str(uuid.uuid4())


def open_gate(
    settings: GateSettings,
    *,
    clock: Clock = utc_now,
    ids: NewId = new_id,
    random: RandomBytes = secrets.token_bytes,
) -> Gate:
    """Open the data folder, its database and signing key; give every use case.

    Raises DatabaseError, SigningKeyError or ChannelSetupError where they cannot be
    opened. Close the gate when done.
    """
    channels = {each.name: each for each in _channels(settings.escalation, clock)}
    settings.data.mkdir(parents=True, exist_ok=True)
    signer = signer_at(settings.data / "signing-key.pem")
    feed = LaneFeed()
    stored = SqlTransactions(open_engine(settings.database_url), feed.changed)
    parts = _Parts(stored, settings.site(), signer, clock, ids, random)
    images = EvidenceFolder(
        settings.data / "evidence", settings.evidence_limit, settings.clip_limit
    )
    safety = _safety(parts, channels, images)
    return _composed(parts, images, safety, feed.subscribe, stored.close)


def _channels(told: Escalation, clock: Clock) -> Iterator[Channel]:
    """Open what the site has set up; ChannelSetupError."""
    if told.webhook is not None:
        secret = webhook_secret(told.webhook.secret_file)
        yield WebhookChannel(str(told.webhook.url), secret, clock)
    if told.mqtt is not None:
        yield MqttChannel(paho(), _broker(told.mqtt), told.mqtt.topic)
    if told.email is not None:
        recipients = tuple(told.email.recipients)
        yield MailChannel(_mail_server(told.email), told.email.sender, recipients)


def _broker(told: Mqtt) -> Broker:
    return Broker(
        host=told.host,
        port=told.port,
        tls=told.tls,
        username=told.username,
        password=secret_in(told.password_file),
    )


def _mail_server(told: Mail) -> MailServer:
    return MailServer(
        host=told.host,
        port=told.port,
        security=told.security,
        username=told.username,
        password=secret_in(told.password_file),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What nearly every use case is made of."""

    stored: Transactions
    site: Site
    signer: PassSigner
    clock: Clock
    ids: NewId
    random: RandomBytes


def _safety(
    parts: _Parts, channels: Mapping[ChannelName, Channel], images: EvidenceStore
) -> Safety:
    stored, site, clock, new_id = parts.stored, parts.site, parts.clock, parts.ids
    raise_alert = RaiseAlert(site=site, clock=clock)
    return Safety(
        report=ReportIncident(
            transactions=stored, site=site, raise_alert=raise_alert, clock=clock
        ),
        watch=WatchYards(
            transactions=stored,
            site=site,
            raise_alert=raise_alert,
            clock=clock,
            new_id=new_id,
            began=clock(),
        ),
        answer=AcknowledgeAlert(
            transactions=stored, site=site, clock=clock, new_id=new_id
        ),
        look=LookAtAlerts(transactions=stored, site=site, clock=clock),
        escalate=Escalate(transactions=stored, site=site, clock=clock, new_id=new_id),
        deliver=Deliver(transactions=stored, site=site, channels=channels, clock=clock),
        sweep=SweepEvidence(transactions=stored, site=site, images=images, clock=clock),
        clock=clock,
    )


def _composed(
    parts: _Parts,
    images: EvidenceStore,
    safety: Safety,
    subscribe: Subscribe,
    close: Close,
) -> Gate:
    stored, site, signer, clock = parts.stored, parts.site, parts.signer, parts.clock
    locate = Locate(site=site, signer=signer)
    attend = _attend(parts, locate)
    take_code = TakeCode(locate=locate, attend=attend, clock=clock)
    return Gate(
        site=site,
        book=_book(parts),
        cancel=Cancel(transactions=stored, clock=clock),
        receive=_receive(parts, attend, take_code),
        images=images,
        present=Present(transactions=stored, site=site, take_code=take_code),
        call_clerk=CallClerk(transactions=stored, site=site, clock=clock),
        place_hold=_place_hold(parts, attend),
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
        keys=_keys(parts),
        safety=safety,
        subscribe=subscribe,
        close=close,
    )


def _attend(parts: _Parts, locate: Locate) -> Attend:
    judge = Judge(
        site=parts.site,
        signer=parts.signer,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )
    return Attend(locate=locate, judge=judge, clock=parts.clock, new_id=parts.ids)


def _receive(parts: _Parts, attend: Attend, take_code: TakeCode) -> Receive:
    leave = Leave(site=parts.site, clock=parts.clock, new_id=parts.ids)
    return Receive(
        transactions=parts.stored,
        site=parts.site,
        attend=attend,
        leave=leave,
        take_code=take_code,
        clock=parts.clock,
    )


def _book(parts: _Parts) -> Book:
    return Book(
        transactions=parts.stored,
        site=parts.site,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )


def _place_hold(parts: _Parts, attend: Attend) -> PlaceHold:
    return PlaceHold(
        transactions=parts.stored,
        site=parts.site,
        attend=attend,
        clock=parts.clock,
        new_id=parts.ids,
    )


def _keys(parts: _Parts) -> Keys:
    return Keys(
        transactions=parts.stored,
        site=parts.site,
        clock=parts.clock,
        new_id=parts.ids,
        random=parts.random,
    )
