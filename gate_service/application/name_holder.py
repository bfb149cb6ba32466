"""A carrier names who may move a container, and says on what terms."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from gate_service.application.record import Clock, record
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import Fault, InvalidFaultsError, NotYoursError
from gate_service.domain.ports import Transactions
from gate_service.domain.rights import Right, RightRequest, same_party
from vision.identifiers import ContainerNumber

_LIMITS = {"holder": 100, "release": 64, "line_hold": 200, "fees": 200}
"""Longest texts, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHolder:
    """A carrier says who may move a container, and on what terms."""

    transactions: Transactions
    clock: Clock

    def __call__(self, request: RightRequest, by: Caller) -> Right:
        """Write it all anew; InvalidFaultsError, NotYoursError for another's container.

        The container belongs to the carrier that was first to name somebody for it.
        """
        if by.role is not Role.CARRIER or by.scope is None:
            msg = "only a carrier names who may move a container"
            raise NotYoursError(msg)
        now = self.clock()
        request = read_right(request, now)
        with self.transactions.write() as store:
            before = store.rights.find(request.container)
            if before is not None and not same_party(before.carrier, by.scope):
                msg = f"another carrier answers for {request.container}"
                raise NotYoursError(msg)
            told = before or Right(container=request.container, carrier=by.scope)
            right = _said(told, request, now)
            named = before is None or right.holder != before.holder
            store.rights.save(right)
            record(
                store,
                now,
                "right.named" if named else "right.changed",
                container=right.container,
                holder=right.holder,
                by=by.name,
            )
        return right


def _said(right: Right, request: RightRequest, now: datetime) -> Right:
    holder = request.holder or right.holder
    if not same_party(holder, right.holder):
        right = right.passed(by=right.carrier, to=holder, at=now)
    same = request.release == right.release
    released = right.released if same else now
    return replace(
        right,
        release=request.release,
        released=released if request.release else None,
        expires=request.expires,
        line_hold=request.line_hold,
        fees=request.fees,
    )


def read_right(request: RightRequest, now: datetime) -> RightRequest:
    """Read *request* in the terminal's spelling; InvalidFaultsError: all fields."""
    faults: list[Fault] = []
    number = request.container
    try:
        number = ContainerNumber.parse(number).text
    except ValueError as error:
        faults.append(Fault("container", str(error)))
    read = {name: (getattr(request, name) or "").strip() or None for name in _LIMITS}
    for name, most in _LIMITS.items():
        if (text := read[name]) is not None:
            faults += _text(name, text, most)
    expires = request.expires
    if expires is not None and expires.tzinfo is None:
        faults.append(Fault("expires", "times need a time zone"))
    elif expires is not None and expires <= now:
        faults.append(Fault("expires", "a right expires in the future"))
    if faults:
        raise InvalidFaultsError(tuple(faults))
    return RightRequest(container=number, expires=expires, **read)


def _text(field: str, text: str, most: int) -> Collection[Fault]:
    if 1 <= len(text) <= most and text.isprintable():
        return ()
    return (Fault(field, f"a text of 1 to {most} characters in one line is needed"),)
