"""Is nothing of what is kept lost, by whoever else is at work, and nothing outside of it touched?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from audit.cli import app
from audit.decide import kept, steps
from audit.decide.files import DecisionError, Held, load, parse_all, read, update
from audit.decide.places import FOLDER, Roots
from audit.decide.record import prune, record
from audit.model import Decision, Run, Status
from audit.settings.configuration import Configuration
from tools.stress import Losses, rounds

_CONFIG = '[stories]\npattern = "{story}.{lang}.md"\nsource-lang = "en"\n'
_FAULTS = "The minister said on Monday that the the bridge would open.\n\nShe spoke of of it twice.\n"
_TOLD = (
    "Few came to the opening: it rained, and most had gone to the fair in Lund for the day with children.",
    "Fishermen waited in the inn until nine. Boats would leave again, a clerk told them, when the wind fell.",
    "A school in the hills has closed. Its last pupil, who is eleven, now learns at home with her aunt.",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "audit.toml").write_text(_CONFIG, encoding="utf-8")
    for number in range(3):
        english = f"# Story {number}\n\n{_FAULTS}\n{_TOLD[number]}\n"
        (folder / f"s{number}.en.md").write_text(english, encoding="utf-8")
        (folder / f"s{number}.fr.md").write_text(
            f"# Histoire {number}\n\nLe pont est ouvert.\n", encoding="utf-8"
        )
    monkeypatch.chdir(folder)
    return folder


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


def _run(*paths: str, select: tuple[str, ...] = ("doubled-word",)) -> Run:
    settings = audit.Settings(select=select, cache=False)
    return audit.check(paths or (".",), settings, settings_of=Configuration({}, base=settings).of)


def _statuses(*paths: str) -> list[Status]:
    return [one.status for one in _run(*paths).findings]


def _all(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(project.rglob("*.decisions"))}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not split here")
def test_many_processes_at_once_lose_nothing_and_leave_nothing(tmp_path: Path) -> None:
    assert rounds(tmp_path, times=3, processes=8) == Losses(0, 0, 0)


def test_what_somebody_decided_beside_a_prune_stays(project: Path) -> None:
    _audit("baseline", ".")
    article = project / "s0.en.md"
    article.write_text(article.read_text().replace("the the", "the"), encoding="utf-8")
    run = _run()
    (gone,) = run.unmatched
    path = Path(gone.path)
    said = replace(gone.decision, verdict=Status.REAL, by="Jo")
    update(path, lambda old: [*old, said, Decision("f" * 20, Status.REAL, "spacing")])
    prune(run, ["."])
    assert {said, Decision("f" * 20, Status.REAL, "spacing")} <= {*read(path)}


def test_pruning_after_a_baseline_removes_nothing(project: Path) -> None:
    """As many folders in no project, each with the same articles and the same faults."""
    (project / "audit.toml").unlink()
    for number in range(12):
        shutil.copytree(project, project.parent / "many" / f"story-{number}")
    many = project.parent / "many"
    assert "accepted 72 findings in 36 articles" in _audit("baseline", many, "--select", "doubled-word")
    before = _all(many)
    assert "removed 0 decisions and 0 files" in _audit("prune", many)
    for part in (many / "story-3", many / "story-3/s0.en.md"):
        assert "removed 0 decisions and 0 files" in _audit("prune", part)
    assert _all(many) == before
    shutil.rmtree(many / "story-3")
    article = many / "story-4/s0.en.md"
    article.write_text("# Story\n\nShe spoke of of it twice.\n", encoding="utf-8")
    _audit("prune", many)
    assert set(_statuses(str(many))) == {Status.ACCEPTED}
    assert sum(one.count(b"doubled-word") for one in _all(many).values()) <= 72


def test_a_rule_that_needs_siblings_is_heard_only_beside_all_that_there_were(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(Path(__file__).parents[1] / "seeds", story)
    run = audit.check([str(story)])
    record(run.stories, run.findings, Status.ACCEPTED)
    before = _all(story)
    needing = [rule.name.encode() for rule in run.rules if rule.needs_siblings]
    assert any(name in text for name in needing for text in before.values())
    articles = sorted(Path(version.source.path) for version in run.stories[0].versions)
    for article in articles:
        _audit("prune", article)
    assert _all(story) == before, "alone they say nothing of what siblings told"
    first, second, *_ = articles
    kept_text = second.read_bytes()
    second.write_bytes(b"\0\1\2" * 400)
    _audit("prune", story, expect=2)
    assert _all(story) == before, "with a sibling unread neither"
    second.write_bytes(kept_text)
    first.write_text("Nothing of it is left, and nobody knows why it is so.\n", encoding="utf-8")
    _audit("prune", story)
    assert _all(story) != before


def test_articles_elsewhere_that_are_gone_keep_their_decisions(project: Path) -> None:
    (project / "below").mkdir()
    shutil.copy("s0.en.md", "below/x.en.md")
    (project / "below/y.en.md").write_text("# Another\n\nNobody said where it was.\n", encoding="utf-8")
    _audit("baseline", ".")
    for name in ("s1.en.md", "below/x.en.md"):
        (project / name).unlink()
    (project / "s2.fr.md").write_bytes(b"\0\1\2" * 400)
    _audit("prune", "below")
    assert set(_all(project)) == {"s0.en.md.decisions", "s1.en.md.decisions", "s2.en.md.decisions"} | {
        name for name in _all(project) if name == "x.en.md.decisions"
    }
    assert "s1.en.md.decisions" in _all(project)
    _audit("prune", ".", expect=2)
    assert "s1.en.md.decisions" in _all(project), "what could not be read may be the article"
    (project / "s2.fr.md").write_text("# Histoire\n\nLe pont est ouvert.\n", encoding="utf-8")
    _audit("prune", ".")
    assert "s1.en.md.decisions" not in _all(project)


def test_a_baseline_is_undone_and_what_others_decided_since_stays(project: Path) -> None:
    first, *_ = _run("s0.en.md").findings
    _audit("decide", "real", "s0.en.md", "--finding", first.fingerprint, "--by", "Jo")
    before = _all(project)
    _audit("baseline", ".", "--select", "doubled-word")
    second = _run("s0.en.md").findings[1]
    path = Roots().file_of("s0.en.md")
    update(
        path,
        lambda old: [replace(one, by="Bo") if one.fingerprint == second.fingerprint else one for one in old],
    )
    assert _audit("undo", ".") == "undone: baseline, 4 decisions on 2 articles\n"
    left = {one.fingerprint: one.by for one in read(path)}
    assert left == {first.fingerprint: "Jo", second.fingerprint: "Bo"}
    assert set(_all(project)) == set(before)
    assert _audit("undo", ".") == "undone: decide, 1 decision on 1 article\n"
    assert [one.by for one in read(path)] == ["Bo"]
    assert "nothing to undo" in _audit("undo", ".", expect=2)


def test_a_prune_is_undone_byte_for_byte(project: Path) -> None:
    _audit("baseline", ".", "--reason", "house style", "--by", "Jo")
    before = _all(project)
    (project / "s1.en.md").unlink()
    (project / "s0.en.md").write_text("# Story 0\n\nNothing here.\n", encoding="utf-8")
    assert "removed 2 decisions and 1 file" in _audit("prune", ".")
    assert _all(project) != before
    _audit("undo", "s0.en.md")
    assert _all(project) == before


def test_a_step_over_several_folders_of_decisions_is_one(project: Path) -> None:
    (project / "audit.toml").unlink()
    (project / "below").mkdir()
    shutil.copy("s0.en.md", "below/s0.en.md")
    _audit("baseline", ".")
    assert len(list(project.rglob(FOLDER))) == 2
    _audit("undo", ".")
    assert not _all(project)


def test_a_step_that_nobody_put_down_leads_nowhere(project: Path) -> None:
    _audit("baseline", ".")
    outside = project.parent / "x.decisions"
    outside.write_text("mine\n")
    (step,) = (project / FOLDER / "local/steps").iterdir()
    for name in ("../../x.decisions", str(outside), "../audit.toml"):
        step.write_text(f'{{"said": "prune", "files": {{"{name}": {{"removed": [], "added": []}}}}}}')
        assert "no step that was put down here" in _audit("undo", ".", expect=2)
    step.write_text("{")
    assert "no step that was put down here" in _audit("undo", ".", expect=2)
    assert outside.read_text() == "mine\n"


def test_no_more_steps_are_kept_than_anyone_takes_back(project: Path) -> None:
    for number in range(25):
        _audit("decide", ("real", "none")[number % 2], "s0.en.md", "--rule", "doubled-word")
    assert len(list((project / FOLDER / "local/steps").iterdir())) == 20


def test_a_tab_in_a_name_is_no_end_of_a_stamp(project: Path) -> None:
    for lang in ("en", "fr"):
        shutil.copy(f"s0.{lang}.md", f"a\tb.{lang}.md")
    assert "stamped" in _audit("stamp", ".")
    assert _audit("stamp", ".") == "0 translations stamped, 4 had the stamp already\n"
    assert not [one for one in _run().problems if one.fatal]
    assert '"a\\tb.fr.md"\tx' in (project / FOLDER / "stamps").read_text()


@contextmanager
def _full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which nothing has room."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        yield


def test_on_a_full_disk_nothing_is_lost(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _audit("baseline", ".")
    _audit("stamp", ".")
    before, stamps = _all(project), (project / FOLDER / "stamps").read_bytes()
    for path in project.glob("*.md"):
        path.write_text("# Other\n\nIt it is another.\n", encoding="utf-8")
    with _full(monkeypatch):
        for words in (
            ("baseline", "."),
            ("prune", "."),
            ("stamp", "."),
            ("decide", "none", ".", "--rule", "spacing"),
        ):
            done = CliRunner().invoke(app, [*words])
            assert done.exit_code == 2, done.output
            assert "Traceback" not in done.output
    assert _all(project) == before
    assert (project / FOLDER / "stamps").read_bytes() == stamps
    assert not [
        path for path in project.rglob("*") if path.name.startswith(".") and path.name.endswith(".tmp")
    ]


_KEPT = (
    "",
    "s0.en.md.decisions",
    "stamps",
    "local",
    "local/lock",
    "local/steps",
    "local/.gitignore",
    "drafts",
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("name", _KEPT)
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "dangling link", "pipe"])
def test_no_link_and_no_pipe_in_the_folder_of_decisions_is_opened(
    project: Path, name: str, kind: str
) -> None:
    _audit("baseline", ".")
    _audit("stamp", ".")
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "secret").write_text("hunter2\n")
    place = project / FOLDER / name if name else project / FOLDER
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    match kind:
        case "link to a file":
            place.symlink_to(outside / "secret")
        case "link to a folder":
            place.symlink_to(outside)
        case "dangling link":
            place.symlink_to(outside / "new")
        case _:
            os.mkfifo(place)
    said = ""
    for words in (
        ("check", "."),
        ("decide", "real", ".", "--rule", "doubled-word"),
        ("stamp", "."),
        ("undo", "."),
    ):
        done = CliRunner().invoke(app, [*words])
        assert done.exit_code in (0, 1, 2), done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
        said += done.output
    assert "hunter2" not in said
    assert [path.name for path in outside.iterdir()] == ["secret"]
    assert (outside / "secret").read_text() == "hunter2\n"


def test_an_article_beside_a_linked_file_of_decisions_is_judged(project: Path) -> None:
    _audit("baseline", ".")
    path = Roots().file_of("s0.en.md")
    path.unlink()
    path.symlink_to(project / "audit.toml")
    run = _run()
    assert [one.path for one in run.problems if one.fatal] == [str(path)]
    assert [one.status for one in run.findings].count(Status.ACCEPTED) == 4
    with pytest.raises(DecisionError, match="no link is followed"):
        update(path, lambda old: old)


def _half(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()


@pytest.mark.parametrize("ground", ["repository", "folder in a repository", "nowhere"])
def test_what_the_first_version_wrote_counts_and_is_moved_over(tmp_path: Path, ground: str) -> None:
    """Lines as audit 0.1.0 wrote them: no heads, fingerprints of the path below the folder of `.audit`."""
    root = tmp_path / "root"
    below = root / "stories/bridge"
    below.mkdir(parents=True)
    if ground != "nowhere":
        (root / ".git").mkdir()
    where = root if ground == "repository" else below
    place = "stories/bridge/b.en.txt" if ground == "repository" else "b.en.txt"
    (below / "b.en.txt").write_text(_FAULTS, encoding="utf-8")
    file = where / FOLDER / f"{place}.decisions"
    file.parent.mkdir(parents=True)
    old = f"{'937e0d2a4d'}{_half(place)} false-alarm doubled-word @Jo house style\n"
    file.write_text(old, encoding="utf-8")
    folders = (str(tmp_path), str(root), str(below), str(below / "b.en.txt"))
    for asked in folders:
        (found,) = [one for one in _run(asked).findings if one.status is Status.FALSE_ALARM]
        assert found.reason == "house style"
        _audit("prune", asked)
        assert file.read_text(encoding="utf-8") == old
    _audit("decide", "real", below, "--rule", "doubled-word")
    assert file.read_text(encoding="utf-8").startswith(f"#article {place}\n")
    assert len(read(file)) == 2
    _audit("undo", below)
    assert read(file) == parse_all(old, "").decisions


def test_stamps_of_the_first_version_are_read_with_their_tabs(project: Path) -> None:
    (project / FOLDER).mkdir()
    (project / FOLDER / "stamps").write_text("a\tb.fr.md\tx0123456789abcdef\ns0.fr.md\tx0123456789abcdef\n")
    assert not [one for one in _run().problems if one.fatal]
    assert "stale-translation" in [one.rule for one in _run(select=("stale-translation",)).findings]
    _audit("stamp", ".")
    text = (project / FOLDER / "stamps").read_text()
    assert '"a\\tb.fr.md"\tx0123456789abcdef\n' in text
    assert "s0.fr.md\tx0123456789abcdef" not in text


def test_decisions_that_lie_above_a_repository_are_told_of(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "site").mkdir(parents=True)
    (tmp_path / "site/.git").mkdir(parents=True)
    (tmp_path / "site/a.en.txt").write_text(_FAULTS, encoding="utf-8")
    (problem,) = [one for one in _run(str(tmp_path / "site")).problems if "lie outside" in one.message]
    assert problem.path == str(tmp_path / FOLDER / "site")


def test_what_tells_an_article_again_changes_no_more_than_it_must(project: Path) -> None:
    _audit("decide", "real", "s0.en.md", "--rule", "doubled-word")
    path = Roots().file_of("s0.en.md")
    before = load(path).about
    article = project / "s0.en.md"
    long = "\n\n".join(f"In the {number}th year there were {number * 7} boats." for number in range(20, 80))
    article.write_text(f"{article.read_text()}\n{long}\n", encoding="utf-8")
    _audit("decide", "accepted", "s0.en.md", "--rule", "doubled-word")
    now = load(path).about
    assert now.sketch != before.sketch, "it is another text now"
    article.write_text(article.read_text().replace("boats", "ships", 2), encoding="utf-8")
    _audit("decide", "real", "s0.en.md", "--rule", "doubled-word")
    assert load(path).about == now


def test_heads_nobody_knows_are_passed_over() -> None:
    held = parse_all("#article a\n#mood glad\n#siblings many\n#text 00ff00 0f0f0f\n", "x")
    assert held == Held((), held.about)
    assert (held.about.article, held.about.siblings, held.about.sketch) == ("a", 0, ("00ff00", "0f0f0f"))


def test_a_lock_that_another_holds_is_waited_for_and_then_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_PATIENCE", 0.1)
    with kept.locked(project):
        assert "another audit is writing here" in _audit("baseline", ".", expect=2)
    assert steps.undo(["."]) is None
