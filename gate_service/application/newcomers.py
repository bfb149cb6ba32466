"""New subscribers, added or named by site.toml, and from where they are told."""

from collections.abc import Mapping
from datetime import datetime

from gate_service.application.record import record
from gate_service.domain.ports import Store, Transactions
from gate_service.domain.telling import Form, Means, Progress, Subscriber, SubscriberId


def keep_standing(
    transactions: Transactions, named: Mapping[Means, tuple[str, Form]], now: datetime
) -> None:
    """Have a subscriber for each that site.toml names, and for no other.

    *named* says where each means leads, and in which form. One that is named again
    goes on where it stood.
    """
    wanted = {SubscriberId(str(means)): means for means in named}
    with transactions.read() as store:
        known = [s for s in store.subscribers.listed() if s.means is not Means.WEBHOOK]
    stale = [each.id for each in known if each.id not in wanted]
    new = wanted.keys() - {each.id for each in known}
    if not (stale or new):
        return
    with transactions.write() as store:
        for each in stale:
            store.subscribers.remove(each)
        for each in sorted(new):
            keep_new(store, _standing(each, wanted[each], named, now), None, now)


def _standing(
    wanted: SubscriberId,
    means: Means,
    named: Mapping[Means, tuple[str, Form]],
    now: datetime,
) -> Subscriber:
    where, form = named[means]
    return Subscriber(
        id=wanted,
        name=str(means),
        means=means,
        added=now,
        by="site.toml",
        url=where,
        form=form,
    )


def keep_new(store: Store, added: Subscriber, since: int | None, now: datetime) -> None:
    """Keep a new subscriber, told from *since* on or (None) from now on."""
    cursor = store.audit.last_id() if since is None else max(0, since)
    store.subscribers.save(added)
    store.progresses.save(Progress(subscriber=added.id, cursor=cursor))
    record(
        store,
        now,
        "subscriber.added",
        subscriber=added.id,
        means=str(added.means),
        form=str(added.form),
        by=added.by,
    )


def event_before(store: Store, at: datetime) -> int:
    """Find the last event before a time; their times grow with their numbers."""
    low, high = 0, store.audit.last_id()
    while low < high:
        middle = (low + high) // 2
        (event,) = store.audit.after(middle, 1)
        if event.at < at:
            low = event.id
        else:
            high = middle
    return low
