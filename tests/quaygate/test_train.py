import sys

import pytest

from quaygate import train
from quaygate.cli import main
from quaygate.commands.shape import REFUSED


@pytest.mark.parametrize("what", ["reader", "detector", "people", "gear"])
def test_without_the_extra_it_says_what_to_install(
    what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(train, "find_spec", lambda _: None)

    assert main(["train", what]) == REFUSED

    said = capsys.readouterr().err
    assert "pip install 'quaygate[train]'" in said
    assert said.count("\n") == 1


def test_without_datasets_it_says_where_to_run_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "quaygate.train", raising=False)
    monkeypatch.setitem(sys.modules, "datasets", None)
    monkeypatch.setitem(sys.modules, "datasets.labels", None)

    assert main(["train", "reader"]) == REFUSED

    assert "run it from a checkout" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        pytest.param(["reader", "--device", "tpu"], "no 'tpu'", id="tpu"),
        pytest.param(["decoder"], "no 'decoder'", id="what"),
        pytest.param(["reader", "--steps", "0"], "not above 0", id="steps"),
        pytest.param(["reader", "--workers", "-1"], "below 0", id="workers"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    asked: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["train", *asked])

    assert left.value.code == REFUSED
    said = capsys.readouterr().err
    assert answer in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(
            FileNotFoundError(2, "No such file", "a.jpg"),
            "a.jpg: No such file",
            id="of the system",
        ),
        pytest.param(
            OSError(
                "Caught OSError in worker\nTraceback ...\nOSError: a.jpg: no image"
            ),
            "a.jpg: no image",
            id="of a worker process",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_line(
    error: OSError,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(chosen: object) -> None:
        raise error

    monkeypatch.setattr(train, "find_spec", lambda name: name)
    monkeypatch.setattr(train, "_trainer", lambda _: failing)

    assert main(["train", "reader"]) == REFUSED

    assert capsys.readouterr().err == f"quaygate: {words}\n"
