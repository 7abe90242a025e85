"""Of which parts are the pages of the desk made?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from starlette.responses import HTMLResponse

from audit.model import Role
from audit.report.html.document import asset, document, script, style
from audit.report.html.elements import Html, join, tag
from audit.web.guard import HEADERS

# A form goes to this program alone, which is told by the browser where it comes from.
_ALLOWED, _REFERRER = "form-action 'self'", "same-origin"
ROLES = {
    Role.TRANSLATION: "translation",
    Role.SOURCE: "original",
    Role.COVERAGE: "other account",
    Role.REFERENCE: "trusted translation",
}


def page(title: str, *body: Html, moving: bool = False, status: int = 200) -> HTMLResponse:
    """A page of the desk; `moving` is one of a story, with all by which one moves through its findings."""
    pieces = [script()] if moving else []
    whole = document(
        f"{title} – audit desk",
        *body,
        style=_style(),
        script=join((*pieces, asset("audit.desk", "desk.js")), "\n"),
        allowed=_ALLOWED,
        referrer=_REFERRER,
    )
    return HTMLResponse(whole, status, headers=HEADERS)


@cache
def _style() -> Html:
    return join((style(), asset("audit.desk", "desk.css")), "\n")


def form(action: str, *inside: Html | None, **attributes: object) -> Html:
    """A form that is posted."""
    return tag("form", *inside, method="post", action=action, **attributes)


def kept(name: str, value: str) -> Html:
    """What a form says that nobody sees."""
    return tag("input", type="hidden", name=name, value=value)


def act(label: str, **attributes: object) -> Html:
    return tag("button", label, type="submit", **attributes)


def field(label: str, name: str, **attributes: object) -> Html:
    """A line to be written, with its label."""
    return tag(
        "label",
        tag("span", label, class_="label"),
        tag("input", type="text", name=name, autocomplete="off", **attributes),
        class_="field",
    )


def box(label: str, name: str, rows: int, **attributes: object) -> Html:
    """Words of many lines to be written, with their label."""
    return tag(
        "label",
        tag("span", label, class_="label"),
        tag("textarea", name=name, rows=rows, dir="auto", spellcheck="false", **attributes),
        class_="field",
    )


def tick(label: str, name: str) -> Html:
    return tag("label", tag("input", type="checkbox", name=name, value="yes"), f" {label}", class_="tick")


def choice(label: str, name: str, options: Iterable[tuple[str, str]], chosen: str = "") -> Html:
    """One of several, with its label."""
    listed = (tag("option", said, value=value, selected=value == chosen) for value, said in options)
    return tag(
        "label", tag("span", label, class_="label"), tag("select", *listed, name=name), class_="field short"
    )


def roles(chosen: Role) -> Html:
    return choice("It is", "role", ((role.value, said) for role, said in ROLES.items()), chosen.value)


def drop(label: str, endings: Iterable[str]) -> Html:
    """Where files are dropped, or chosen."""
    return tag(
        "label",
        tag("span", label),
        tag("input", type="file", name="files", multiple=True, accept=",".join(endings)),
        class_="drop",
        data_drop=True,
    )


def said(lines: Iterable[str]) -> Html | None:
    """What became of the last step."""
    told = [tag("p", line, dir="auto") for line in lines]
    return tag("div", *told, class_="told-once", role="status") if told else None
