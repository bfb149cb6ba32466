"""API keys: issued by administrators, shown once."""

from fastapi import APIRouter, Depends

from gate_service.domain.callers import KeyId, Role
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.keys import IssuedKeyAnswer, KeyAnswer, KeyBody

router = APIRouter(
    prefix="/api/v1/keys",
    tags=["keys"],
    responses=ALWAYS,
    dependencies=[Depends(allow(Role.ADMIN))],
)


@router.post("", status_code=201, responses=refusals(413))
def issue_a_key(body: KeyBody, gate: GateHere) -> KeyAnswer:
    """Issue a key; its secret is never shown again."""
    secret = gate.keys.issue(body.role, body.name, body.scope)
    key = gate.keys.issued(secret)
    return KeyAnswer(id=key.id if key else "", secret=secret)


@router.get("")
def list_issued_keys(gate: GateHere) -> list[IssuedKeyAnswer]:
    """List all keys, revoked ones too, without their secrets."""
    return [IssuedKeyAnswer.of(key) for key in gate.keys.listed()]


@router.post("/{key}/revoke", status_code=204, responses=refusals(404, 409))
def revoke_a_key(key: Id, gate: GateHere) -> None:
    """Revoke a key at once."""
    gate.keys.revoke(KeyId(key))
