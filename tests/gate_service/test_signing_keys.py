"""Signing keys change while passes are on the road."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.key_ring import FolderKeyRing
from gate_service.adapters.passes import verify_offline
from gate_service.adapters.signing_key import SigningKeyError, signer_at
from gate_service.domain.errors import PassError
from gate_service.domain.lanes import KioskPhase
from tests.support.gates import LANE, Clock, GateAtWork, at_work, said


def test_the_key_from_before_there_was_a_ring_goes_on_signing(tmp_path: Path) -> None:
    before = signer_at(tmp_path / "signing-key.pem").public_keys()
    assert FolderKeyRing(tmp_path, Clock()).public_keys() == before


def test_rotation_moves_the_first_key_and_keeps_what_it_signed_good(
    work: GateAtWork, tmp_path: Path
) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text
    assert text is not None
    work.gate.offline.signing_keys.rotate(5)
    work.clock.turn(301)

    assert not (tmp_path / "signing-key.pem").exists()
    assert work.gate.verify_pass(text, LANE).lane == LANE
    verify_offline(text, work.gate.public_keys(), work.clock())


def test_a_new_key_is_published_before_it_signs(work: GateAtWork) -> None:
    (old,) = work.gate.public_keys()
    new = work.gate.offline.signing_keys.rotate(5)
    assert [key.kid for key in work.gate.public_keys()] == [old.kid, new.kid]
    work.clock.turn(300)
    assert [key.kid for key in work.gate.public_keys()] == [new.kid, old.kid]


def test_a_pass_of_a_retired_key_is_refused_at_the_lane_and_by_readers(
    work: GateAtWork,
) -> None:
    (old,) = work.gate.public_keys()
    text = work.stand(work.book().arrival_code).pass_text
    assert text is not None
    work.drive_off(through=False)
    work.gate.offline.signing_keys.rotate(0)
    work.gate.offline.signing_keys.retire(old.kid)

    with pytest.raises(PassError) as refused:
        work.gate.verify_pass(text, LANE)
    view = work.stand(text, "p-2")

    assert refused.value.code == "forged"
    assert view.phase is KioskPhase.STOP
    assert said(view.visit)["CREDENTIAL"] == "pass_forged"


def test_passes_are_issued_and_honoured_throughout_a_rotation(
    work: GateAtWork,
) -> None:
    texts = []
    for number in range(3):
        booked = work.book()
        texts.append(work.stand(booked.arrival_code, f"p-{number}").pass_text)
        work.drive_off(f"p-{number}", through=False)
        if number == 0:
            work.gate.offline.signing_keys.rotate(1)
        work.clock.turn(60 * number)
    kids = {key.kid for key in work.gate.public_keys()}
    assert len(kids) == 2
    assert all(text and work.gate.verify_pass(text, LANE) for text in texts)


def test_two_gates_over_one_folder_see_each_other_s_rotation(tmp_path: Path) -> None:
    clock = Clock()
    one, other = FolderKeyRing(tmp_path, clock), FolderKeyRing(tmp_path, clock)
    one.add(clock(), clock() + timedelta(minutes=1))
    assert one.public_keys() == other.public_keys()


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    ring = FolderKeyRing(tmp_path, Clock())
    made = ring.add(Clock()(), Clock()())
    mode = (tmp_path / "keys" / f"{made.kid}.pem").stat().st_mode & 0o777
    assert mode == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda keys: (keys / "index.json").unlink(), id="no index"),
        pytest.param(lambda keys: (keys / "index.json").write_text("["), id="damaged"),
        pytest.param(lambda keys: (keys / "index.json").write_text("[]"), id="empty"),
        pytest.param(
            lambda keys: [each.unlink() for each in keys.glob("*.pem")], id="no key"
        ),
    ],
)
def test_a_damaged_ring_makes_no_new_key_in_silence(
    tmp_path: Path, damage: object
) -> None:
    ring = FolderKeyRing(tmp_path, Clock())
    ring.add(Clock()(), Clock()())
    assert callable(damage)
    damage(tmp_path / "keys")
    with pytest.raises(SigningKeyError):
        FolderKeyRing(tmp_path, Clock())
    assert not (tmp_path / "signing-key.pem").exists()


def test_a_rotation_that_broke_off_before_the_index_changes_nothing(
    tmp_path: Path,
) -> None:
    ring = FolderKeyRing(tmp_path, Clock())
    (old,) = ring.public_keys()
    (tmp_path / "keys").mkdir()
    os.link(tmp_path / "signing-key.pem", tmp_path / "keys" / f"{old.kid}.pem")

    again = FolderKeyRing(tmp_path, Clock())
    made = again.add(Clock()(), Clock()() + timedelta(minutes=1))

    assert [key.kid for key in again.public_keys()] == [old.kid, made.kid]


def test_a_gate_opens_again_with_its_ring(tmp_path: Path) -> None:
    first = at_work(tmp_path)
    made = first.gate.offline.signing_keys.rotate(0)
    first.gate.close()
    again = at_work(tmp_path)
    assert again.gate.public_keys()[0].kid == made.kid
    again.gate.close()
