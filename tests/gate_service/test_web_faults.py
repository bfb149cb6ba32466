"""Problem details of what the domain refuses: all faults at once."""

import pytest

from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.web.errors import problem_of


def _errors(count: int) -> object:
    faults = tuple(Fault(f"containers.{n}", f"fault {n}") for n in range(count))
    return problem_of(InvalidFaultsError(faults)).members().get("errors")


def test_a_problem_lists_every_fault_as_a_sentence_with_its_field() -> None:
    assert _errors(2) == [
        {"field": "containers.0", "detail": "Fault 0."},
        {"field": "containers.1", "detail": "Fault 1."},
    ]


@pytest.mark.parametrize(("count", "listed"), [(1, None), (2, 2), (20, 20), (50, 20)])
def test_a_lone_fault_is_the_problem_itself_and_a_flood_is_cut(
    count: int, listed: int | None
) -> None:
    errors = _errors(count)

    assert (len(errors) if isinstance(errors, list) else None) == listed


def test_the_first_fault_leads() -> None:
    error = InvalidFaultsError((Fault("plate", "no plate"), Fault("opens", "past")))
    members = problem_of(error).members()

    assert (members["status"], members["field"]) == (422, "plate")
    assert members["detail"] == "No plate."
