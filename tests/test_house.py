"""Is a name that is always right here let be, by check too, and nothing else with it?"""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.decide import house
from audit.decide.files import DecisionError
from audit.model import Status

_TEXT = "They met in Kiev on Monday. Later they left Kyiv and came back to Kiev for the the talks.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "audit.toml").touch()
    (tmp_path / "a.en.txt").write_text(_TEXT, encoding="utf-8")
    return tmp_path


def _statuses(project: Path) -> dict[str, set[Status]]:
    run = audit.check([project / "a.en.txt"])
    found: dict[str, set[Status]] = {}
    for one in run.findings:
        found.setdefault(one.rule, set()).add(one.status)
    return found


def test_a_finding_on_just_such_words_is_accepted_and_the_others_stay(project: Path) -> None:
    assert _statuses(project) == {"two-names-for-one-place": {Status.NEW}, "doubled-word": {Status.NEW}}
    names = project / ".audit" / house.FILE
    names.parent.mkdir()
    names.write_text("# our style\n\n  Kiev  \nthe the town\n", encoding="utf-8")
    assert _statuses(project) == {"two-names-for-one-place": {Status.ACCEPTED}, "doubled-word": {Status.NEW}}
    run = audit.check([project / "a.en.txt"])
    reasons = {one.reason for one in run.findings if one.status is Status.ACCEPTED}
    assert reasons == {"always right here (.audit/names.txt or [house-words])"}


def test_words_are_put_in_and_taken_out_and_what_people_wrote_stays(project: Path) -> None:
    names = project / ".audit" / house.FILE
    house.listed(names, ["Kiev"], there=True)
    names.write_text(names.read_text(encoding="utf-8") + "# and a town\nBombay\n", encoding="utf-8")
    house.listed(names, ["San  José", "Kiev"], there=True)
    assert house.read(names) == {"Kiev", "Bombay", "San José"}
    house.listed(names, ["Kiev"], there=False)
    assert house.read(names) == {"Bombay", "San José"}
    assert "# and a town\n" in names.read_text(encoding="utf-8")


def test_a_file_that_is_none_is_a_problem_and_no_more(project: Path) -> None:
    names = project / ".audit" / house.FILE
    names.mkdir(parents=True)
    with pytest.raises(DecisionError, match="cannot be read"):
        house.read(names)
    run = audit.check([project / "a.en.txt"])
    assert any("names.txt" in problem.path for problem in run.problems)
    assert run.findings
