"""Does any project, whatever its files hold, end a run, a report, a correction or the other article?

    python -m tools.fuzz_runs [SECONDS] [--seed N] [--atheris]     so long (60), by hypothesis or by atheris

An input is a folder: a good article, and up to four other files (articles of every format, sites'
configurations, audit.toml, story.toml, rules, tables, decisions, stamps, earlier reports), each one of the
examples below with words put in, parts taken out, doubled and moved, and bytes of any kind. Every kind of
fault is printed once, with the smallest folder that shows it; the exit code is then 1.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from audit.catalogue import RuleError
from audit.fix import fixes
from audit.measure.read import DataError
from audit.measure.read import read as read_data
from audit.model import Run
from audit.report import rich, text
from audit.report.difference import ReportError, compare, report_of
from audit.report.difference import read as read_report
from audit.report.difference_views import to_text
from audit.report.formats import Format, render
from audit.run import check
from audit.settings import ConfigError, SelectionError, Settings
from audit.settings.configuration import Configuration
from tools.fuzz import SEEDS

_SECONDS = 60
_SLOW = 20.0
_LONGEST = 2048  # bytes that an input is made from
_MOST_FILES, _MOST_CHANGES = 4, 6
_GOOD = "The minister said on Monday that the the bridge would be opened next year. She thanked the town.\n"
_GOOD_NAME = "good.en.txt"
# What people of the project's own making are told in a line: no fault.
_TOLD = (ConfigError, RuleError, SelectionError)
# A problem that says so is a fault of ours that a guard caught.
_CAUGHT = re.compile(r" failed on it: |could not be judged: |cannot be read: (?:it |\w+Error: )")
_ENGLISH = (
    "---\ntitle: The bridge\nlang: en\ndate: 2024-10-03\n---\n# The bridge\n\nMayor Ana Dolan said on 3 "
    "October 2024 that “the 1,250 m bridge” would cost 3.5 million euros.\n\n- She "
    "thanked the the town , he said.\nSvetlana Kovač, 47, did not agree: the Sava river "
    "rose by 12 per cent at 10:30 a.m.\n"
)
_FRENCH = (
    "---\ntitle: Le pont\nlang: fr\n---\n# Le pont\n\nLa maire Ana Dolan a dit le 3 octobre 2024 que « le "
    "pont de 1 250 m » coûterait 3,5 millions d'euros.\n\n- Elle a remercié la ville.\nSvetlana "
    "Kovač, 47 ans, n'était pas d'accord : la Save est montée de 12 % à 10 h 30.\n"
)
_SETTINGS = (
    'select = ["names", "major"]\nfail-on = "critical"\nexclude = ["*.tmp"]\nrules = ["rules"]\n'
    '[severity]\nspacing = "minor"\n[parameters.house-term]\ntable = "terms.tsv"\n'
    '[stories]\npattern = "{story}.{lang}.md"\n[formats]\nfields = ["title"]\n'
    '[[overrides]]\npaths = ["a*"]\nlang = "en"\n[limits]\nrule-seconds = 5\n'
)
_RULE = (
    "category: style/own\nseverity: minor\nconfidence: 0.5\ndetector: pattern\nlangs: [en]\n"
    "params: {find: ['bridge']}\nmessage: \"“{surface}”\"\nwhy: Own.\nsource: own observation\n"
    'examples:\n  - bad: {en: "A [[bridge]]."}\n  - good: {en: "A road."}\n'
)
_DECISIONS = "#siblings 0\n0123456789abcdef0123 real doubled-word @a b\n"
_REPORT = '{"findings": [], "scores": [], "problems": [], "version": 3, "signature": "x"}'
_HUGO = 'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n[languages.fr]\n'
_MKDOCS = "docs_dir: content\nplugins:\n  - i18n:\n      languages: [{locale: en}, {locale: fr}]\n"
# Every kind of file by its name, with an example of it.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("a.en.md", _ENGLISH),
    ("a.fr.md", _FRENCH),
    ("b.en.txt", _ENGLISH),
    *((f"c{suffix}", example) for suffix, (example, _) in SEEDS.items()),
    ("content/en/a.md", _ENGLISH),
    ("content/fr/a.md", _FRENCH),
    ("good.fr.txt", "La ministre a dit lundi que le pont serait ouvert l'an prochain.\n"),
    ("story.toml", 'id = "bridge"\n[versions."a.en.md"]\nlang = "en"\nrole = "source"\n'),
    ("audit.toml", _SETTINGS),
    ("pyproject.toml", '[tool.audit]\nignore = ["spacing"]\n'),
    ("terms.tsv", "wrong\tright\tlang\nbridge\tcrossing\ten\n"),
    ("hugo.toml", _HUGO),
    ("mkdocs.yml", _MKDOCS),
    ("_config.yml", "languages: [en, fr]\ndefault_lang: en\n"),
    (".gitignore", "*.tmp\n!a.en.md\n/content/**\n"),
    ("rules/mine.yaml", _RULE),
    (".audit/decisions/good.en.txt.decisions", _DECISIONS),
    (".audit/stamps", "a.fr.md\tx0123456789abcdef\n"),
    ("report.json", _REPORT),
    ("data.jsonl", '{"id": "1", "text": "It came.", "pronoun_offset": 0}\n'),
)
# What means something in one of them: one a cell.
_CELLS = (
    "\0|\r|\u2028|\ud7ff|\u202e|\x1b[31m|\ufeff|ﬀ|İ|ß|e\u0301|𝒳|शब्द|العربية|עברית|中文。|ไทย|'|“|»|—",
    "½|٣|²|Ⅳ|---\n|+++\n|: |&a |*a|<<: *a|!!int |[[|]]|{{|}}|{story}|{lang}",
    "{surface}|../|/|*|**|?|!|#|\\|\t|\n\n|. |? ",
    "9999999999999999999999|-1|0x1F|1e999|nan|inf|0000-00-00|2024-02-30|24:61|12,5,7|1.234.567,8|% |€|10–12 ",
    "he |She |Ms. |Dr |the the |not |Monday |May |3rd |Mr Dolan |U.S. |A.B. |O'Neil |d'Or |\n| |\udcff",
)
_WORDS = tuple(
    dict.fromkeys(
        (
            *(word for _, words in SEEDS.values() for word in words),
            *(word for cells in _CELLS for word in cells.split("|")),
            "a" * 300,
            "(" * 70,
        )
    )
)


class _Choices:
    """Bytes as choices; when they are used up, always the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, below: int) -> int:
        """One of `below` numbers; two bytes where there are more than one can tell."""
        size = 1 if below <= 256 else 2
        chosen = int.from_bytes(self._data[self._at : self._at + size], "big")
        self._at += size
        return chosen % max(below, 1)

    def some(self, most: int) -> bytes:
        size = self.number(most + 1)
        chosen = self._data[self._at : self._at + size]
        self._at += size
        return chosen


def project(data: bytes) -> dict[str, bytes]:
    """The files that such bytes choose, by path."""
    choices = _Choices(data)
    made: dict[str, bytes] = {}
    for _ in range(1 + choices.number(_MOST_FILES)):
        name, example = EXAMPLES[choices.number(len(EXAMPLES))]
        content = example.encode()
        for _ in range(choices.number(_MOST_CHANGES + 1)):
            content = _changed(content, choices)
        made[name] = content
    return made


def _changed(content: bytes, choices: _Choices) -> bytes:
    """The content with one change."""
    kind = choices.number(6)
    at = choices.number(len(content) + 1)
    end = at + choices.number(40)
    if kind == 0:
        return content[:at] + content[end:]
    if kind == 1:
        return content[:end] + content[at:]
    if kind == 2:
        return content[end:] + content[:end]
    if kind == 3:
        return content[:at] + choices.some(24) + content[at:]
    if kind == 4:
        return content[:at] + content[at:end] * (2 + choices.number(60)) + content[end:]
    word = _WORDS[choices.number(len(_WORDS))].encode(errors="surrogatepass")
    return content[:at] + word + content[end if choices.number(2) else at :]


def once(files: Mapping[str, bytes]) -> None:
    """Take such a project through everything. Raises what is not to be, AssertionError where something is
    not as it should be."""
    began = time.process_time()
    with tempfile.TemporaryDirectory(prefix="audit-fuzz-") as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / _GOOD_NAME).write_text(_GOOD, encoding="utf-8")
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        _through(folder)
    assert time.process_time() - began < _SLOW, "too slow"


def _through(folder: Path) -> None:
    configured = Configuration(base=Settings(decisions=True))
    try:
        run = check([str(folder)], configured.base, settings_of=configured.of)
    except _TOLD as error:
        _says_something(error)
        configured = Configuration(base=Settings(decisions=True), files=False)
        run = check([str(folder)], configured.base, settings_of=configured.of)
    for problem in run.problems:
        assert not _CAUGHT.search(problem.message), problem.message
    _reported(run)
    _corrected(run, configured)
    for name in ("report.json", "data.jsonl", "c.json", "c.csv"):
        if (path := folder / name).is_file():
            _read(path, run)


def _reported(run: Run) -> None:
    from rich.console import Console

    # Reports that describe every rule would take most of the time.
    named = {name for finding in run.findings for name in (finding.rule, *finding.also)}
    run = replace(run, rules=tuple(rule for rule in run.rules if rule.name in named))
    screen = Console(file=io.StringIO(), width=100, force_terminal=True, highlight=False, markup=False)
    rich.render(run, screen)
    rich.render_scores(run, screen)
    text.render_scores(run)
    for form in Format:
        if form is Format.RICH:
            continue
        written = text.render(run) if form is Format.TEXT else render(form, run)
        written.encode("utf-8", "backslashreplace")
        if form in (Format.JSON, Format.SARIF, Format.GITHUB_SARIF, Format.GITLAB):
            json.loads(written)
        elif form in (Format.JUNIT, Format.CHECKSTYLE):
            ElementTree.fromstring(written)


def _corrected(run: Run, configured: Configuration) -> None:
    def again(stories: Any) -> Run:
        return check(stories, configured.base, settings_of=configured.of)

    fixes(run, again, lambda folder: configured.of(folder).formats, unsafe=True)


def _read(path: Path, run: Run) -> None:
    """What the other commands read: an earlier report, data to be measured."""
    try:
        to_text(compare(read_report(path.read_bytes(), path.name), report_of(run)))
    except ReportError as error:
        _says_something(error)
    try:
        read_data([path])
    except DataError as error:
        _says_something(error)


def _says_something(error: Exception) -> None:
    if not str(error).strip():
        raise AssertionError("an error without words") from error


def _kind(error: BaseException) -> str:
    """What tells one fault from another: what was raised, and the innermost line of ours."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/audit/" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else str(error)[:80]
    return f"{type(error).__name__} {place}"


class _Found:
    """The kinds of faults so far, each told when it comes up."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.inputs = 0
        self.slowest = 0.0

    def tried(self, data: bytes) -> str:
        """The kind of a new fault that an input shows, "" for none."""
        self.inputs += 1
        began = time.process_time()
        kind = ""
        try:
            once(project(data))
        except Exception as error:
            kind = _kind(error)
            if kind not in self.kinds:
                self.kinds[kind] = "".join(traceback.format_exception(error))
            else:
                kind = ""
        self.slowest = max(self.slowest, time.process_time() - began)
        return kind

    def tell(self, kind: str, data: bytes) -> None:
        print(f"FAULT {kind}\n{self.kinds[kind][-3000:]}", flush=True)
        for path, content in project(data).items():
            print(f"  {path}: {content!r}"[:2000], flush=True)


def _by_hypothesis(found: _Found, seconds: float, first: int) -> None:
    """Batches of inputs until the time is over; a new fault is made small, then not looked for again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        smallest = _batch(found, end, first)
        for kind, data in smallest.items():
            found.tried(data)
            if kind in found.kinds:
                found.tell(kind, data)
        first += 1


def _batch(found: _Found, end: float, number: int) -> dict[str, bytes]:
    """The smallest input for each kind of fault that one batch comes upon."""
    from hypothesis import HealthCheck, given, seed, settings
    from hypothesis import strategies as st

    smallest: dict[str, bytes] = {}
    known = dict(found.kinds)

    @seed(number)
    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(data=st.binary(min_size=16, max_size=_LONGEST))
    def body(data: bytes) -> None:
        if time.monotonic() > end:
            return
        found.kinds = dict(known)
        if kind := found.tried(data):
            smallest[kind] = data
            raise AssertionError(kind)

    try:
        body()
    except Exception:
        if not smallest:
            raise
    return smallest


def _by_atheris(found: _Found, seconds: int, first: int) -> None:
    """Guided by coverage; libFuzzer ends the process."""
    atheris: Any = importlib.import_module("atheris")

    def body(data: bytes) -> None:
        if kind := found.tried(data):
            found.tell(kind, data)
        if found.inputs % 100 == 0:
            print(f"{found.inputs:,} inputs, slowest {found.slowest:.1f} s", file=sys.stderr, flush=True)

    atheris.instrument_all()
    options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-seed={first or 1}", "-timeout=60"]
    atheris.Setup([sys.argv[0], *options], body)
    atheris.Fuzz()


def main() -> None:
    """Fuzz for so long, and say how much was tried."""
    arguments = sys.argv[1:]
    first = 0
    if "--seed" in arguments:
        at = arguments.index("--seed")
        first = int(arguments[at + 1])
        del arguments[at : at + 2]
    seconds = int(arguments[0]) if arguments else _SECONDS
    found = _Found()
    if "--atheris" in arguments and importlib.util.find_spec("atheris"):
        _by_atheris(found, seconds, first)
        return
    _by_hypothesis(found, seconds, first)
    print(
        f"{seconds / 60:.0f} minutes, {found.inputs:,} projects, slowest {found.slowest:.1f} s, "
        f"{len(found.kinds)} kinds of faults"
    )
    sys.exit(bool(found.kinds))


if __name__ == "__main__":
    main()
