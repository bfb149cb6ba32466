"""`quaygate policy`: check a policy file, and ask what it would have decided."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gate_service.adapters.policy_file import PolicyError, read_policy
from gate_service.domain.decisions import Outcome, RuleCode, RuleMode, Verdict
from gate_service.domain.replay import Change, Replayed
from gate_service.domain.rules.ruleset import RuleSet, fingerprint, thresholds
from gate_service.settings import GateSettings
from quaygate.errors import CommandError
from quaygate.opened import opened

_LONGEST = 3650
_SHOWN = 50
"""Changed decisions that are listed at most; --json gives them all."""


def check_policy(path: Path) -> int:
    """Say every fault of the file, a line each, and 1; or what it changes."""
    try:
        rules = read_policy(path)
    except PolicyError as error:
        for line in error.lines:
            print(f"{path}: {line}", file=sys.stderr)  # noqa: T201 - the answer
        return 1
    print(f"{path}: policy {rules.version}, hash {fingerprint(rules)[:12]}: good")  # noqa: T201 - the answer
    for line in _differences(rules):
        print(f"  {line}")  # noqa: T201 - the answer
    return 0


def _differences(rules: RuleSet) -> Iterator[str]:
    usual, told = _flat(RuleSet()), _flat(rules)
    changed = [key for key in told if told[key] != usual.get(key) and key != "version"]
    if not changed:
        yield "nothing differs from the usual"
    for key in changed:
        yield f"{key} = {_plain(told[key])}, usually {_plain(usual.get(key))}"
    idle = [str(code) for code in RuleCode if rules.mode(code) is not RuleMode.LIVE]
    if idle:
        yield f"not live, so they refer and stop nobody: {', '.join(idle)}"


def _flat(rules: RuleSet) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in thresholds(rules).items():
        if isinstance(value, dict):
            flat |= {f"{key}.{name}": each for name, each in value.items()}
        else:
            flat[key] = value
    return flat


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "not asked" if value is None else str(value)


def replay_policy(
    settings: GateSettings, path: Path, days: float, *, as_json: bool
) -> int:
    """Print what would have been decided in the last *days* by the policy at *path*."""
    if not 0 < days <= _LONGEST:
        msg = f"--days must be above 0 and at most {_LONGEST}"
        raise CommandError(msg)
    try:
        rules = read_policy(path)
    except PolicyError as error:
        raise CommandError(f"{path}: {'; '.join(error.lines)}") from error  # noqa: EM102, TRY003 - the file's own words
    with opened(settings) as gate:
        found = gate.ruling.replay(rules, days)
    if as_json:
        print(json.dumps(_as_json(rules, found)))  # noqa: T201 - the answer
    else:
        _show(Console(), rules, found, days)
    return 0


def _show(console: Console, rules: RuleSet, found: Replayed, days: float) -> None:
    console.print(
        f"{found.judged} decisions of the last {days:g} days under policy "
        f"{rules.version}: {len(found.changes)} would have been others.",
        highlight=False,
    )
    if found.unreadable:
        console.print(f"{found.unreadable} were kept by an older version: left out.")
    if found.judged:
        console.print(_by_rule(found))
    for change in found.changes[:_SHOWN]:
        console.print(_line(change), soft_wrap=True, highlight=False)
    if (more := len(found.changes) - _SHOWN) > 0:
        console.print(f"... and {more} more: --json lists all of them.")


def _by_rule(found: Replayed) -> Table:
    table = Table(box=box.SIMPLE)
    for title in ("", "were", "would be"):
        table.add_column(title, justify="left" if not title else "right")
    for verdict in Verdict:
        was = sum(n for (before, _), n in found.verdicts.items() if before is verdict)
        would = sum(n for (_, after), n in found.verdicts.items() if after is verdict)
        table.add_row(Text(str(verdict), "bold"), str(was), str(would))
    for rule in RuleCode:
        for outcome in (Outcome.REFER, Outcome.STOP):
            was, would = found.was[rule, outcome], found.would[rule, outcome]
            if was or would:
                table.add_row(f"{rule} {outcome}", str(was), str(would))
    return table


def _line(change: Change) -> str:
    why = ", ".join(f"{r.rule} {r.outcome} {r.code}" for r in change.reasons)
    when = f"{change.at:%Y-%m-%d %H:%MZ}"
    turned = f"{change.before} -> {change.after}"
    return f"{when}  {change.lane}  {change.visit}  {turned}: {why}"


def _as_json(rules: RuleSet, found: Replayed) -> dict[str, object]:
    return {
        "policy": {"version": rules.version, "hash": fingerprint(rules)},
        "judged": found.judged,
        "unreadable": found.unreadable,
        "verdicts": [
            {"was": str(was), "would": str(would), "count": count}
            for (was, would), count in sorted(found.verdicts.items())
        ],
        "rules": [
            {
                "rule": str(rule),
                "outcome": str(outcome),
                "was": found.was[rule, outcome],
                "would": found.would[rule, outcome],
            }
            for rule, outcome in sorted({*found.was, *found.would})
        ],
        "changes": [_change(each) for each in found.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "visit": change.visit,
        "lane": change.lane,
        "at": change.at.isoformat(),
        "was": str(change.before),
        "would": str(change.after),
        "reasons": [
            {"rule": str(r.rule), "outcome": str(r.outcome), "code": r.code}
            for r in change.reasons
        ],
    }
