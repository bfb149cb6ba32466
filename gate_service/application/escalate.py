"""Escalation: alerts that nobody answers in time, and messages to the channels.

Marking an alert and queueing its messages is one transaction, so a message is as
durable as the escalation. Sending happens outside of any transaction, a channel at a
time: a slow or dead one holds nobody up, and what it took is never sent again unless
the gate stops between the sending and the writing down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gate_service.application.record import Clock, NewId
from gate_service.application.take_step import take_step
from gate_service.domain.escalation import (
    ChannelName,
    EscalationRules,
    Message,
    MessageId,
    MessageState,
)
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.safety import GATE, Action, Alert, Step
from gate_service.domain.safety_ports import Channel, ChannelError
from gate_service.domain.site import Site

_AT_ONCE = 10  # messages of a channel that one call sends


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """Pass on what waited too long; called about once a second."""

    transactions: Transactions
    site: Site
    clock: Clock
    new_id: NewId

    def __call__(self) -> None:
        """Escalate everything that is due, in one transaction."""
        now = self.clock()
        overdue = self.site.escalation.overdue(now)
        with self.transactions.read() as store:
            if not any(store.alerts.unanswered(*each) for each in overdue.items()):
                return  # a look is cheap, a turn at writing is not
        with self.transactions.write() as store:
            for severity, raised_until in overdue.items():
                for alert in store.alerts.unanswered(severity, raised_until):
                    self._pass_on(store, alert, now)

    def _pass_on(self, store: Store, alert: Alert, now: datetime) -> None:
        waited = round((now - alert.raised).total_seconds())
        note = f"nobody answered for {waited} s"
        step = Step(at=now, action=Action.ESCALATED, by=GATE, note=note)
        after = take_step(store, alert, step)
        queue_messages(store, after, self.site.escalation, self.new_id, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Send what waits for one channel; safe to be called again and again."""

    transactions: Transactions
    site: Site
    channels: Mapping[ChannelName, Channel]
    clock: Clock

    def __call__(self, name: ChannelName) -> None:
        """Send the oldest that are due; a channel that fails gets no second one."""
        with self.transactions.read() as store:
            due = store.messages.due(name, self.clock(), _AT_ONCE)
            alerts = {each.id: store.alerts.get(each.alert) for each in due}
        for message in due:
            try:
                self.channels[name].send(message.id, alerts[message.id], message.made)
            except ChannelError as error:
                self._failed(message.id, str(error))
                return
            self._sent(message.id)

    def _sent(self, wanted: MessageId) -> None:
        with self.transactions.write() as store:
            message = store.messages.get(wanted).sent()
            store.messages.save(message)
            self._note(store, message, Action.TOLD, "")

    def _failed(self, wanted: MessageId, why: str) -> None:
        """Put it off; the first failure and the giving up are told in the history."""
        give_up = timedelta(seconds=self.site.escalation.give_up)
        with self.transactions.write() as store:
            message = store.messages.get(wanted).failed(self.clock(), give_up)
            store.messages.save(message)
            if message.state is MessageState.GIVEN_UP:
                self._note(store, message, Action.GIVEN_UP, why)
            elif message.tries == 1:
                self._note(store, message, Action.UNTOLD, why)

    def _note(self, store: Store, message: Message, action: Action, why: str) -> None:
        alert = store.alerts.get(message.alert)
        by = str(message.channel)
        take_step(
            store, alert, Step(at=self.clock(), action=action, by=by, note=why[:300])
        )


def queue_messages(
    store: Store, alert: Alert, rules: EscalationRules, new_id: NewId, now: datetime
) -> None:
    """Keep a message to each of the site's channels."""
    for channel in rules.channels:
        message = Message(
            id=MessageId(new_id()),
            alert=alert.id,
            channel=channel,
            made=now,
            next_try=now,
        )
        store.messages.save(message)
