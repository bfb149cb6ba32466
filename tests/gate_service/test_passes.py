"""Passes: signed, read offline, refused, spent once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import base45  # type: ignore[import-untyped]  # ships no types
import cbor2
import pytest
import segno
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st

from gate_service.adapters.passes import revoked_in, verify_offline
from gate_service.adapters.signing_key import (
    KeySigner,
    SigningKeyError,
    signer_at,
)
from gate_service.domain.decisions import Verdict
from gate_service.domain.errors import PassError, StateConflictError, UnknownPassError
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.visits import VisitState
from tests.support.gates import (
    BOX,
    CLERK,
    LANE,
    NOON,
    OTHER_BOX,
    PLATE,
    SECOND,
    GateAtWork,
)

CLAIMS = PassClaims(
    id=PassId("0123456789abcdef01234567"),
    plate=PLATE,
    containers=(BOX,),
    lane=LANE,
    verdict=Verdict.GO,
    expires=NOON + timedelta(minutes=15),
)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> KeySigner:
    return signer_at(tmp_path_factory.mktemp("keys") / "key.pem")


def refusal(text: str, signer: KeySigner) -> str:
    with pytest.raises(PassError) as caught:
        verify_offline(text, signer.public_keys(), NOON)
    return caught.value.code


def raw(text: str) -> bytes:
    return bytes(base45.b45decode(text.removeprefix("QG1:")))


def packed(body: bytes) -> str:
    return "QG1:" + str(base45.b45encode(body).decode())


def test_a_pass_says_offline_what_was_signed(signer: KeySigner) -> None:
    text = signer.sign(CLAIMS)

    assert verify_offline(text, signer.public_keys(), NOON) == CLAIMS


def test_a_pass_fits_a_qr_that_a_scanner_reads_well(signer: KeySigner) -> None:
    text = signer.sign(replace(CLAIMS, containers=(BOX, OTHER_BOX)))

    assert len(raw(signer.sign(CLAIMS))) <= 145
    assert int(segno.make(text, error="q").version) <= 11


def test_a_pass_is_refused_from_its_expiry_on(signer: KeySigner) -> None:
    text = signer.sign(CLAIMS)
    with pytest.raises(PassError, match="expired"):
        verify_offline(text, signer.public_keys(), CLAIMS.expires)


def test_a_revoked_pass_is_refused_offline(signer: KeySigner) -> None:
    listed = signer.sign_status([CLAIMS.id], NOON)
    made, revoked = revoked_in(listed, signer.public_keys())

    assert made == NOON
    with pytest.raises(PassError, match="revoked"):
        verify_offline(signer.sign(CLAIMS), signer.public_keys(), NOON, revoked=revoked)


def test_another_gate_s_pass_is_forged(signer: KeySigner, tmp_path: Path) -> None:
    other = signer_at(tmp_path / "other.pem")

    assert refusal(other.sign(CLAIMS), signer) == "forged"


def test_no_bit_of_a_pass_can_be_changed(signer: KeySigner) -> None:
    body = raw(signer.sign(CLAIMS))
    for place in range(len(body)):
        changed = bytes([*body[:place], body[place] ^ 1, *body[place + 1 :]])
        assert refusal(packed(changed), signer) in {"forged", "malformed"}


def test_another_algorithm_is_refused_even_with_our_key_id(
    signer: KeySigner,
) -> None:
    kid = bytes.fromhex(signer.public_keys()[0].kid)
    key = COSEKey.from_symmetric_key(b"k" * 32, alg="HS256", kid=kid)
    mac = COSE.new().encode_and_mac(b"\xa0", key, {1: 5, 4: kid})
    header = cbor2.dumps({1: -7, 4: kid})
    es256 = cbor2.dumps(cbor2.CBORTag(18, [header, {}, b"\xa0", b"0" * 64]))

    assert refusal(packed(mac), signer) == "malformed"
    assert refusal(packed(es256), signer) == "malformed"


def test_unsigned_compressed_and_oversized_passes_are_not_opened(
    signer: KeySigner,
) -> None:
    zipped = b"\x78\x9c" + b"0" * 60

    assert refusal(packed(cbor2.dumps({4: 1})), signer) == "malformed"
    assert refusal(packed(zipped), signer) == "malformed"
    assert refusal("QG1:" + "A" * 1021, signer) == "malformed"
    assert refusal(packed(b"\x81" * 600), signer) == "malformed"


def test_a_status_list_is_no_pass(signer: KeySigner) -> None:
    listed = signer.sign_status([CLAIMS.id], NOON)

    assert refusal(listed, signer) == "not_ours"
    assert refusal("QG1:" + listed.removeprefix("QGS1:"), signer) == "malformed"


@given(st.text(max_size=200), st.booleans())
def test_no_text_does_more_than_be_refused(
    signer: KeySigner, text: str, ours: bool
) -> None:
    assert refusal("QG1:" * ours + text, signer) in {"not_ours", "malformed"}


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(signer: KeySigner, body: bytes) -> None:
    assert refusal(packed(body), signer) == "malformed"


HARMFUL = {
    "a fraction beyond all exponents": "c4821b7fffffffffffffff01",
    "a float beyond all exponents": "c5821b7fffffffffffffff01",
    "a float beyond all values": "c5821a3fffffff03",
    "a day beyond all calendars": "d8641b1000000000000000",
    "a date beyond all calendars": "c11b7fffffffffffffff",
    "a list that holds itself": "d81c81d81d00",
    "text longer than all memory": "7b0fffffffffffffff",
    "lists within lists": "81" * 600,
}


@pytest.mark.parametrize("body", HARMFUL.values(), ids=HARMFUL)
@pytest.mark.parametrize("wrapped", [False, True])
def test_cbor_that_means_harm_is_refused(
    signer: KeySigner, body: str, wrapped: bool
) -> None:
    harm = bytes.fromhex(body)
    if wrapped:
        harm = cbor2.dumps(cbor2.CBORTag(18, [harm, {}, b"", b"0" * 64]))

    assert refusal(packed(harm), signer) == "malformed"


@pytest.mark.parametrize("kid", [10**9, 2**62, 2**63, [1, 2], {}, "k", None])
def test_a_key_id_that_is_no_bytes_is_refused(signer: KeySigner, kid: object) -> None:
    header = cbor2.dumps({1: -8, 4: kid})
    body = cbor2.dumps(cbor2.CBORTag(18, [header, {}, b"\xa0", b"0" * 64]))

    assert refusal(packed(body), signer) == "malformed"


@pytest.mark.parametrize("payload", [1, None, [1], {}, "x", b"", b"\xa0"])
@pytest.mark.parametrize("signature", [1, None, [2], "x", b"", b"0" * 64])
def test_a_body_under_our_key_id_is_never_opened_unsigned(
    signer: KeySigner, payload: object, signature: object
) -> None:
    header = cbor2.dumps({1: -8, 4: bytes.fromhex(signer.public_keys()[0].kid)})
    body = cbor2.dumps(cbor2.CBORTag(18, [header, {}, payload, signature]))

    assert refusal(packed(body), signer) in {"forged", "malformed"}


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "key.pem"
    first, second = signer_at(path), signer_at(path)

    assert first.public_keys() == second.public_keys()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["key.pem"]


def test_a_broken_key_file_is_refused_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(b"not a key")
    with pytest.raises(SigningKeyError, match="PEM"):
        signer_at(path)

    assert path.read_bytes() == b"not a key"


def issued(work: GateAtWork) -> str:
    return work.stand(work.book().arrival_code).pass_text or ""


def test_verifying_does_not_spend(work: GateAtWork) -> None:
    text = issued(work)
    first = work.gate.verify_pass(text, LANE)

    assert work.gate.verify_pass(text) == first
    assert work.gate.spend_pass(text, LANE, CLERK) == first


def test_a_pass_is_spent_once(work: GateAtWork) -> None:
    text = issued(work)
    work.gate.spend_pass(text, LANE, CLERK)
    with pytest.raises(PassError, match="spent"):
        work.gate.spend_pass(text, LANE, CLERK)
    with pytest.raises(PassError, match="spent"):
        work.gate.verify_pass(text)


def test_a_truck_whose_pass_was_spent_has_passed(work: GateAtWork) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    work.gate.spend_pass(text, LANE, CLERK)
    work.drive_off(through=False)
    work.clock.turn(1200)
    work.gate.tick()

    assert work.visit_of(booked).state is VisitState.IN_YARD
    assert "passage.unauthorised" not in work.kinds()
    assert work.gate.commands(LANE) == ()
    assert work.stand(booked.arrival_code, "p-2").phase is KioskPhase.STOP


def test_of_many_who_spend_a_pass_at_once_one_succeeds(work: GateAtWork) -> None:
    text = issued(work)

    def spend(_: int) -> str:
        try:
            return work.gate.spend_pass(text, LANE, CLERK).lane
        except PassError as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(spend, range(24)))

    assert sorted(outcomes) == [LANE] + 23 * ["spent"]
    assert work.kinds().count("pass.spent") == 1


def test_a_pass_is_for_its_lane(work: GateAtWork) -> None:
    text = issued(work)
    with pytest.raises(PassError, match="lane in-1"):
        work.gate.spend_pass(text, SECOND, CLERK)

    assert work.gate.spend_pass(text, LANE, CLERK).lane == LANE


def test_an_expired_pass_is_not_spent(work: GateAtWork) -> None:
    text = issued(work)
    work.clock.turn(900)
    with pytest.raises(PassError, match="expired"):
        work.gate.spend_pass(text, LANE, CLERK)


def test_a_revoked_pass_is_on_the_status_list_and_refused(work: GateAtWork) -> None:
    text = issued(work)
    wanted = work.gate.verify_pass(text).id
    work.gate.revoke_pass(wanted, CLERK)
    keys = work.gate.public_keys()

    assert revoked_in(work.gate.status_list(), keys)[1] == {wanted}
    with pytest.raises(PassError, match="revoked"):
        work.gate.spend_pass(text, LANE, CLERK)
    with pytest.raises(StateConflictError):
        work.gate.revoke_pass(wanted, CLERK)
    with pytest.raises(UnknownPassError):
        work.gate.revoke_pass(PassId("00"), CLERK)


def test_revoking_a_pass_takes_the_clearance_back(work: GateAtWork) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    work.gate.revoke_pass(work.gate.verify_pass(text).id, CLERK)

    assert work.gate.commands(LANE) == ()
    assert work.visit_of(booked).state is VisitState.STOPPED
