"""The policy: read from a file, changed while the gate runs, tried on what was."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from gate_service.adapters.policy_file import PolicyError, read_policy
from gate_service.domain.callers import Caller, Role
from gate_service.domain.decisions import RuleCode, RuleMode, Verdict
from gate_service.domain.drivers import Driver, DriverId
from gate_service.domain.errors import StateConflictError
from gate_service.domain.judgements import Judgement
from gate_service.domain.replay import replayed
from gate_service.domain.rules.decide import decide
from gate_service.domain.rules.ruleset import RuleSet, fingerprint, thresholds
from gate_service.domain.visits import VisitId
from gate_service.main import open_gate
from gate_service.sections.rules import Rules, rules_of
from gate_service.settings import GateSettings
from tests.support.cases import GOOD, booked, seen
from tests.support.gates import (
    LANE,
    LANES,
    Clock,
    GateAtWork,
    seen_box,
)

ADMIN = Caller("admin", Role.ADMIN)
STRICT = RuleSet(version="strict", plate_confidence=0.99)
LAX = RuleSet(version="lax", modes={RuleCode.CONTAINER_SET: RuleMode.SHADOW})


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ruled(tmp_path: Path) -> Iterator[GateAtWork]:
    """Give a gate with a policy file of its own."""
    told = GateSettings(
        terminal="NLRTM",
        lanes=LANES,
        data=tmp_path,
        policy=written(tmp_path, 'version = "one"'),
    )
    clock = Clock()
    working = GateAtWork(open_gate(told, clock=clock), clock)
    yield working
    working.gate.close()


def test_a_policy_file_says_what_a_site_file_may(tmp_path: Path) -> None:
    text = 'version = "2"\naxle_limit = 10_000\n[modes]\nWEIGHT = "advisory"\n'
    rules = read_policy(written(tmp_path, text))

    assert (rules.version, rules.axle_limit) == ("2", 10_000)
    assert rules.mode(RuleCode.WEIGHT) is RuleMode.ADVISORY
    assert rules.mode(RuleCode.CUSTOMS) is RuleMode.LIVE


def test_the_usual_settings_are_the_usual_rules() -> None:
    assert thresholds(rules_of(Rules())) == thresholds(RuleSet())


def test_every_threshold_can_be_set_and_counts_in_the_hash() -> None:
    names = {each.name for each in fields(RuleSet)}

    assert set(Rules.model_fields) == names
    assert set(thresholds(RuleSet())) == names


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", ["version: is missing"], id="empty"),
        pytest.param(
            'version = "1"\naxle_limt = 1',
            ["axle_limt: no such key: did you mean axle_limit?"],
            id="misspelt key",
        ),
        pytest.param(
            'version = "1"\n[modes]\nwieght = "live"\nSEAL = "off"',
            [
                "modes.wieght: no such name: did you mean WEIGHT?",
                "modes.SEAL: input should be 'shadow', 'advisory' or 'live'",
            ],
            id="two faults in the modes",
        ),
        pytest.param(
            'version = "1"\ntare_least = 30_000\naxle_limit = 50_000',
            ["tare_least is above tare_most", "axle_limit is above gross_limit"],
            id="no truck can meet it",
        ),
    ],
)
def test_a_faulty_policy_is_refused_with_all_its_faults(
    tmp_path: Path, text: str, lines: list[str]
) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy(written(tmp_path, text))

    assert list(refused.value.lines) == lines


@pytest.mark.parametrize("text", ["version = ", "\x00", 'version = "1"\n[modes'])
def test_what_is_no_toml_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyError, match="is not valid TOML"):
        read_policy(written(tmp_path, text))


def test_a_policy_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read: No such file"):
        read_policy(tmp_path / "none.toml")


def test_rules_stand_in_one_place(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="not in both"):
        GateSettings.model_validate(
            {"lanes": {"a": {}}, "rules": {"version": "2"}, "policy": "policy.toml"}
        )


def test_a_reloaded_policy_decides_the_next_truck(
    ruled: GateAtWork, tmp_path: Path
) -> None:
    written(tmp_path, 'version = "two"\nplate_confidence = 0.99')
    ruled.gate.ruling.reload(by=ADMIN)
    view = ruled.stand(ruled.book().arrival_code)

    assert view.decision
    assert (view.decision.rules_version, view.decision.verdict) == ("two", "REFER")
    assert "policy.loaded" in ruled.kinds()


def test_a_faulty_policy_leaves_in_force_what_was(
    ruled: GateAtWork, tmp_path: Path
) -> None:
    written(tmp_path, 'version = "two"\nplate_confidence = 99')
    with pytest.raises(PolicyError):
        ruled.gate.ruling.reload(by=ADMIN)

    assert ruled.gate.site.rules.version == "one"
    assert "policy.loaded" not in ruled.kinds()


def test_without_a_policy_file_there_is_nothing_to_reload(work: GateAtWork) -> None:
    with pytest.raises(StateConflictError, match="no policy file"):
        work.gate.ruling.reload(by=ADMIN)


def test_a_replay_under_the_same_rules_changes_nothing(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    work.drive_off(through=False)
    work.stand(work.book(containers=()).arrival_code, "p-2")
    found = work.gate.ruling.replay(work.gate.site.rules, days=7)

    assert found.judged == 2
    assert found.changes == []


def test_a_replay_says_which_trucks_would_have_been_stopped_at(
    work: GateAtWork,
) -> None:
    view = work.stand(work.book().arrival_code)
    (change,) = work.gate.ruling.replay(STRICT, days=7).changes

    assert view.visit
    assert change.visit == view.visit.id
    assert (change.before, change.after) == (Verdict.GO, Verdict.REFER)
    assert [r.code for r in change.reasons] == ["plate_uncertain"]


def test_a_replay_says_which_trucks_would_have_gone(work: GateAtWork) -> None:
    work.drive_in()
    work.gate.present(LANE, work.book().arrival_code)
    work.capture(boxes=(seen_box("MSKU6011672"),))
    found = work.gate.ruling.replay(LAX, days=7)

    assert [(c.before, c.after) for c in found.changes] == [(Verdict.STOP, Verdict.GO)]
    assert [r.code for r in found.changes[0].reasons] == ["container_other"]


def test_what_persons_decided_is_compared_by_what_the_rules_said() -> None:
    case = seen(plates=())
    ruled = decide(case)
    overruled = Judgement.of(case, replace(ruled, verdict=Verdict.GO))

    assert replayed([(VisitId("v-1"), overruled)], RuleSet()).changes == []


def test_a_replay_goes_back_no_further_than_it_is_asked(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    work.clock.turn(3 * 86400)

    assert work.gate.ruling.replay(STRICT, days=2).judged == 0
    assert work.gate.ruling.replay(STRICT, days=4).judged == 1


def test_judgements_are_forgotten_in_time(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    work.clock.turn(29 * 86400)
    work.gate.ruling.sweep()
    kept = work.gate.ruling.replay(STRICT, days=100).judged
    work.clock.turn(2 * 86400)
    work.gate.ruling.sweep()

    assert (kept, work.gate.ruling.replay(STRICT, days=100).judged) == (1, 0)


def test_a_judgement_keeps_no_person_and_no_code() -> None:
    driver = Driver(
        id=DriverId("d-1"),
        haulier="ACME",
        name="Jo Doe",
        licence="L-77",
        phone="555",
        banned="fought",
    )
    case = replace(booked(driver=driver.id), driver=driver)
    case = replace(case, passage=replace(case.passage, presented="QGA123"))
    kept = Judgement.of(case, decide(case))

    assert not {"Jo Doe", "L-77", "555", "fought", "QGA123"} & set(
        _texts(kept.case.driver) + _texts(kept.case.passage)
    )
    assert decide(kept.case).reasons == decide(case).reasons


def _texts(value: object) -> list[object]:
    return [getattr(value, each.name) for each in fields(value)]  # type: ignore[arg-type]  # a dataclass


def test_a_kept_case_is_judged_as_it_was(work: GateAtWork) -> None:
    """Everything that a rule looks at survives the store."""
    work.stand(work.book().arrival_code)
    with work.gate.ruling.replay.transactions.read() as store:
        ((_, kept),) = store.judgements.since(work.clock() - timedelta(days=1))
    assert isinstance(kept, Judgement)
    again = decide(replace(kept.case, rules=work.gate.site.rules))

    assert again == kept.decision


def test_the_hash_of_a_case_is_of_the_rules_in_force() -> None:
    assert decide(replace(GOOD, rules=STRICT)).rules_hash == fingerprint(STRICT)
