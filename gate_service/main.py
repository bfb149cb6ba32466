"""Open the gate service: its folder, its database, its key, and every use case."""

import secrets
import uuid
from datetime import UTC, datetime

from gate_service.adapters.database.transactions import SqlTransactions, open_engine
from gate_service.adapters.evidence import EvidenceFolder
from gate_service.adapters.feed import Bell, LaneFeed
from gate_service.adapters.key_ring import FolderKeyRing
from gate_service.adapters.policy_file import read_policy
from gate_service.application.gate import Gate
from gate_service.application.record import Clock, NewId, RandomBytes
from gate_service.assembly.archive import archive
from gate_service.assembly.channels import channels
from gate_service.assembly.declarations import declarations
from gate_service.assembly.desk import desk
from gate_service.assembly.gate import Groups, attend_of, gate_of
from gate_service.assembly.offline import offline
from gate_service.assembly.parts import Parts
from gate_service.assembly.ruling import ruling
from gate_service.assembly.safety import safety
from gate_service.assembly.telling import telling
from gate_service.settings import GateSettings


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

    Raises DatabaseError, SigningKeyError, ChannelSetupError or PolicyError where they
    cannot be opened. Close the gate when done.
    """
    site = settings.site()
    if settings.policy is not None:
        site.policy.change(read_policy(settings.policy))
    told = {each.name: each for each in channels(settings.escalation, clock)}
    settings.data.mkdir(parents=True, exist_ok=True)
    ring = FolderKeyRing(settings.data, clock)
    feed, bell = LaneFeed(), Bell()
    engine = open_engine(settings.database_url)
    stored = SqlTransactions(engine, feed.changed, bell.ring)
    parts = Parts(
        stored=stored,
        site=site,
        signer=ring,
        clock=clock,
        ids=ids,
        random=random,
    )
    images = EvidenceFolder(
        settings.data / "evidence", settings.evidence_limit, settings.clip_limit
    )
    alone = engine.dialect.name == "sqlite"
    groups = Groups(
        safety=safety(parts, told, images),
        telling=telling(
            parts, settings.telling, bell.listen, "alone" if alone else new_id()
        ),
        ruling=ruling(parts, settings.policy),
        desk=desk(parts, attend_of(parts), images),
        declarations=declarations(parts),
        archive=archive(parts, images),
        offline=offline(parts, attend_of(parts), ring),
    )
    return gate_of(parts, groups, images, feed.subscribe, stored.close)
