"""What does the person see of one story, and how do they walk through it?"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer

from audit.decide.files import DecisionError
from audit.model import Problem, Span
from audit.report.explained import explained
from audit.report.wording import labels, visible
from audit.review import moves, signs
from audit.review.page import Highlight, StyledRun
from audit.review.passages import beside, called, opposites
from audit.review.terminal import details
from audit.review.terminal.bindings import bindings
from audit.review.terminal.dialogs import ReadingSheet, help_sheet
from audit.review.terminal.paged import ArticleView, Lines, Tabs
from audit.review.terminal.siblings import Siblings
from audit.review.terminal.walking import Walking
from audit.review.workbench import Workbench

# Cells below which the siblings take turns behind tabs, under the article instead of beside it.
NARROW = 100
# Lines from which there is room for more of the details.
_TALL = 36
# Seconds between two looks at what others do, who are told to see it within one.
_LOOK = 0.4
_NOTHING = "Nothing found: no finding to decide on."


class ReviewScreen(Walking):
    """One story: the article, its siblings beside or below it, and what is said of the finding."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())

    def __init__(self, workbench: Workbench, story: str, fingerprint: str = "") -> None:
        super().__init__(workbench, story)
        self._fingerprint = fingerprint
        self._said = ("", "")

    def compose(self) -> ComposeResult:
        yield Lines("head")
        yield Tabs("versions")
        with Horizontal(id="middle"):
            yield ArticleView()
            yield Siblings()
        yield Lines("details")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.show_again()
        if self.session is None:
            self._judge()
        else:
            self._begin()
        self.set_interval(_LOOK, self._look)

    def on_resize(self, event: events.Resize) -> None:
        narrow = event.size.width < NARROW
        self.set_class(narrow, "narrow")
        self.set_class(event.size.height >= _TALL, "tall")
        self.query_one(Siblings).in_tabs = narrow
        self.call_after_refresh(self.show_again)

    @work(thread=True, exclusive=True, group="judge")
    def _judge(self) -> None:
        """In a thread, while the text can be read already."""
        bad = ""
        try:
            self.workbench.judge(self.story)
        except DecisionError as error:
            bad = str(error)
        self.app.call_from_thread(self._judged, bad)

    def _judged(self, bad: str) -> None:
        problems = self.workbench.entries[self.story].problems
        if bad or self.session is None:
            self.say(bad or "; ".join(map(_problem, problems)) or "this story could not be judged", bad=True)
        else:
            for problem in problems:
                self.app.notify(visible(_problem(problem)), markup=False, timeout=6)
            self._begin()

    def _begin(self) -> None:
        """At the place where one stopped, else at the first undecided finding."""
        if self.session is not None:
            self.visit(moves.begin(self.session, self._fingerprint))

    def say(self, words: str, *, bad: bool = False) -> None:
        if bad:
            self.app.notify(visible(words), severity="error", markup=False, timeout=8)
        self._said = (words, "bad" if bad else "said")
        self._show_head()

    def show_again(self) -> None:
        """Show the story as it is now."""
        if not self.is_mounted:
            return
        session = self.session
        if session and self.key not in session.findings:
            self.key = next(iter(session.findings), None)
        self._show_head()
        self._show_article()
        self._show_siblings()
        if session is None or self.key is None:
            words = "Reading the siblings …" if session is None else _NOTHING
            self.query_one("#details", Lines).lay([(StyledRun(words, "quiet", ""),)])
            return
        said = self.query_one("#details", Lines)
        scores = self.workbench.scores(self.story)
        said.lay(list(details.told(session, self.key, self._place(), said.width, scores)))
        said.scroll_to(y=0, animate=False)

    @on(ArticleView.Scrolled)
    def _show_siblings(self) -> None:
        """What the siblings say there: of the finding, or of the place that is read where that is another."""
        session, siblings = self.session, self.query_one(Siblings)
        if session is None:
            siblings.show((), (), reading=True)
            return
        at = self.query_one(ArticleView).read_at
        if at is None and self.elsewhere:
            at = self.elsewhere[0]
        if at is None and self.key is not None:
            found = opposites(session.story, session.findings[self.key])
        else:
            found = beside(session.story, Span(self.document, at or 0, (at or 0) + 1))
        if found != siblings.opposites:
            names = labels(session.story)
            siblings.show(found, [called(one.version, names[one.version.id]) for one in found])

    def _show_head(self) -> None:
        session = self.session
        name = self.workbench.entries[self.story].story.id
        head = self.query_one("#head", Lines)
        head.lay([details.head(session, name, self.narrowed, len(self.keys()), self._said, head.width)])
        if session:
            tabs = self.query_one(Tabs)
            tabs.lay(
                [details.versions(session, self.workbench.scores(self.story), self.document, tabs.width)]
            )

    def _show_article(self) -> None:
        session = self.session
        story = session.story if session else self.workbench.entries[self.story].story
        version = story.version(self.document)
        inlines = signs.inlines(session, version.id, self.key) if session else []
        inlines += [Highlight(start, end, "hit") for start, end in self.matches(version)]
        stretch = self.elsewhere or (0, 0)
        if session and self.key and self.elsewhere is None:
            span = session.findings[self.key].span
            stretch = (span.start, span.end) if span.document == version.id else (0, 0)
        article = self.query_one(ArticleView)
        article.show(version.text, inlines, stretch)
        article.bring()

    def _place(self) -> str:
        keys = self.keys()
        at = f"{keys.index(self.key) + 1} of {len(keys)}" if self.key in keys else "outside the filter"
        return f"{at}{'' if self.narrowed.empty else ' (filtered)'}"

    def action_sibling(self, number: int) -> None:
        self._choose(number - 1)

    @on(Siblings.Chosen)
    def _clicked(self, event: Siblings.Chosen) -> None:
        self._choose(event.number)

    def _choose(self, number: int) -> None:
        siblings = self.query_one(Siblings)
        if number < len(siblings.opposites) and not siblings.choose(number):
            self.action_open_sibling()

    def action_open_sibling(self) -> None:
        chosen = self.query_one(Siblings).chosen
        if chosen is None:
            return
        self.document = chosen.version.id
        self.elsewhere = (chosen.at, chosen.at + 1)
        self.say("b goes back to the finding")
        self._show_article()

    def action_back(self) -> None:
        self.visit(self.key)

    def action_explain(self) -> None:
        rule = self.session.rule(self.key) if self.session and self.key else None
        if rule:
            words = explained(rule, max(min(self.size.width - 12, 100), 40))
            self.app.push_screen(ReadingSheet(rule.name, Content(words)))

    def action_help(self) -> None:
        self.app.push_screen(help_sheet())

    def action_stories(self) -> None:
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        self.query_one(ArticleView).scroll_relative(y=by, animate=False)

    def action_scroll_page(self, by: int) -> None:
        article = self.query_one(ArticleView)
        article.scroll_relative(y=by * (article.size.height - 1), animate=False)

    def action_scroll_ends(self, by: int) -> None:
        article = self.query_one(ArticleView)
        article.scroll_to(y=0 if by < 0 else article.max_scroll_y, animate=False)

    def _look(self) -> None:
        """Unless a look, or a writing, is still under way: it would be broken off."""
        busy = any(worker.group == "files" and not worker.is_finished for worker in self.workers)
        if self.session is not None and self.is_current and not busy:
            self._look_closer()

    @work(thread=True, exclusive=True, group="files")
    def _look_closer(self) -> None:
        """In a thread: a changed text is judged anew."""
        before = self.session
        try:
            told = self.workbench.look(self.story)
        except DecisionError as error:
            told = (str(error),)
        for words in told:
            self.app.call_from_thread(self.say, words, bad=True)
        if told:
            news = self.workbench.news(self.story, before)
            if news:
                self.app.call_from_thread(self.visit, news[0])
            self.app.call_from_thread(self.show_again)


def _problem(problem: Problem) -> str:
    return f"{problem.path}: {problem.message}"
