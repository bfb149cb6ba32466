"""What a lane takes for the gate's word, and what it does not."""

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pipelines.bundle import LARGEST, read_bundle
from pipelines.signed import SignedError, keys_of, read_pass, verified

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEYS = {"aa" * 8: KEY.public_key().public_bytes_raw()}
HEADER = {1: -8, 4: b"\xaa" * 8}


def sign(payload: bytes, header: object = HEADER, unprotected: object = None) -> bytes:
    """Sign by hand, as the format's document says."""
    protected = cbor2.dumps(header)
    told = cbor2.dumps(["Signature1", protected, b"", payload])
    parts = [protected, unprotected or {}, payload, KEY.sign(told)]
    return cbor2.dumps(cbor2.CBORTag(18, parts))


def test_what_was_signed_as_the_document_says_is_read() -> None:
    assert verified(sign(cbor2.dumps({4: 1})), KEYS) == {4: 1}


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        pytest.param(sign(b"\xa0", {1: -7, 4: b"\xaa" * 8}), "unknown key", id="alg"),
        pytest.param(sign(b"\xa0", {**HEADER, 3: 1}), "unknown key", id="more header"),
        pytest.param(sign(b"\xa0", {1: -8, 4: b"\xbb" * 8}), "unknown key", id="key"),
        pytest.param(sign(b"\xa0", {1: -8, 4: 2**40}), "unknown key", id="kid number"),
        pytest.param(sign(b"\xa0", unprotected={1: -8}), "nothing", id="unprotected"),
        pytest.param(sign(b"\x01"), "no claims", id="no claims"),
        pytest.param(sign(b"\xa0")[:-1] + b"\x00", "not the gate's", id="signature"),
        pytest.param(b"", "nothing", id="empty"),
    ],
)
def test_anything_else_is_refused(signed: bytes, said: str) -> None:
    with pytest.raises(SignedError, match=said):
        verified(signed, KEYS)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(body: bytes) -> None:
    for read in (body, sign(body)):
        with pytest.raises(SignedError):
            read_bundle(read, KEYS, "lane-1")


@given(st.text(max_size=60))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with pytest.raises(SignedError):
        read_pass(f"QG1:{text}", KEYS)


def test_a_bundle_without_end_is_not_read() -> None:
    with pytest.raises(SignedError, match="too large"):
        read_bundle(b"\x00" * (LARGEST + 1), KEYS, "lane-1")


@pytest.mark.parametrize(
    "jwks",
    [
        pytest.param({}, id="no list"),
        pytest.param([{"kty": "RSA", "crv": "Ed25519", "x": "AA"}], id="RSA"),
        pytest.param([{"kty": "OKP", "crv": "Ed25519", "x": "AA"}], id="too short"),
        pytest.param([{"kty": "OKP"}], id="no curve"),
    ],
)
def test_a_key_that_is_none_is_refused(jwks: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        keys_of(jwks)
