"""What the desk's forms say, read back."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData

from gate_service.application.desk_correct import Told
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.desk import Ending, Grounds, Resolution

_MOST = 24
"""Rows of a form, at most."""
_OTHER, _NONE = "other", "none"


class Wish(BaseModel):
    """What a clerk decides; ``target`` counts for a truck that is sent."""

    model_config = ConfigDict(frozen=True)

    act: Literal[Ending.LET_GO, Ending.SENT, Ending.REFUSED]
    grounds: Grounds
    note: Annotated[str, Field(max_length=500)] = ""
    target: ReferTarget | Literal[""] = ""

    def resolution(self) -> Resolution:
        """Give it to the desk."""
        sent = self.act is Ending.SENT
        return Resolution(
            ending=self.act,
            grounds=self.grounds,
            note=self.note.strip(),
            target=self.target or None if sent else None,
        )


def corrections_of(form: FormData) -> Iterator[Told]:
    """Read the rows of the form; those that change and confirm nothing are left out."""
    for number in range(_MOST):
        kind = _field(form, f"kind-{number}")
        if kind in set(TextKind):
            told = _told(form, number, TextKind(kind))
            if told is not None:
                yield told


def _told(form: FormData, number: int, kind: TextKind) -> Told | None:
    read = _field(form, f"read-{number}")
    pick = _field(form, f"pick-{number}")
    right = _field(form, f"other-{number}") if pick == _OTHER else pick
    size, was = _field(form, f"size-{number}"), _field(form, f"size-was-{number}")
    if pick == _NONE:
        right = ""
    elif right == read and size == was and not _field(form, f"doubt-{number}"):
        return None
    if not read and not right and pick != _OTHER:
        return None
    return Told(
        kind=kind,
        read=read or None,
        right=right if right or pick != _OTHER else "?",
        size_type=size or None,
        crop=_field(form, f"crop-{number}") or None,
        lines=2 if _field(form, f"lines-{number}") else 1,
    )


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""
