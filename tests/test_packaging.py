"""Our top-level names belong to us alone, and the gate's folders say what they hold."""

from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("quaygate", "datasets", "pipelines", "gate_service", "models", "vision")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_is_imported_from_this_checkout(name: str) -> None:
    module = import_module(name)

    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / name


@pytest.mark.parametrize("name", FOLDERS)
def test_no_other_distribution_owns_our_names(name: str) -> None:
    owners = set(packages_distributions().get(name, []))

    assert owners <= {"quaygate"}


def test_every_module_opens_with_a_sentence() -> None:
    bare = [
        path.relative_to(ROOT)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith(('"""', 'r"""'))
    ]

    assert bare == []
