"""How does a story read with its findings in place, to be decided on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from starlette.responses import HTMLResponse

from audit.desk.desk import Desk, decided, keys_of, listed
from audit.desk.parts import act, box, choice, drop, field, form, kept, page, roles, said
from audit.desk.shelf import ENDINGS
from audit.desk.sign_part import sign_part
from audit.desk.tools import keys_in, taken, tools
from audit.model import Document, Role, Verdict
from audit.report.html.document import keys_dialog
from audit.report.html.elements import Html, spoken_in, tag
from audit.report.html.facets import speakers
from audit.report.html.notes import Addresses, Note
from audit.report.html.story import badge, section
from audit.report.view import chapters
from audit.report.wording import labels, plural, verdicts, visible
from audit.review.proposals import ProposedFile, mended
from audit.review.session import Session

KEYS = (
    ("a", "accept what is to be written instead"),
    ("e", "write something else instead"),
    ("c", "it is wrong; somebody mends it elsewhere"),
    ("d", "false alarm"),
    ("h", "keep it, with a reason"),
    ("x", "take the decision back"),
    ("u", "undo the last step"),
    ("U", "do it again"),
)


def story_page(desk: Desk, name: str, story: str) -> HTMLResponse:
    """One story: its verdict as it is by now, its versions with what can be done, and the sign-off."""
    session = desk.looked(story)
    lines = desk.notes(story)
    at = f"/stories/{name}"
    if session is None:
        why = desk.failure(story) or "it cannot be judged"
        return page(
            desk.called(story),
            _top(desk, at, story, None),
            tag(
                "main",
                *filter(None, [said(lines)]),
                tag("h2", tag("bdi", desk.called(story))),
                tag("p", visible(why), dir="auto"),
                *_versions(desk, at, story),
                id="main",
            ),
            keys_dialog(*KEYS),
            moving=True,
        )
    run = desk.run(story)
    known = keys_of(session)

    def tools_of(note: Note) -> Html:
        return tools(session, keys_in(note, known), f"{at}/decide")

    (chapter,) = chapters(run)
    rules = {rule.name: rule for rule in run.rules}
    return page(
        desk.called(story),
        tag("a", "Skip to the story", href="#main", class_="skip"),
        _top(desk, at, story, session),
        tag(
            "main",
            *filter(None, [said(lines)]),
            section(
                chapter,
                0,
                speakers(run),
                rules,
                Addresses(),
                many=False,
                tools=tools_of,
                called=desk.called(story),
            ),
            *_decided(session, at),
            *_out(session, at),
            *_versions(desk, at, story),
            sign_part(desk, session, at),
            id="main",
            tabindex=-1,
        ),
        keys_dialog(*KEYS),
        moving=True,
    )


def _top(desk: Desk, at: str, story: str, session: Session | None) -> Html:
    worst, counted = verdicts(desk.workbench.scores(story))
    steps = (
        [
            form(f"{at}/undo", act("Undo", data_key="u", disabled=not session.past)),
            form(f"{at}/redo", act("Redo", data_key="U", disabled=not session.future)),
        ]
        if session
        else []
    )
    total = sum(not session.mark(key).decided for key in session.findings) if session else 0
    moves = [
        tag(
            "button", "‹", type="button", id="before", aria_label="Finding before", title="Finding before (k)"
        ),
        tag("span", "", id="position", class_="quiet"),
        tag("button", "›", type="button", id="next", aria_label="Next finding", title="Next finding (j)"),
    ]
    return tag(
        "header",
        tag(
            "div",
            tag(
                "h1",
                tag("a", tag("span", "audit", class_="name"), " desk", href="/"),
                badge(worst or Verdict.NOT_JUDGED),
            ),
            tag("p", f"{counted}; {plural(total, 'finding')} undecided".lstrip("; "), id="ending"),
            tag("p", id="status", role="status"),
            class_="verdict",
        ),
        tag(
            "div",
            tag("a", "All stories", href="/", class_="button"),
            *steps,
            *(moves if session and session.findings else ()),
            tag("button", "?", type="button", id="keys", aria_label="Keys", title="Keys (?)"),
            class_="controls",
        ),
        id="top",
    )


def _decided(session: Session, at: str) -> Iterator[Html]:
    """What speaks against nothing any more, and why."""
    rows = [taken(session, key, f"{at}/decide") for key, _, _ in decided(session)]
    if rows:
        yield tag(
            "details",
            tag("summary", plural(len(rows), "finding") + " dismissed or kept"),
            tag("ul", *rows, class_="decided", role="list"),
            class_="aside",
        )


def _out(session: Session, at: str) -> Iterator[Html]:
    """The text with what was accepted, to be copied, downloaded or written into its file."""
    story = session.story
    names = labels(story)
    pending = len(session.pending)
    mine = [version for version in story.versions if story.judges(version)]
    blocks = []
    for number, version in enumerate(story.versions):
        if version not in mine:
            continue
        text = mended(session, version)
        address = f"{at}/text?version={number}"
        ending = Path(version.source.path).suffix.lower()
        as_it_is = "with tracked changes and comments" if ending == ".docx" else "as it is written"
        blocks.append(
            tag(
                "div",
                tag("h3", tag("bdi", names[version.id])),
                tag(
                    "p",
                    tag("button", "Copy", type="button", data_copy=f"text-{number}"),
                    tag("a", "Download text", href=f"{address}&form=txt", class_="button", download=True),
                    tag(
                        "a",
                        f"Download {ending or 'file'} {as_it_is}",
                        href=f"{address}&form=file",
                        class_="button",
                        download=True,
                    ),
                    class_="line",
                ),
                tag(
                    "details",
                    tag("summary", "The text as it reads now"),
                    tag(
                        "textarea",
                        text,
                        readonly=True,
                        rows=10,
                        id=f"text-{number}",
                        aria_label=f"Text of {names[version.id]}",
                        **spoken_in(version.lang),
                    ),
                ),
            )
        )
    yield tag(
        "section",
        tag("h2", "Take it along", id="out"),
        *blocks,
        form(f"{at}/preview", act(f"Write {plural(pending, 'correction')} into the file…"))
        if pending
        else None,
        class_="aside",
        aria_labelledby="out",
    )


def _versions(desk: Desk, at: str, story: str) -> Iterator[Html]:
    """What is known of each version, to be changed, and where others are put beside them."""
    entry = desk.entry(story)
    versions = entry.session.story.versions if entry.session else entry.story.versions
    names = labels(entry.session.story if entry.session else entry.story)
    found = {one.document for one in (entry.story.found or ())}
    if not desk.changeable(story):
        yield tag(
            "p",
            "What belongs together, and what each text is, is said by its file, story.toml or the layout.",
            class_="quiet aside",
        )
        return
    rows = [
        form(
            f"{at}/version",
            kept("document", version.id),
            tag("b", tag("bdi", names[version.id])),
            field("Language", "lang", value=version.lang, size=6),
            roles(version.role),
            act("Change"),
            class_="line",
        )
        for version in versions
        if version.id not in found
    ]
    yield tag(
        "section",
        tag("h2", "Versions", id="versions"),
        *rows,
        form(
            f"{at}/beside",
            drop("Drop an original or siblings here, or choose", ENDINGS),
            box("or paste one", "text", 4),
            tag(
                "div",
                field("Language", "lang", size=6, placeholder="guessed"),
                choice(
                    "It is",
                    "role",
                    (
                        (Role.TRANSLATION.value, "another translation"),
                        (Role.SOURCE.value, "the original"),
                        (Role.REFERENCE.value, "a trusted translation"),
                        (Role.COVERAGE.value, "another account"),
                    ),
                ),
                act("Put beside"),
                class_="line",
            ),
            enctype="multipart/form-data",
            class_="put",
        ),
        class_="aside",
        aria_labelledby="versions",
    )


def shown_files(proposed: Sequence[ProposedFile]) -> str:
    """A digest of what would be written, by which the page that showed it is told from a later one."""
    digest = blake2b(digest_size=12)
    for one in proposed:
        digest.update(
            blake2b(one.file.path.encode("utf-8", "surrogatepass") + b"\0" + one.file.after).digest()
        )
    return digest.hexdigest()


def preview_page(desk: Desk, name: str, story: str, proposed: Sequence[ProposedFile]) -> HTMLResponse:
    """What writing the accepted corrections changes in the files."""
    at = f"/stories/{name}"
    blocks = []
    for one in proposed:
        lines = [
            tag(
                "del" if sign == "-" else "ins" if sign == "+" else "span",
                f"{sign} {line}\n",
                class_="difference",
            )
            for sign, line in one.lines
        ]
        left = f"{plural(len(one.left), 'correction')} cannot be written there" if one.left else ""
        blocks.append(
            tag(
                "section",
                tag("h3", tag("bdi", visible(one.file.path))),
                tag("pre", *lines, dir="auto"),
                tag("p", left, class_="quiet") if left else None,
            )
        )
    return page(
        desk.called(story),
        _top(desk, at, story, None),
        tag(
            "main",
            tag("h2", "Into the files"),
            *blocks,
            tag(
                "div",
                form(f"{at}/write", kept("shown", shown_files(proposed)), act("Write", class_="main")),
                tag("a", "Not now", href=at, class_="button"),
                class_="line",
            ),
            id="main",
        ),
        keys_dialog(),
        moving=True,
    )


def rule_page(
    desk: Desk,
    rule: str,
    found: Mapping[str, tuple[str, ...]],
    lines: Mapping[str, list[str]],
    names: Mapping[str, str],
) -> HTMLResponse:
    """All undecided findings of a rule, in every story: their keys, and what is said of each."""
    total = sum(map(len, lines.values()))
    blocks = [
        tag(
            "section",
            tag("h3", tag("a", tag("bdi", desk.called(story)), href=f"/stories/{names[story]}")),
            tag("ul", *(tag("li", line, dir="auto") for line in those), role="list"),
        )
        for story, those in lines.items()
    ]
    where = plural(len(lines), "story")
    return page(
        rule,
        _rule_top(),
        tag(
            "main",
            tag("h2", rule),
            tag("p", f"{plural(total, 'undecided finding')} in {where}.", class_="quiet"),
            form(
                f"/rules/{rule}",
                kept("seen", listed(found)),
                act(f"Dismiss all {total} as false alarms", class_="main"),
            )
            if total
            else None,
            *blocks,
            id="main",
        ),
    )


def _rule_top() -> Html:
    name = tag("a", tag("span", "audit", class_="name"), " desk", href="/")
    return tag("header", tag("div", tag("h1", name), class_="verdict"), id="top")


def document_at(session: Session, number: int) -> Document | None:
    """A version by its place in the story."""
    versions = session.story.versions
    return versions[number] if 0 <= number < len(versions) else None
