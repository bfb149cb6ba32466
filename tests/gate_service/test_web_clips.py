"""Clips and stills of a yard, over the API."""

import hashlib

import pytest

from gate_service.domain.callers import Role
from tests.support.real_gate import JPEG
from tests.support.yard_api import YardApi, put

CLIP = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40


def test_a_clip_is_kept_and_played_in_parts(yard_api: YardApi) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(CLIP).hexdigest()}"
    kept = [
        put(yard_api, Role.YARD, path, CLIP, "video/mp4").status_code for _ in range(2)
    ]
    headers = yard_api.keys.bearer(Role.OFFICER)
    whole = yard_api.client.get(path, headers=headers)
    part = yard_api.client.get(path, headers=headers | {"Range": "bytes=4-11"})
    assert kept == [201, 200]
    assert (whole.content, whole.headers["content-type"]) == (CLIP, "video/mp4")
    assert (part.status_code, part.content) == (206, b"ftypisom")
    assert part.headers["content-range"] == f"bytes 4-11/{len(CLIP)}"


def test_a_still_is_kept_by_a_yard(yard_api: YardApi) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(JPEG).hexdigest()}"
    assert put(yard_api, Role.YARD, path, JPEG, "image/jpeg").status_code == 201
    got = yard_api.client.get(path, headers=yard_api.keys.bearer(Role.OFFICER))
    assert (got.content, got.headers["content-type"]) == (JPEG, "image/jpeg")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OFFICER, 200), (Role.ADMIN, 200), (Role.CLERK, 403), (Role.CUSTOMS, 403)],
)
def test_clips_of_people_are_for_officers(
    yard_api: YardApi, role: Role, status: int
) -> None:
    path = f"/api/v1/evidence/{hashlib.sha256(CLIP).hexdigest()}"
    put(yard_api, Role.YARD, path, CLIP, "video/mp4")
    got = yard_api.client.get(path, headers=yard_api.keys.bearer(role))
    assert got.status_code == status


@pytest.mark.parametrize(
    ("kind", "size", "status"),
    [
        ("video/mp4", (4 << 20) + 1, 201),
        ("video/mp4", (64 << 20) + 1, 413),
        ("image/jpeg", (4 << 20) + 1, 413),
    ],
)
def test_a_clip_may_be_larger_than_a_still(
    yard_api: YardApi, kind: str, size: int, status: int
) -> None:
    body = CLIP.ljust(size, b"\0")
    path = f"/api/v1/evidence/{hashlib.sha256(body).hexdigest()}"
    assert put(yard_api, Role.YARD, path, body, kind).status_code == status


def test_a_still_that_calls_itself_a_clip_is_held_to_a_stills_size(
    yard_api: YardApi,
) -> None:
    body = JPEG.ljust((4 << 20) + 1, b"\0")
    path = f"/api/v1/evidence/{hashlib.sha256(body).hexdigest()}"
    refused = put(yard_api, Role.YARD, path, body, "video/mp4")
    assert (refused.status_code, "at most" in refused.json()["detail"]) == (422, True)


def test_neither_still_nor_clip_is_refused(yard_api: YardApi) -> None:
    path = f"/api/v1/evidence/{64 * 'a'}"
    refused = put(yard_api, Role.YARD, path, b"GIF89a", "image/gif")
    assert refused.json()["detail"] == (
        "The body is neither a JPEG image nor an MP4 clip."
    )


def test_a_full_disk_is_told_and_not_taken_for_a_fault_of_ours(
    yard_api: YardApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gate_service.adapters.evidence.os.fsync", full)
    path = f"/api/v1/evidence/{hashlib.sha256(JPEG).hexdigest()}"
    refused = put(yard_api, Role.YARD, path, JPEG, "image/jpeg")
    assert (refused.status_code, refused.json()["type"]) == (
        507,
        "urn:quaygate:problem:storage-full",
    )
