"""Which tools does an agent get? All of them read, and none approves or signs anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Annotated, TypeVar

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from audit import catalogue
from audit.archive.errors import ArchiveError
from audit.archive.place import of_project
from audit.archive.siblings import accompanied
from audit.group import GivenStory, GivenText, Root, read_all, whole
from audit.mcp.answers import corrected, page_of, told
from audit.mcp.refusals import RefusingServer
from audit.model import Judged, Role, Run, Story
from audit.report.explained import explained
from audit.run import Auditor, check
from audit.settings import ConfigError, SelectionError, Settings
from audit.settings.roots import root_of
from audit.version import __version__

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS = (
    "Finds what an editor would mark in a translated article: names, figures, dates, sexes, negations and "
    "residue that a translation got wrong. Give the original and other versions of the story where there are "
    "any: most findings need them. Findings are for a person to decide on. Nothing here approves a text, and "
    "no findings are no approval: read the verdict and its reason."
)
_DRAFT, _ORIGINAL = "draft", "original"
_WIDTH = 88
_LISTED = 50

Answered = TypeVar("Answered")
Page = Annotated[int, Field(description="Which page of findings, 20 a page, the worst first.", ge=1)]
Evidence = Annotated[
    bool, Field(description="Also what speaks for each finding: words of siblings, confidence, category.")
]


class GivenSibling(BaseModel):
    """Another version of the same story."""

    model_config = ConfigDict(extra="forbid")

    text: str
    language: str = ""
    trusted: bool = Field(False, description="A professional's translation: its word alone is enough.")


class Tools:
    """What the tools do. Paths lie in `folder`; nothing is written. What is wrong is told by ToolError."""

    def __init__(self, settings_of: Callable[[Path], Settings], folder: Path) -> None:
        self._settings_of = settings_of
        self._folder = folder.resolve()
        self._auditor: Auditor | None = None

    def check_text(
        self,
        text: Annotated[str, Field(description="The article on trial.")],
        language: Annotated[str, Field(description="Its language, as en; guessed where not said.")] = "",
        form: Annotated[str, Field(description="How it is written: .txt, .md, .html.")] = ".txt",
        original: Annotated[str, Field(description="What it translates.")] = "",
        original_language: str = "",
        siblings: Annotated[
            list[GivenSibling] | None, Field(description="Other versions of the story.")
        ] = None,
        page: Page = 1,
        evidence: Evidence = False,
        correct: Annotated[
            bool, Field(description="Also the text with the corrections that cannot change what it says.")
        ] = False,
    ) -> str:
        """What an editor would mark in an article given as text, beside its original and other versions."""
        texts = [GivenText(_DRAFT, text, form, language)]
        if original:
            texts.append(GivenText(_ORIGINAL, original, lang=original_language, role=Role.SOURCE))
        for number, one in enumerate(siblings or (), 1):
            role = Role.REFERENCE if one.trusted else Role.TRANSLATION
            texts.append(GivenText(f"sibling {number}", one.text, lang=one.language, role=role))
        auditor = _right(self._asked)
        judged = auditor.judge(GivenStory("text", tuple(texts), judged=frozenset({_DRAFT})))
        whole_text = None
        if correct and judged.story is not None:
            document = judged.story.version(_DRAFT)
            whole_text = corrected(document, text, form, judged.findings, auditor.settings.formats)
        return _right(lambda: page_of(_run(judged), page, evidence=evidence, corrected=whole_text))

    def check_story(
        self,
        paths: Annotated[
            list[str],
            Field(description="Files or folders, each folder a story, below the folder of the server."),
        ],
        original: Annotated[str, Field(description="What the one file translates.")] = "",
        siblings: Annotated[list[str] | None, Field(description="Other versions of the one file.")] = None,
        page: Page = 1,
        evidence: Evidence = False,
    ) -> str:
        """What an editor would mark in articles that lie on the disk, by their project's configuration and
        with what people decided on findings; nothing is written."""
        named = [self._inside(path) for path in paths]
        sources = [self._inside(original)] if original else []
        beside = [self._inside(path) for path in siblings or ()]
        if not named:
            raise ToolError("no paths: expected one file or folder at least")
        if (sources or beside) and (len(named) > 1 or Path(named[0]).is_dir()):
            raise ToolError("an original or siblings belong to one article: name one file in paths")
        company = None if sources or beside else self._company(named[0])
        run = _right(
            lambda: check(
                named, siblings=beside, originals=sources, settings_of=self._settings_of, company=company
            )
        )
        return _right(lambda: page_of(run, page, evidence=evidence, paths=True))

    def explain_rule(
        self, name: Annotated[str, Field(description="A rule's name, as a finding says it.")]
    ) -> str:
        """Why a rule exists, what it marks and what it leaves alone, with examples."""
        rules = {
            rule.name: rule for rule in _right(lambda: catalogue.load(self._settings_of(self._folder).rules))
        }
        if name not in rules:
            near = ", ".join(get_close_matches(name, rules, n=3))
            raise ToolError(f"there is no rule {name!r}" + (f": perhaps {near}?" if near else ""))
        return explained(rules[name], _WIDTH)

    def find_siblings(
        self, path: Annotated[str, Field(description="An article below the folder of the server.")]
    ) -> str:
        """Which other files are versions of the same story as an article, by its project's configuration or
        layout; where that tells none, from its project's archive; else those in its folder. Path, language
        and role of each."""
        asked = self._inside(path)
        if not Path(asked).is_file():
            raise ToolError(f"{path}: expected the file of an article")
        stories = _right(lambda: read_all(whole([asked], self._root))).stories
        by = "configuration"
        if not _several(stories) and (company := self._company(asked)):
            stories = [_right(partial(company, story)) for story in stories]
            by = "archive"
        if not _several(stories):
            stories = _right(lambda: read_all(whole([str(Path(asked).parent)], self._root))).stories
            by = "folder"
        real = os.path.realpath(asked)
        found = [
            version
            for story in stories
            if any(os.path.realpath(one.source.path) == real for one in story.versions)
            for version in story.versions
            if os.path.realpath(version.source.path) != real
        ]
        rows = [
            {"path": one.source.path, "language": one.lang, "role": one.role.value} for one in found[:_LISTED]
        ]
        return told({"by": by if rows else "", "total": len(found), "siblings": rows})

    def _company(self, path: str) -> Callable[[Story], Story] | None:
        """What finds siblings in the archive of a path's project, where that lies in the folder, too."""
        place = of_project(path)
        if place is None or not Path(place).resolve().is_relative_to(self._folder):
            return None
        return partial(accompanied, place)

    def _root(self, folder: Path) -> Root:
        return root_of(self._settings_of(folder))

    def _asked(self) -> Auditor:
        if self._auditor is None:
            self._auditor = Auditor(self._settings_of(self._folder))
        return self._auditor

    def _inside(self, path: str) -> str:
        """A path as it is named; ToolError where it leads out of the folder."""
        try:
            real = (self._folder / path).resolve()
        except (OSError, ValueError):
            raise ToolError(f"{path!r} is no path") from None
        if not real.is_relative_to(self._folder):
            raise ToolError(f"{path}: lies outside of {self._folder}, which is all that may be read here")
        if not real.exists():
            raise ToolError(f"{path}: there is no such file or folder in {self._folder}")
        return str(real)


def make(settings_of: Callable[[Path], Settings], folder: Path) -> RefusingServer:
    """The server with its tools, each answering once, with words."""
    tools = Tools(settings_of, folder)
    server = RefusingServer(
        "audit", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR", subscriptions=False
    )
    every = (tools.check_text, tools.check_story, tools.explain_rule, tools.find_siblings)
    server.takes = {tool.__name__: tuple(signature(tool).parameters) for tool in every}
    for tool in every:
        server.tool(annotations=_READS, structured_output=False)(tool)
    return server


def serve(settings_of: Callable[[Path], Settings], folder: Path) -> None:
    """Speak with an agent over standard input and output until it goes."""
    make(settings_of, folder).run("stdio")


def _run(judged: Judged) -> Run:
    stories = (judged.story,) if judged.story else ()
    return Run(stories, judged.findings, judged.scores, problems=judged.problems)


def _several(stories: Iterable[Story]) -> bool:
    return any(len(story.versions) > 1 for story in stories)


def _right(ask: Callable[[], Answered]) -> Answered:
    """What is asked for; what is wrong with it is told to the agent."""
    try:
        return ask()
    except (ArchiveError, ConfigError, SelectionError, catalogue.RuleError, ValueError) as error:
        raise ToolError(str(error)) from None
