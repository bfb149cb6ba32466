import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from gate_service.adapters.signing_key import KeySigner, signer_at
from gate_service.domain.callers import Role
from gate_service.domain.decisions import Verdict
from gate_service.domain.passes import PassClaims, PassId
from gate_service.domain.visits import LaneName
from gate_service.main import open_gate
from gate_service.web.schemas.passes import KeySetAnswer
from quaygate.cli import main
from quaygate.commands.shape import REFUSED
from quaygate.site import load_site

PASS = PassId("00" * 16)
SITE = """\
[gate]
data = "{folder}/gate"
[lanes.lane-1.cameras.front]
url = "videotestsrc://"
reads = ["plate"]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    path.write_text(SITE.format(folder=tmp_path), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["drive"], id="unknown command"),
        pytest.param(["read"], id="nothing to read"),
        pytest.param(["lane", "lane-1", "--sight", "x"], id="unknown option"),
    ],
)
def test_a_wrong_call_is_answered_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert left.value.code == REFUSED
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["serv"], "no 'serv': did you mean serve?"),
        (["quux"], "no 'quux': it is demo, simulate, serve,"),
        (["eval", "plates", "--data", "x"], "no 'plates': did you mean plate?"),
        (["keys", "lst"], "no 'lst': did you mean list?"),
        (["bench"], "required: {read,gate}"),
        (["simulate", "day", "--visits", "many"], "'many' is no whole number"),
        (["bench", "gate", "--rate", "fast"], "'fast' is no number"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)

    assert told in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["keys", "rotate"], ["bench"], ["issue-key"]])
def test_every_argument_is_explained(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*words, "--help"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    bare = [line for line in lines if line.startswith("--") and "  " not in line]

    assert left.value.code == 0
    assert bare == []


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"quaygate {version('quaygate')}\n"


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert main(["demo", "--folder", str(tmp_path / "file" / "demo")]) == REFUSED
    told = capsys.readouterr().err
    assert "Not a directory" in told
    assert told.count("\n") == 1


def test_a_name_that_is_no_text_is_answered_in_one_line(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["lane", "lane-1", "--site", "none\udcff.toml"]) == REFUSED
    assert "none\\udcff.toml" in capfd.readouterr().err


def test_a_missing_site_file_is_answered_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--site", str(tmp_path / "none.toml")]) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--role", "kiosk"], "a key of the role kiosk needs a scope: the name of its"),
        (["--role", "clerk", "--scope", "x"], "a key of the role clerk has no scope"),
        (["--role", "lane", "--scope", "in-9"], "its lanes are: lane-1"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_what_can(
    asked: list[str], told: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["issue-key", "--name", "x", "--site", str(site), *asked]

    assert main(asked) == REFUSED
    assert told in capsys.readouterr().err


def test_a_key_is_issued_and_known_to_the_gate(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["issue-key", "--role", "lane", "--name", "lane 1", "--scope", "lane-1"]

    assert main([*asked, "--site", str(site)]) == 0

    gate = open_gate(load_site(site).gate)
    caller = gate.keys.authenticate(capsys.readouterr().out.strip())
    gate.close()
    assert caller is not None
    assert (caller.role, caller.scope) == (Role.LANE, "lane-1")


def test_an_unknown_role_is_answered_with_those_there_are(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["issue-key", "--role", "king", "--name", "x", "--site", str(site)]

    assert main(asked) == REFUSED
    assert "lane, kiosk, clerk" in capsys.readouterr().err


@pytest.fixture
def signer(tmp_path: Path) -> KeySigner:
    return signer_at(tmp_path / "signing-key.pem")


@pytest.fixture
def keys(tmp_path: Path, signer: KeySigner) -> Path:
    """Keep the gate's answer to who asks for its public keys in a file."""
    path = tmp_path / "keys.json"
    answer = KeySetAnswer.of(signer.public_keys())
    path.write_text(answer.model_dump_json(), encoding="utf-8")
    return path


def signed(signer: KeySigner) -> str:
    return signer.sign(
        PassClaims(
            id=PASS,
            plate="AB12CDE",
            containers=("CSQU3054383",),
            lane=LaneName("lane-1"),
            verdict=Verdict.GO,
            expires=datetime.now(UTC) + timedelta(minutes=5),
        )
    )


def test_a_pass_is_verified_with_nothing_but_the_public_keys(
    signer: KeySigner, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", signed(signer), "--keys", str(keys)]) == 0
    assert capsys.readouterr().out.startswith("GO for AB12CDE with CSQU3054383")


@pytest.mark.parametrize(
    ("revoked", "code"),
    [
        pytest.param((PASS,), REFUSED, id="on the list"),
        pytest.param((PassId("11" * 16),), 0, id="another one on the list"),
    ],
)
def test_a_revoked_pass_is_refused_offline(
    signer: KeySigner, keys: Path, revoked: tuple[PassId, ...], code: int
) -> None:
    status = keys.with_name("status.json")
    text = signer.sign_status(revoked, datetime.now(UTC))
    status.write_text(json.dumps({"text": text}), encoding="utf-8")
    asked = ["verify", signed(signer), "--keys", str(keys), "--status", str(status)]

    assert main(asked) == code


def test_a_code_that_is_no_pass_is_refused(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "HELLO", "--keys", str(keys)]) == REFUSED
    assert capsys.readouterr().err.startswith("quaygate: ")


def test_a_file_of_other_things_is_no_file_of_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    asked = ["verify", "QG1:X", "--keys", str(tmp_path / "other.json")]

    assert main(asked) == REFUSED
    assert "holds no public keys: GET /api/v1/passes/keys" in capsys.readouterr().err


def test_a_file_without_keys_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "QG1:X", "--keys", str(tmp_path / "none")]) == REFUSED
    assert "cannot read the public keys" in capsys.readouterr().err
