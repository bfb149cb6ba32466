"""The policy file: thresholds and modes of all rules in TOML, read or refused."""

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gate_service.domain.decisions import ReferTarget, RuleCode
from gate_service.domain.errors import Fault, InvalidFaultsError
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.sections.rules import Policy, rules_of

_KEYS = {
    "modes": tuple(str(each) for each in RuleCode),
    "refer_limits": tuple(str(each) for each in ReferTarget),
}


class PolicyError(InvalidFaultsError):
    """The policy file is refused; a sentence for each fault, with its key."""

    @property
    def lines(self) -> tuple[str, ...]:
        """One line a fault."""
        return tuple(
            f"{each.field}: {each.message}" if each.field else each.message
            for each in self.faults
        )


def read_policy(path: Path) -> RuleSet:
    """Read the rule set in the file at *path*; PolicyError names every fault."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        fault = Fault("", f"cannot be read: {error.strerror}")
        raise PolicyError((fault,)) from error
    except UnicodeDecodeError as error:
        raise PolicyError((Fault("", "is no text in UTF-8"),)) from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError((Fault("", f"is not valid TOML: {error}"),)) from error
    try:
        return rules_of(Policy.model_validate(table))
    except ValidationError as error:
        faults = tuple(each for e in error.errors() for each in _faults(e))
        raise PolicyError(faults) from error


def _faults(error: ErrorDetails) -> Iterator[Fault]:
    loc = [str(each) for each in error["loc"] if each != "[key]"]
    field = ".".join(loc)
    if error["type"] == "extra_forbidden":
        yield Fault(field, f"no such key{_meant(loc[-1], tuple(Policy.model_fields))}")
    elif error["loc"][-1:] == ("[key]",):
        yield Fault(field, f"no such name{_meant(loc[-1], _KEYS.get(loc[0], ()))}")
    elif error["type"] == "missing":
        yield Fault(field, "is missing")
    else:
        for each in error["msg"].removeprefix("Value error, ").split("; "):
            yield Fault(field, each[:1].lower() + each[1:])


def _meant(name: str, known: tuple[str, ...]) -> str:
    by_case = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), by_case, n=1)
    return f": did you mean {by_case[close[0]]}?" if close else ""
