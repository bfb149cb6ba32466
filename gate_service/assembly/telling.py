"""The use cases of telling, put together, and the way to each kind of subscriber."""

import time
from collections.abc import Mapping

from gate_service.adapters.channels.secrets import ChannelSetupError, paho
from gate_service.adapters.telling.codeco import Parties
from gate_service.adapters.telling.files import DailyCsv, FileOutlet
from gate_service.adapters.telling.forms import writer
from gate_service.adapters.telling.mqtt import MqttOutlet
from gate_service.adapters.telling.webhook import WebhookOutlet
from gate_service.application.bookmark import PostOffice
from gate_service.application.compose import Compose
from gate_service.application.newcomers import keep_standing
from gate_service.application.subscriptions import Subscriptions
from gate_service.application.telling import Listen, Telling
from gate_service.assembly.channels import broker_of
from gate_service.assembly.parts import Parts
from gate_service.domain.canonical import SiteCodes
from gate_service.domain.telling import Form, Means, Subscriber
from gate_service.domain.telling_ports import Outlet, Outlets
from gate_service.sections import telling as section


def telling(
    parts: Parts, told: section.Telling, listen: Listen, teller: str
) -> Telling:
    """Put them together; ChannelSetupError where MQTT lacks its library or secret."""
    rules = told.rules()
    codes = SiteCodes(
        terminal=parts.site.terminal,
        un_locode=rules.un_locode,
        smdg=rules.smdg,
        facility=rules.facility,
    )
    office = PostOffice(
        transactions=parts.stored,
        compose=Compose(site=parts.site, codes=codes),
        outlets=_outlets(parts, told, codes),
        rules=rules,
        clock=parts.clock,
        steady=time.monotonic,
        teller=teller,
    )
    keep_standing(parts.stored, _standing(told), parts.clock())
    return Telling(
        subscriptions=Subscriptions(
            transactions=parts.stored,
            rules=rules,
            clock=parts.clock,
            new_id=parts.ids,
            random=parts.random,
        ),
        office=office,
        listen=listen,
    )


def _standing(told: section.Telling) -> Mapping[Means, tuple[str, Form]]:
    """List the subscribers that site.toml names: where each leads, and its form."""
    named = {}
    if told.codeco is not None:
        named[Means.CODECO_FILES] = (str(told.codeco.folder), Form.CODECO)
    if told.csv is not None:
        named[Means.CSV_FILES] = (str(told.csv.folder), Form.CLOUDEVENTS)
    if told.mqtt is not None:
        where = f"{told.mqtt.host}:{told.mqtt.port}/{told.mqtt.topic}"
        named[Means.MQTT] = (where, Form.CLOUDEVENTS)
    return named


def _outlets(parts: Parts, told: section.Telling, codes: SiteCodes) -> Outlets:
    """Give the function that opens the way to a subscriber."""
    known = told.codeco
    parties = Parties(known.sender, known.recipient) if known else Parties()
    broker = broker_of(told.mqtt) if told.mqtt is not None else None
    library = paho() if told.mqtt is not None else None

    def opened(whom: Subscriber) -> Outlet:
        write = writer(whom.form, codes, parties)
        if whom.means is Means.WEBHOOK:
            return WebhookOutlet(whom, write, parts.clock)
        if whom.means is Means.CODECO_FILES and told.codeco:
            return FileOutlet(told.codeco.folder, write, ".edi")
        if whom.means is Means.CSV_FILES and told.csv:
            return DailyCsv(told.csv.folder)
        if library is not None and broker is not None and told.mqtt is not None:
            return MqttOutlet(library, broker, told.mqtt.topic, write)
        msg = f"{whom.name} is no longer set up in site.toml"
        raise ChannelSetupError(msg)

    return opened
